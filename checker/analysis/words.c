// SPDX-License-Identifier: GPL-2.0-only
/* Findings in words: places, masks, scopes, evidence and chains. */
#include "analysis/latch.h"
#include "analysis/make.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

struct place place_of(struct make *m, func_t fn, uint32_t line)
{
	const struct func *f = m->g->funcs.v[fn].f;
	struct place p = {func_file(m->g, fn), func_name(m->g, fn), line, 1};

	if (!line && f)
		p.line = f->line;
	return p;
}

struct place place_at(struct make *m, func_t fn, uint32_t instr, uint32_t line)
{
	const struct func *f = m->g->funcs.v[fn].f;
	struct place p = place_of(m, fn, line);

	if (f && instr < f->instrs.n) {
		p.line = f->instrs.v[instr].line;
		p.col = f->instrs.v[instr].col;
	}
	return p;
}

const char *scope_words(struct make *m, uint8_t scope)
{
	const struct scope_bits *b = &m->s->scopes[scope];
	struct buf t = {0};
	const char *out;

	for (size_t i = 0; i < m->s->k->nscopes; i++) {
		const struct scope_flag *f = &m->s->k->scopes[i];

		if (b->ones & f->flag)
			buf_printf(&t, "%s%s", t.n ? "+" : "",
				   sym_str(f->rule->id));
		else if (!(b->zeros & f->flag) &&
			 (m->s->k->scope_bits & f->flag))
			buf_printf(&t, "%smaybe %s", t.n ? "+" : "",
				   sym_str(f->rule->id));
	}
	out = arena_strdup(&m->out->mem, t.n ? t.v : "none");
	buf_free(&t);
	return out;
}

const char *mask_words(struct make *m, const struct alt *a)
{
	const struct rule *r = NULL;
	struct buf t = {0};
	const char *out;
	int64_t bit;

	if (!a->ones && !a->zeros)
		return "unknown";
	buf_printf(&t, "%#llx", (unsigned long long)a->ones & 0xffffffff);
	while ((r = rule_next(m->s->k->rules, RULE_mask, r)))
		if (!macro_value(m->s->k, r->key[KEY_macro].str, &bit) &&
		    (a->ones & (uint64_t)bit))
			buf_printf(&t, "%s%s", strchr(t.v, '(') ? "|" : " (",
				   sym_str(r->id));
	if (strchr(t.v, '('))
		buf_puts(&t, ")");
	out = arena_strdup(&m->out->mem, t.v);
	buf_free(&t);
	return out;
}

static const char *seed_words(struct make *m, seed_t seed)
{
	const struct seed *d = &m->g->seeds.v[seed];

	if (!seed)
		return NULL;
	if (m->g->funcs.v[d->where].f->flags & F_INIT)
		return arena_printf(&m->out->mem, "static data, %s:%u",
				    func_file(m->g, d->where), d->line);
	return arena_printf(&m->out->mem, "set in %s(), %s:%u",
			    func_name(m->g, d->where),
			    func_file(m->g, d->where), d->line);
}

const char *callee_words(struct make *m, func_t fn, uint32_t instr)
{
	const struct func *f = m->g->funcs.v[fn].f;
	const struct expr *e;
	struct buf t = {0};
	const char *out;

	if (!f || instr >= f->instrs.n)
		return "";
	e = &f->exprs.v[f->instrs.v[instr].a];
	if (e->op == E_FUNC)
		return sym_str(e->name);
	if (e->op == E_LOCAL) /* without the number that facts tell it by */
		return sym_str(f->locals.v[e->num].name);
	if (e->op == E_FIELD)
		buf_printf(&t, "%s.%s", sym_str(e->name), sym_str(e->field));
	else
		expr_print(f, f->instrs.v[instr].a, &t);
	out = arena_strdup(&m->out->mem, t.v);
	buf_free(&t);
	return out;
}

const char *use_words(struct make *m, func_t fn, uint32_t instr)
{
	const struct func *f = m->g->funcs.v[fn].f;

	if (!f || instr >= f->instrs.n)
		return "";
	return arena_printf(&m->out->mem, " %s %s",
			    f->instrs.v[instr].op == I_STORE ? "kept in"
							     : "passed to",
			    callee_words(m, fn, instr));
}

