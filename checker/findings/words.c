// SPDX-License-Identifier: GPL-2.0-only
/* Findings in words: places, masks, scopes and the evidence of a step. */
#include "findings/make.h"

#include "analysis/ends.h"

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

sym_t object_member(const struct make *m, seed_t seed, sym_t *field)
{
	const struct owner *o = &m->g->seeds.v[seed].owner;

	*field = o->up_strct ? o->up_field : o->field;
	return o->up_strct ? o->up_strct : o->strct;
}

/* The work item, timer ... of a hand-off: the member or variable it is. */
static const char *object_words(struct make *m, seed_t seed)
{
	const struct owner *o = &m->g->seeds.v[seed].owner;
	uint32_t global = o->up_global ? o->up_global : o->global;
	sym_t field, strct = object_member(m, seed, &field);

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

const char *edge_words(struct make *m, const struct in_edge *in)
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

/* ---- regions ---- */

/* one below another, that leave it open for their caller */
#define MAX_HELPERS 2

/* The next call by name from @i on, which goes on behind it; NULL = no more. */
static const struct instr *next_call(const struct func *f, size_t *i,
				     func_t *callee)
{
	while (f && *i < f->instrs.n) {
		const struct instr *in = &f->instrs.v[(*i)++];
		const struct expr *c = &f->exprs.v[in->a];

		*callee = (func_t)c->num;
		if (in->op == I_CALL && c->op == E_FUNC)
			return in;
	}
	return NULL;
}

static int closes_region(const struct make *m, const struct func *f)
{
	const struct instr *in;
	func_t to;

	for (size_t i = 0; (in = next_call(f, &i, &to));)
		if (region_ends(m->s->k, to, f, in).closes)
			return 1;
	return 0;
}

static const struct rule *opened_in(const struct make *m, func_t fn, func_t *by,
				    int helpers)
{
	const struct func *f = m->g->funcs.v[fn].f;
	const struct rule *r = NULL;
	const struct instr *in;
	func_t below;

	for (size_t i = 0; (in = next_call(f, &i, by));) {
		r = region_ends(m->s->k, *by, f, in).opens;
		if (r)
			return r;
	}
	for (size_t i = 0; helpers && next_call(f, &i, by);) {
		const struct func *to = m->g->funcs.v[*by].f;

		if (to && m->s->rel.reach[*by] & REACH_REGION &&
		    !closes_region(m, to))
			r = opened_in(m, *by, &below, helpers - 1);
		if (r)
			break;
	}
	return r;
}

const struct rule *region_opener(const struct make *m, func_t fn, func_t *by)
{
	*by = 0;
	return opened_in(m, fn, by, MAX_HELPERS);
}

static int is_scope_key(const struct make *m, sym_t name, enum rule_key key)
{
	const struct rule *r = NULL;

	while ((r = rule_next(m->s->k->rules, RULE_scope, r)))
		if (r->key[key].str == name)
			return 1;
	return 0;
}

/* A scope that somebody else opened: it is not saved in the same function. */
static int ends_scope(const struct make *m, const struct func *f)
{
	int ends = 0;
	func_t to;

	for (size_t i = 0; next_call(f, &i, &to);) {
		sym_t name = m->g->funcs.v[to].name;

		if (is_scope_key(m, name, KEY_save))
			return 0;
		ends |= is_scope_key(m, name, KEY_restore);
	}
	return ends;
}

int closer_ends_scope(const struct make *m, const struct rule *region)
{
	for (func_t fn = 1; fn < m->g->funcs.n; fn++) {
		const struct fn_rules *r = fn_all_rules(m->s->k, fn);

		if (r && r->closes == region &&
		    ends_scope(m, m->g->funcs.v[fn].f))
			return 1;
	}
	return 0;
}

static const char *region_entry(struct make *m, func_t fn)
{
	func_t by;
	const struct rule *r = region_opener(m, fn, &by);

	return r ? arena_printf(&m->out->mem, "region %s: %s()", sym_str(r->id),
				func_name(m->g, by))
		 : "opens a region";
}

const char *entry_words(struct make *m, state_t root)
{
	const struct state *st = m->s->states.v[root];
	const char *seed = seed_words(m, st->entry_seed);

	if (!st->entry)
		return region_entry(m, st->fn);
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

const char *masks_given(struct make *m, const struct state *st)
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
