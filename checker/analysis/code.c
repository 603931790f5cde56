// SPDX-License-Identifier: GPL-2.0-only
/* What is the same in every state of a function. */
#include "analysis/code.h"
#include "analysis/live.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ASKED 6 /* operators between a condition and its variable */

/* struct solver.traits: a bit per parameter that is a mask, and: */
#define TRAITS_KNOWN (1u << 31)
#define TRAITS_CUT (1u << 30)
#define TRAITS_PARAMS 30

int code_plain_variable(const struct func *f, const struct expr *e)
{
	if (e->op == E_PARAM)
		return (int)e->num;
	if (e->op == E_LOCAL)
		return (int)(f->params.n + (size_t)e->num);
	if (e->op == E_CALL)
		return (int)(f->params.n + f->locals.n + (size_t)e->num);
	return -1;
}

int code_names_param(const struct func *f, uint16_t param)
{
	for (size_t i = 0; i < f->exprs.n; i++)
		if (f->exprs.v[i].op == E_PARAM && f->exprs.v[i].num == param)
			return 1;
	return 0;
}

static int asked_variable(const struct func *f, expr_t id, int depth)
{
	const struct expr *e = &f->exprs.v[id];
	int a, b;

	if (depth > MAX_ASKED)
		return ASKS_MANY;
	switch (e->op) {
	case E_PARAM:
	case E_LOCAL:
	case E_CALL:
		return code_plain_variable(f, e);
	case E_CONST:
		return ASKS_NONE;
	case E_LNOT:
	case E_NOT:
		return asked_variable(f, e->a, depth + 1);
	default:
		if (e->op != E_AND && e->op != E_OR && !expr_compares(e->op))
			return ASKS_MANY;
		a = asked_variable(f, e->a, depth + 1);
		b = asked_variable(f, e->b, depth + 1);
		return a == ASKS_NONE ? b : b == ASKS_NONE ? a : ASKS_MANY;
	}
}

struct visit {
	uint32_t block, left; /* edges that were not followed yet */
};

/* The last of a block's ways is gone along first: it comes last. */
static uint32_t *order_blocks(struct solver *s, const struct func *f)
{
	uint32_t n = f->blocks.n, next = n;
	uint32_t *order = arena_alloc(&s->code_mem, n * sizeof(*order));
	struct stack_mark mark = stack_mark(&s->scratch);
	struct visit *way = stack_take(&s->scratch, n * sizeof(*way));
	uint8_t *seen = stack_take(&s->scratch, n);
	size_t depth = 1;

	memset(seen, 0, n);
	seen[0] = 1;
	way[0] = (struct visit){0, f->blocks.v[0].nedges};
	while (depth) {
		struct visit *v = &way[depth - 1];
		const struct block *b = &f->blocks.v[v->block];
		uint32_t to;

		if (!v->left) {
			order[--next] = v->block;
			depth--;
			continue;
		}
		to = f->edges.v[b->edges + --v->left].block;
		if (!seen[to])
			way[depth++] =
				(struct visit){to, f->blocks.v[to].nedges};
		seen[to] = 1;
	}
	stack_release(&s->scratch, mark);
	return order;
}

static struct code *make_code(struct solver *s, func_t fn)
{
	const struct func *f = s->g->funcs.v[fn].f;
	struct code *c = arena_alloc(&s->code_mem, sizeof(*c));

	c->asked = arena_alloc(&s->code_mem, f->blocks.n * sizeof(*c->asked));
	for (size_t i = 0; i < f->blocks.n; i++) {
		const struct block *b = &f->blocks.v[i];

		c->asked[i] =
			b->term == T_BRANCH ? asked_variable(f, b->value, 0)
			: b->term == T_SWITCH
				? code_plain_variable(f, &f->exprs.v[b->value])
				: ASKS_NONE;
	}
	c->order = order_blocks(s, f);
	live_variables(s, fn, c);
	return c;
}

const struct code *code_of(struct solver *s, func_t fn)
{
	const struct func *f = s->g->funcs.v[fn].f;
	struct code *c;

	if (!s->code[fn]) {
		vec_push(&s->codes, make_code(s, fn));
		s->code[fn] = (uint32_t)s->codes.n;
	}
	c = s->codes.v[s->code[fn] - 1];
	/* of most functions there is one state: nothing is gained */
	if (!c->fixed && s->nstates_of[fn] > 1)
		c->fixed = arena_alloc(&s->code_mem,
				       f->exprs.n * sizeof(*c->fixed));
	return c;
}

void code_begin(struct solver *s)
{
	s->code = mem_zeroed(s->g->funcs.n, sizeof(*s->code));
	s->traits = mem_zeroed(s->g->funcs.n, sizeof(*s->traits));
}

void code_end(struct solver *s)
{
	free(s->code);
	free(s->traits);
	vec_free(&s->codes);
	arena_free(&s->code_mem);
	s->code = s->traits = NULL;
}

static uint32_t find_traits(const struct solver *s, func_t fn)
{
	const struct func *f = s->g->funcs.v[fn].f;
	uint32_t t = TRAITS_KNOWN;

	for (size_t i = 0; f && i < f->params.n && i < TRAITS_PARAMS; i++)
		if (graph_is_mask(s->g, f->params.v[i].type))
			t |= 1u << i;
	return fn_boundary(s->k, fn) ? t | TRAITS_CUT : t;
}

static uint32_t traits_of(struct solver *s, func_t fn)
{
	if (!s->traits[fn])
		s->traits[fn] = find_traits(s, fn);
	return s->traits[fn];
}

int is_mask_param(struct solver *s, func_t fn, size_t i)
{
	if (i < TRAITS_PARAMS)
		return traits_of(s, fn) >> i & 1;
	return graph_is_mask(s->g, s->g->funcs.v[fn].f->params.v[i].type);
}

int takes_mask(struct solver *s, func_t fn)
{
	return (traits_of(s, fn) & ((1u << TRAITS_PARAMS) - 1)) != 0;
}

int is_cut(struct solver *s, func_t fn)
{
	return (traits_of(s, fn) & TRAITS_CUT) != 0;
}

static enum call_class find_class(const struct solver *s, func_t fn)
{
	if (fn_all_rules(s->k, fn))
		return CALL_MATTERS;
	if (fn_boundary(s->k, fn))
		return CALL_CUT;
	if (may_enter(&s->rel, s->g, fn) ||
	    serving_rule(&s->rel.serving, s->k, fn))
		return CALL_MATTERS;
	return CALL_NOTHING;
}

enum call_class call_class(struct solver *s, func_t fn)
{
	if (s->classes[fn] == CALL_UNKNOWN)
		s->classes[fn] = (uint8_t)find_class(s, fn);
	return s->classes[fn];
}
