// SPDX-License-Identifier: GPL-2.0-only
/*
 * From states to findings.
 *
 * A site's mask either was written where it stands, or came in through a
 * parameter: then the callers that passed it are asked, until the place that
 * wrote it is found. Sites with one origin are one finding. If that place
 * belongs to a shared layer, or the site is a layer's door, the finding is the
 * way into the layer, grouped at the gate: the function that all ways of the
 * task pass.
 */
#include "findings/make.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* ---- keys ---- */

int candidate_cmp(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->origin.fn != y->origin.fn)
		return x->origin.fn < y->origin.fn ? -1 : 1;
	if (x->surely != y->surely)
		return x->surely ? -1 : 1;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	if (x->site_state != y->site_state)
		return x->site_state < y->site_state ? -1 : 1;
	return x->site->instr < y->site->instr
		       ? -1
		       : x->site->instr > y->site->instr;
}

size_t count_sites(struct make *m, size_t from, size_t to)
{
	VEC(uint64_t) seen = {0};
	size_t n;

	for (size_t i = from; i < to; i++) {
		const struct candidate *c = &m->all.v[i];
		uint64_t at = (uint64_t)m->s->states.v[c->site_state]->fn
				      << 32 |
			      c->site->instr;
		int known = 0;

		for (size_t k = 0; k < seen.n && !known; k++)
			known = seen.v[k] == at;
		if (!known && seen.n < 1000)
			vec_push(&seen, at);
	}
	n = seen.n;
	vec_free(&seen);
	return n;
}

static void word_mask(struct make *m, struct finding *f,
		      const struct candidate *c)
{
	const char *where = use_words(m, c->origin.fn, c->origin.instr);
	struct arena *mem = &m->out->mem;

	f->rule = arena_printf(mem, "%s-mask", f->context);
	f->mask = mask_words(m, &c->mask);
	f->at = f->origin;
	f->message =
		arena_printf(mem, "%s(): mask %s%s may %s on a %s path",
			     f->origin.function, f->mask, where,
			     c->surely ? "start what it must not"
				       : "start what it must not (not sure)",
			     f->context);
}

static void word_door(struct make *m, struct finding *f,
		      const struct candidate *c)
{
	struct arena *mem = &m->out->mem;

	f->rule = arena_printf(mem, "%s-door", f->context);
	f->layer = sym_str(c->layer->id);
	f->mask = c->mask.ones ? mask_words(m, &c->mask) : "any";
	f->at = place_of(m, m->s->states.v[c->gate]->fn, 0);
	f->message = arena_printf(
		mem, "%s(): enters the %s layer on a %s path without a scope",
		f->at.function, f->layer, f->context);
}

struct finding *make_finding(struct make *m, size_t from, size_t to,
			     size_t shown)
{
	const struct candidate *c = &m->all.v[shown];
	const struct context *ctx = &m->s->k->contexts[__builtin_ctz(c->ctx)];
	struct finding *f = arena_alloc(&m->out->mem, sizeof(*f));
	const struct state *site = m->s->states.v[c->site_state];

	f->kind = c->kind;
	f->context = sym_str(ctx->rule->id);
	f->advice = ctx->rule->key[KEY_advice].text;
	f->fingerprint = arena_printf(&m->out->mem, "%016llx",
				      (unsigned long long)c->key);
	f->origin = place_at(m, c->origin.fn, c->origin.instr, c->origin.line);
	f->alloc = place_at(m, site->fn, c->site->instr, 0);
	f->scope = scope_words(m, c->site->scope);
	f->count = count_sites(m, from, to);
	make_chain(m, f, c);
	f->confidence = judge(m, c);
	if (c->kind == FINDING_DOOR)
		word_door(m, f, c);
	else
		word_mask(m, f, c);
	return f;
}

/* ---- coverage ---- */

static void count_units(struct make *m)
{
	struct coverage *c = &m->out->coverage;

	for (size_t i = 0; i < m->g->units.n; i++) {
		const struct gunit *u = &m->g->units.v[i];

		c->units++;
		c->degraded += u->status == UNIT_DEGRADED;
		c->failed += u->status == UNIT_FAILED;
		if (u->status == UNIT_OK)
			continue;
		vec_reserve(&c->problems, c->problems.n + 1);
		c->problems.v[c->problems.n].unit = sym_str(u->src);
		c->problems.v[c->problems.n].reason = sym_str(u->reason);
		c->problems.v[c->problems.n++].failed =
			u->status == UNIT_FAILED;
	}
}

/* May a pointer call lead to what we do not know? Not if all that is put into
 * what is called can be followed, and none of it is a function. */
static int is_open(const struct graph *g, func_t fn, const struct instr *in)
{
	expr_t place = graph_called(g, fn, in);
	const seed_set *seeds = graph_expr_seeds(g, fn, place);

	return graph_expr_open(g, fn, place) || (seeds && seeds->n);
}

static void count_pointer_call(struct coverage *c, const struct graph *g,
			       func_t fn, const struct instr *in, uint8_t flag)
{
	if (!(flag & (LED_ON | LED_NOWHERE)))
		return;
	c->pointer_calls++;
	if (flag & LED_ON)
		c->partly += !!(flag & LED_NOWHERE);
	else if (is_open(g, fn, in))
		c->unresolved++;
	else
		c->impossible++;
}

