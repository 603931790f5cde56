// SPDX-License-Identifier: GPL-2.0-only
/*
 * Advice: a mask that says once more what the scope in force says already.
 * "report when GFP_NO{FS,IO} is used explicitly from memalloc_no* context"
 * (Hocko on linux-kernel, 2016): whoever reads such a call believes that the
 * place needs it for a reason of its own. Only where nobody can come without
 * the scope: the function opens it itself, or is static and all who call it
 * in its unit are within it.
 */
#include "findings/make.h"

#include "base/mem.h"

#include <stdlib.h>

/* A call seen within a scope. */
struct within {
	func_t fn;
	uint32_t instr;
};

struct redundant {
	struct make *m;
	uint64_t all;	     /* what contexts with a scope forbid */
	uint64_t takable;    /* what of it their scopes take */
	uint64_t taken[256]; /* what of that each scope surely takes */
	VEC(struct within) calls;
	state_t *states_of; /* func_t -> the first: they stand together */
	uint64_t *inside;   /* func_t -> what is taken whoever calls it */
	uint8_t *asked;	    /* func_t */
	func_t last;	    /* that got a note, and how many */
	unsigned nth;
};

static uint64_t taken(const struct redundant *r, uint8_t scope)
{
	return r->taken[scope];
}

static int is_of(const struct solver *s, state_t id, func_t fn)
{
	return id < s->states.n && s->states.v[id]->fn == fn;
}

/* ---- who can come without the scope ---- */

static uint64_t inside(struct redundant *r, func_t fn);

/* What is taken in @scope, where a state is: of what it began with only that
 * which nobody can come without. */
static uint64_t taken_by(struct redundant *r, const struct state *st,
			 uint8_t scope)
{
	uint64_t bits = taken(r, scope), begun = bits & taken(r, st->scope);

	return begun ? bits & (~begun | inside(r, st->fn)) : bits;
}

/* What is taken wherever @from calls @fn, as far as is seen. */
static uint64_t taken_by_calls(struct redundant *r, func_t from, func_t fn)
{
	const struct solver *s = r->m->s;
	uint64_t bits = r->takable;
	int seen = 0;

	for (state_t id = r->states_of[from]; is_of(s, id, from); id++) {
		const struct state *st = s->states.v[id];

		for (uint32_t i = 0; i < st->out.n; i++) {
			const struct state *to = s->states.v[st->out.v[i].to];

			if (to->fn != fn)
				continue;
			bits &= taken_by(r, st, to->scope);
			seen = 1;
		}
	}
	return seen ? bits : 0;
}

static int names(const struct func *f, func_t fn)
{
	for (size_t i = 1; i < f->exprs.n; i++)
		if (f->exprs.v[i].op == E_FUNC &&
		    (func_t)f->exprs.v[i].num == fn)
			return 1;
	return 0;
}

/* Functions of a unit stand together. */
static uint64_t taken_in_unit(struct redundant *r, func_t fn)
{
	const struct graph *g = r->m->g;
	uint32_t unit = g->funcs.v[fn].unit;
	uint64_t bits = r->takable;
	func_t from = fn;

	while (from > 1 && g->funcs.v[from - 1].unit == unit)
		from--;
	for (; bits && from < g->funcs.n && g->funcs.v[from].unit == unit;
	     from++) {
		const struct func *f = g->funcs.v[from].f;

		if (f && names(f, fn))
			bits &= taken_by_calls(r, from, fn);
	}
	return bits;
}

/* Of recursion the other ways in decide. */
static uint64_t inside(struct redundant *r, func_t fn)
{
	uint8_t flags = r->m->g->funcs.v[fn].f->flags;

	if (!r->asked[fn]) {
		r->asked[fn] = 1;
		r->inside[fn] = r->takable;
		r->inside[fn] = (flags & F_STATIC) && !(flags & F_HEADER)
					? taken_in_unit(r, fn)
					: 0;
	}
	return r->inside[fn];
}

/* ---- calls within a scope ---- */

static int within_cmp(const void *a, const void *b)
{
	const struct within *x = a, *y = b;

	if (x->fn != y->fn)
		return x->fn < y->fn ? -1 : 1;
	return x->instr < y->instr ? -1 : x->instr > y->instr;
}

static void collect_of(struct redundant *r, const struct state *st)
{
	const struct solver *s = r->m->s;

	for (uint32_t i = 0; i < st->out.n; i++) {
		const struct edge_out *e = &st->out.v[i];

		if (!edge_starts_task(e->kind) &&
		    taken(r, s->states.v[e->to]->scope))
			vec_push(&r->calls, (struct within){st->fn, e->instr});
	}
	for (uint32_t i = 0; i < st->fine.n; i++)
		if (taken(r, st->fine.v[i].scope))
			vec_push(&r->calls,
				 (struct within){st->fn, st->fine.v[i].instr});
}

static void collect(struct redundant *r)
{
	const struct solver *s = r->m->s;
	size_t n = 0;

	for (state_t id = 1; id < s->states.n; id++)
		if (r->m->paths.cost[id] != UINT32_MAX &&
		    !(r->m->g->funcs.v[s->states.v[id]->fn].f->flags &
		      F_HEADER))
			collect_of(r, s->states.v[id]);
	if (r->calls.n)
		qsort(r->calls.v, r->calls.n, sizeof(*r->calls.v), within_cmp);
	for (size_t i = 0; i < r->calls.n; i++)
		if (!n || within_cmp(&r->calls.v[n - 1], &r->calls.v[i]))
			r->calls.v[n++] = r->calls.v[i];
	r->calls.n = n;
}