/* The work item, timer ... of a hand-off: the member or variable it is. */
static const char *object_words(struct make *m, seed_t seed)
{
	const struct owner *o = &m->g->seeds.v[seed].owner;
	uint32_t global = o->up_global ? o->up_global : o->global;
	sym_t strct = o->up_strct ? o->up_strct : o->strct;
	sym_t field = o->up_strct ? o->up_field : o->field;

	if (!seed || (!global && !strct))
		return "";
	if (global && !o->up_strct)
		return sym_str(m->g->globals.v[global - 1].name);
	return arena_printf(&m->out->mem, "%s.%s", sym_str(strct),
			    sym_str(field));
}

/* Why the I/O goes on in a task: what it does in the end for who waits. */
static const char *serves_words(struct make *m, func_t fn)
{
	const func_t *towards = m->s->rel.serving.towards;
	unsigned steps = 0;

	if (!towards[fn])
		return "";
	for (; towards[fn] != fn; fn = towards[fn])
		steps++;
	return arena_printf(&m->out->mem, "; it goes on to %s()%s%s%s",
			    callee_words(m, fn, m->s->rel.serving.call[fn]),
			    steps ? " in " : "",
			    steps ? func_name(m->g, fn) : "",
			    steps ? "()" : "");
}

static const char *edge_words(struct make *m, const struct in_edge *in)
{
	const struct edge_out *e = paths_edge(&m->paths, in);
	func_t from = m->s->states.v[in->from]->fn;
	const char *callee = callee_words(m, from, e->instr);
	const char *seed = seed_words(m, e->seed);
	struct arena *mem = &m->out->mem;

	switch (e->kind) {
	case EDGE_SLOT:
	case EDGE_VALUE:
		return seed ? arena_printf(mem, "called through %s (%s)",
					   callee, seed)
			    : arena_printf(mem, "called through %s", callee);
	case EDGE_HANDOFF:
		return arena_printf(
			mem, "handed off by %s(%s) to a new task%s%s%s%s",
			callee, object_words(m, e->seed), seed ? " (" : "",
			seed ? seed : "", seed ? ")" : "",
			serves_words(m, m->s->states.v[e->to]->fn));
	case EDGE_WAKE:
		return arena_printf(mem, "its thread is woken by %s()", callee);
	case EDGE_CALLBACK:
		return "stored as the completion of what is submitted";
	default:
		return "called directly";
	}
}

static const char *entry_words(struct make *m, state_t root)
{
	const struct state *st = m->s->states.v[root];
	const char *seed = seed_words(m, st->entry_seed);

	if (!st->entry)
		return "opens a region";
	if (!seed)
		return arena_printf(&m->out->mem, "entry %s",
				    sym_str(st->entry->id));
	if (st->entry_slot)
		return arena_printf(&m->out->mem, "entry %s: %s.%s (%s)",
				    sym_str(st->entry->id),
				    sym_str(st->entry_slot->strct),
				    sym_str(st->entry_slot->field), seed);
	return arena_printf(&m->out->mem, "entry %s (%s)",
			    sym_str(st->entry->id), seed);
}

/* ---- chains ---- */

/* " with io|fs": the bits that rules name and that are in @bits */
static void put_bits(struct make *m, const char *before, uint64_t bits,
		     struct buf *out)
{
	const struct rule *r = NULL;
	int64_t bit;

	while ((r = rule_next(m->s->k->rules, RULE_mask, r))) {
		if (macro_value(m->s->k, r->key[KEY_macro].str, &bit) ||
		    !(bits & (uint64_t)bit))
			continue;
		buf_printf(out, "%s%s", before, sym_str(r->id));
		before = "|";
	}
}

/* The masks that a state was given: its parameters that are masks. States keep
 * only the bits that matter, so there is no number to print. */