/* What a call by name runs is not seen if no unit defines it: it is in another
 * program, or in assembly. What a rule says of it is enough. */
static void count_undefined(struct coverage *c, const struct make *m,
			    const struct func *f, const struct instr *in,
			    uint8_t *seen)
{
	const struct expr *e = &f->exprs.v[called_place(f, in)];
	func_t fn = (func_t)e->num;
	sym_t name;

	if (e->op != E_FUNC || m->g->funcs.v[fn].f ||
	    fn_all_rules(m->s->k, fn) || fn_boundary(m->s->k, fn))
		return;
	name = m->g->funcs.v[fn].name;
	c->undefined += !seen[name];
	seen[name] = 1;
}

static void count_coverage(struct make *m)
{
	struct coverage *c = &m->out->coverage;
	const struct solver *s = m->s;
	uint8_t *undefined = mem_zeroed(sym_count(), 1);

	count_units(m);
	c->states = s->states.n - 1;
	c->runs = s->nexec;
	c->widened = s->nwidened;
	c->given_up = s->ngiven_up;
	for (func_t fn = 1; fn < m->g->funcs.n; fn++) {
		const struct func *f = m->g->funcs.v[fn].f;

		graph_rest(m->g, fn);
		c->functions += f != NULL;
		c->reached += s->nstates_of[fn] > 0;
		for (size_t i = 0; f && i < f->instrs.n; i++) {
			uint8_t flag = s->flags[s->first_instr[fn] + i];

			count_pointer_call(c, m->g, fn, &f->instrs.v[i], flag);
			if (s->nstates_of[fn] && f->instrs.v[i].op == I_CALL)
				count_undefined(c, m, f, &f->instrs.v[i],
						undefined);
			c->cut += !!(flag & CUT);
			c->handoffs_lost += !!(flag & HANDOFF_LOST);
			c->announcements += !!(flag & ANNOUNCES);
		}
	}
	free(undefined);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_files(struct make *m)
{
	struct findings *out = m->out;
	uint8_t *seen = mem_zeroed(sym_count(), 1);

	for (func_t fn = 1; fn < m->g->funcs.n; fn++) {
		const struct func *f = m->g->funcs.v[fn].f;

		if (!f || !f->file || seen[f->file])
			continue;
		seen[f->file] = 1;
		vec_push(&out->files, sym_str(f->file));
	}
	free(seen);
	if (out->files.n)
		qsort(out->files.v, out->files.n, sizeof(*out->files.v),
		      by_text);
}

int finding_cmp(const void *a, const void *b)
{
	const struct finding *x = *(struct finding *const *)a;
	const struct finding *y = *(struct finding *const *)b;
	int c = strcmp(x->at.file, y->at.file);

	if (!c && x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	return c ? c : strcmp(x->fingerprint, y->fingerprint);
}

void findings_make(struct findings *out, struct solver *s)
{
	struct make m = {.s = s, .g = s->g, .out = out};

	memset(out, 0, sizeof(*out));
	graph_rest(m.g, 0);
	paths_begin(&m.paths, s);
	conditions_begin(&m.conditions, m.g);
	trace_sites(&m);
	group_candidates(&m);
	graph_rest(m.g, 0);
	check_obligations(&m);
	note_narrow_scopes(&m);
	note_redundant_masks(&m);
	count_coverage(&m);
	list_files(&m);
	if (out->all.n)
		qsort(out->all.v, out->all.n, sizeof(*out->all.v), finding_cmp);
	paths_end(&m.paths);
	conditions_end(&m.conditions);
	vec_free(&m.all);
	vec_free(&m.down);
}

static void free_members(struct finding *f)
{
	for (size_t i = 0; i < f->members.n; i++)
		vec_free(&f->members.v[i].chain);
	vec_free(&f->members);
}

void findings_free(struct findings *f)
{
	for (size_t i = 0; i < f->all.n; i++) {
		vec_free(&f->all.v[i]->chain);
		free_members(f->all.v[i]);
	}
	vec_free(&f->all);
	vec_free(&f->files);
	vec_free(&f->coverage.problems);
	arena_free(&f->mem);
}

int finding_name(const struct rules *rules, const char *name)
{
	static const char *const ends[] = {"mask", "door", "scope", "narrow",
					   "redundant"};
	const struct rule *r = NULL;

	while ((r = rule_next(rules, RULE_obligation, r)))
		if (!strcmp(sym_str(r->id), name))
			return 1;
	while ((r = rule_next(rules, RULE_context, r))) {
		const char *id = sym_str(r->id);
		size_t n = strlen(id);

		for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
			if (!strncmp(name, id, n) && name[n] == '-' &&
			    !strcmp(name + n + 1, ends[i]))
				return 1;
	}
	return 0;
}

const char *confidence_name(enum confidence c)
{
	static const char *const names[] = {"certain", "likely", "possible",
					    "note"};

	return names[c];
}