static uint64_t taken_by_sites(struct redundant *r, const struct state *st,
			       const site_list *sites, uint32_t instr)
{
	uint64_t bits = r->takable;

	for (uint32_t i = 0; i < sites->n; i++)
		if (sites->v[i].instr == instr)
			bits &= taken_by(r, st, sites->v[i].scope);
	return bits;
}

/* What is taken at the call, whoever comes there. */
static uint64_t taken_at(struct redundant *r, struct within c)
{
	const struct solver *s = r->m->s;
	uint64_t bits = r->takable;

	for (state_t id = r->states_of[c.fn]; is_of(s, id, c.fn); id++) {
		const struct state *st = s->states.v[id];

		for (uint32_t i = 0; i < st->out.n; i++)
			if (st->out.v[i].instr == c.instr)
				bits &= taken_by(
					r, st,
					s->states.v[st->out.v[i].to]->scope);
		bits &= taken_by_sites(r, st, &st->sites, c.instr) &
			taken_by_sites(r, st, &st->fine, c.instr);
	}
	return bits;
}

/* The mask that is written in a call, or 0. */
static uint64_t written_mask(const struct redundant *r, struct within c)
{
	const struct graph *g = r->m->g;
	const struct func *f = g->funcs.v[c.fn].f;
	const struct instr *i = &f->instrs.v[c.instr];
	const struct expr *e = &f->exprs.v[i->a];
	long at;

	if (i->op != I_CALL || e->op != E_FUNC)
		return 0;
	at = graph_mask_param(g, (func_t)e->num);
	if (at < 0 || at >= i->nargs)
		return 0;
	e = &f->exprs.v[f->args.v[i->args + (size_t)at]];
	return e->op == E_CONST ? (uint64_t)e->num : 0;
}

/* ---- advice ---- */

/* The first context with a scope that says what the mask says. */
static const struct rule *said_by(const struct redundant *r, uint64_t missing)
{
	const struct knowledge *k = r->m->s->k;

	for (size_t i = 0; i < k->ncontexts; i++)
		if ((k->contexts[i].forbids & missing) &&
		    context_scope(k, k->contexts[i].rule))
			return k->contexts[i].rule;
	return NULL;
}

static void add_note(struct redundant *r, struct within c, uint64_t mask,
		     const struct rule *context)
{
	struct make *m = r->m;
	struct alt a = {.kind = ALT_BITS, .zeros = ~mask, .ones = mask};
	struct finding *f;

	r->nth = r->last == c.fn ? r->nth + 1 : 0;
	r->last = c.fn;
	f = make_note(m, &(struct note){.kind = "redundant",
					.context = context,
					.fn = c.fn,
					.at = c.instr,
					.alloc = c.instr,
					.reason = "only within the scope",
					.nth = r->nth});
	f->mask = mask_words(m, &a);
	f->message = arena_printf(&m->out->mem,
				  "%s(): mask %s passed to %s() says what the "
				  "%s scope says that it is within",
				  f->entry, f->mask,
				  callee_words(m, c.fn, c.instr), f->scope);
	f->advice = "pass the mask without the restriction, or drop the scope "
		    "if it is there for this allocation alone";
}

static void look_at(struct redundant *r, struct within c)
{
	uint64_t mask = written_mask(r, c), missing = r->all & ~mask;
	const struct rule *context;

	if (!mask || !missing || (missing & ~r->takable))
		return;
	context = said_by(r, missing);
	if (context && !(missing & ~taken_at(r, c)))
		add_note(r, c, mask, context);
}

/* What there is to say twice. */
static void ask_rules(struct redundant *r)
{
	const struct solver *s = r->m->s;
	const struct knowledge *k = s->k;

	for (size_t i = 0; i < k->ncontexts; i++) {
		const struct rule *scope =
			context_scope(k, k->contexts[i].rule);

		for (size_t j = 0; scope && j < k->nscopes; j++)
			if (k->scopes[j].rule == scope)
				r->takable |=
					scope_removes(k, k->scopes[j].flag);
		if (scope)
			r->all |= k->contexts[i].forbids;
	}
	r->takable &= r->all;
	for (size_t i = 0; i < s->nscopes; i++)
		r->taken[i] = solver_taken(s, (uint8_t)i) & r->takable;
}

static void index_states(struct redundant *r)
{
	const struct solver *s = r->m->s;

	r->states_of = mem_zeroed(r->m->g->funcs.n, sizeof(state_t));
	for (state_t id = 1; id < s->states.n; id++)
		if (!is_of(s, id - 1, s->states.v[id]->fn))
			r->states_of[s->states.v[id]->fn] = id;
}

void note_redundant_masks(struct make *m)
{
	struct redundant r = {.m = m};

	ask_rules(&r);
	index_states(&r);
	r.inside = mem_zeroed(m->g->funcs.n, sizeof(*r.inside));
	r.asked = mem_zeroed(m->g->funcs.n, 1);
	collect(&r);
	for (size_t i = 0; i < r.calls.n; i++)
		look_at(&r, r.calls.v[i]);
	free(r.states_of);
	free(r.inside);
	free(r.asked);
	vec_free(&r.calls);
}