static const char *masks_given(struct make *m, const struct state *st)
{
	const struct func *f = m->g->funcs.v[st->fn].f;
	struct buf t = {0};
	const char *out = NULL;

	for (size_t i = 0; f && i < f->params.n; i++) {
		const struct alts *a = val_alts(m->s->args.v[st->params + i]);

		if (!graph_is_mask(m->g, f->params.v[i].type))
			continue;
		buf_printf(&t, "%s%s", t.n ? ", " : "",
			   sym_str(f->params.v[i].name));
		for (size_t k = 0; k < a->n; k++) {
			buf_puts(&t, k ? " or" : "");
			put_bits(m, " with ", a->v[k].ones, &t);
			put_bits(m, " without ", a->v[k].zeros, &t);
		}
		buf_puts(&t, a->n ? "" : " unknown");
	}
	if (t.n)
		out = arena_strdup(&m->out->mem, t.v);
	buf_free(&t);
	return out;
}

static void add_step(struct make *m, struct finding *f, state_t id,
		     uint32_t line, const char *how, enum edge_kind kind)
{
	const struct state *st = m->s->states.v[id];

	vec_push(&f->chain,
		 (struct step){place_of(m, st->fn, line), how, kind,
			       scope_words(m, st->scope), masks_given(m, st)});
}

static uint32_t edge_line(struct make *m, const struct in_edge *in)
{
	const struct state *st = m->s->states.v[in->from];

	return m->g->funcs.v[st->fn]
		.f->instrs.v[paths_edge(&m->paths, in)->instr]
		.line;
}

/* What a task does in the end, so many calls away, it may do for others. */
#define MAX_SERVING_STEPS 4
#define MAX_SURE_STEPS 24 /* a longer chain is hardly ever all feasible */

/* What a chain is made of. */
struct worth {
	const struct rule *entry, *doubtful; /* doubtful: a hand-off's rule */
	unsigned handoffs, wakes, many, steps, serving;
};

typedef VEC(struct in_edge) way;

/* The edges from the entry to the site. Return: the entry's state */
static state_t candidate_way(struct make *m, const struct candidate *c,
			     way *out)
{
	state_t root = c->state;

	while (m->paths.pred[root].from) {
		vec_push(out, m->paths.pred[root]);
		root = m->paths.pred[root].from;
	}
	for (size_t i = 0; i < out->n / 2; i++) {
		struct in_edge t = out->v[i];

		out->v[i] = out->v[out->n - 1 - i];
		out->v[out->n - 1 - i] = t;
	}
	for (size_t i = 0; i < c->ndown; i++)
		vec_push(out, m->down.v[c->down + i]);
	return root;
}

/* Calls from a task to where it serves I/O. */
static unsigned max_steps(struct make *m, const struct edge_out *e,
			  unsigned most)
{
	const func_t *towards = m->s->rel.serving.towards;
	func_t fn = m->s->states.v[e->to]->fn;
	unsigned steps = 0;

	for (; towards[fn] && towards[fn] != fn; fn = towards[fn])
		steps++;
	return steps > most ? steps : most;
}

/* Who opens a region is called by somebody: where a rule knows that it is one
 * that seldom matters, that counts. */
static const struct rule *entry_of(struct make *m, state_t root)
{
	const struct solver *s = m->s;
	const struct state *st = s->states.v[root];

	for (state_t i = 1;
	     !st->entry && s->nstates_of[st->fn] > 1 && i < s->states.n; i++)
		if (s->states.v[i]->fn == st->fn && s->states.v[i]->entry)
			return s->states.v[i]->entry;
	return st->entry;
}

static struct worth weigh(struct make *m, const struct candidate *c)
{
	struct worth w = {0};
	way all = {0};
	state_t root = candidate_way(m, c, &all);

	w.entry = entry_of(m, root);
	for (size_t i = 0; i < all.n; i++) {
		const struct edge_out *e = paths_edge(&m->paths, &all.v[i]);

		w.handoffs +=
			e->kind == EDGE_HANDOFF || e->kind == EDGE_CALLBACK;
		w.wakes += e->kind == EDGE_WAKE;
		w.many += e->many != 0;
		if (e->rule && e->rule->key[KEY_confidence].set)
			w.doubtful = e->rule;
		if (e->kind == EDGE_HANDOFF && !e->sure)
			w.serving = max_steps(m, e, w.serving);
		w.steps++;
	}
	vec_free(&all);
	return w;
}

/* Does an instruction of the module set the flag that an entry asks for? */
static int sets_flag(const struct make *m, const struct rule *r,
		     const struct func *f, const struct instr *in)
{
	const rule_slots *unless = &r->key[KEY_unless].slots;
	const struct expr *member =
		in->op == I_STORE ? member_of(f, in->a) : NULL;
	int64_t bits = (int64_t)WHOLE_FLAG;

	for (size_t i = 0; member && i < unless->n; i++)
		if (unless->v[i].strct == member->name &&
		    unless->v[i].field == member->field &&
		    (!r->key[KEY_flag].set ||
		     !macro_value(m->s->k, r->key[KEY_flag].str, &bits)))
			return has_bits(known_ones(f, member, in->b, 0),
					(uint64_t)bits);
	return 0;
}

static int module_sets_flag(const struct make *m, const struct rule *r,
			    sym_t home)
{
	for (func_t fn = 1; fn < m->g->funcs.n; fn++) {
		const struct gfunc *gf = &m->g->funcs.v[fn];

		for (size_t i = 0;
		     gf->home == home && gf->f && i < gf->f->instrs.n; i++)
			if (sets_flag(m, r, gf->f, &gf->f->instrs.v[i]))
				return 1;
	}
	return 0;
}

/* Where an entry may not sleep at all, and no other task goes on, weaker masks
 * are asked for than the context needs: the rule of the entry says so. */
static void own_advice(const struct make *m, struct finding *f, state_t root,
		       const way *all)
{
	const struct state *st = m->s->states.v[root];
	const struct rule *r = st->entry;
	sym_t home = st->entry_seed ? m->g->seeds.v[st->entry_seed].home
				    : m->g->funcs.v[st->fn].home;

	for (size_t i = 0; i < all->n; i++)
		if (edge_starts_task(paths_edge(&m->paths, &all->v[i])->kind))
			return;
	if (!r || !r->key[KEY_advice].set ||
	    (r->key[KEY_unless].set && module_sets_flag(m, r, home)))
		return;
	f->advice = r->key[KEY_advice].text;
	if (r->key[KEY_stricter].set)
		f->stricter = sym_str(r->key[KEY_stricter].str);
}

void make_chain(struct make *m, struct finding *f, const struct candidate *c)
{
	way all = {0};
	state_t root = candidate_way(m, c, &all);

	f->entry = func_name(m->g, m->s->states.v[root]->fn);
	f->entry_reason = entry_words(m, root);
	for (size_t i = 0; i <= all.n; i++) {
		state_t id = i < all.n ? all.v[i].from : c->site_state;
		uint32_t line = i < all.n
					? edge_line(m, &all.v[i])
					: m->g->funcs.v[m->s->states.v[id]->fn]
						  .f->instrs.v[c->site->instr]
						  .line;

		add_step(m, f, id, line,
			 i ? edge_words(m, &all.v[i - 1]) : f->entry_reason,
			 i ? paths_edge(&m->paths, &all.v[i - 1])->kind
			   : EDGE_ENTRY);
	}
	own_advice(m, f, root, &all);
	vec_free(&all);
}

/* Some entries are on the I/O path only at times, and who cancels a work item
 * seldom waits for it: the rule says so. */
static enum confidence cap(const struct rule *rule, enum confidence c)
{
	const char *most = rule ? sym_str(rule->key[KEY_confidence].str) : "";

	for (enum confidence i = POSSIBLE; i > c; i--)
		if (!strcmp(most, confidence_name(i)))
			return i;
	return c;
}

enum confidence judge(struct make *m, const struct candidate *c)
{
	struct worth w = weigh(m, c);

	if (!c->surely || w.handoffs + w.wakes > 3 || w.many > 3 ||
	    w.steps > MAX_SURE_STEPS || w.serving > MAX_SERVING_STEPS)
		return POSSIBLE;
	return cap(w.entry,
		   cap(w.doubtful,
		       w.handoffs || w.wakes || w.many ? LIKELY : CERTAIN));
}
