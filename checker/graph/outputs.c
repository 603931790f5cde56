// SPDX-License-Identifier: GPL-2.0-only
/*
 * Outputs: parameters through which a function stores a function or a mask. The
 * variable whose address a caller gives holds what is stored there. Inputs: a
 * function that is called through a parameter's address is what it holds.
 */
#include "graph/fill.h"

#include <string.h>

#define MAX_OUTPUTS 32 /* parameters looked at */
#define MAX_ROUNDS 8   /* callers of callers that hand such a pointer on */

/* Return: 1 if it is one more of them */
static int add_bit(uint32_t *params, const struct expr *pointer)
{
	if (pointer->op != E_PARAM || pointer->num >= MAX_OUTPUTS ||
	    *params >> pointer->num & 1)
		return 0;
	*params |= 1u << pointer->num;
	return 1;
}

/* What a type points to, or 0. */
static sym_t pointee(sym_t type)
{
	const char *t = sym_str(type);
	size_t n = strlen(t);

	return n > 2 && !strcmp(t + n - 2, " *") ? sym_n(t, n - 2) : 0;
}

void note_output(struct fill *w, func_t fn, const struct expr *pointer)
{
	struct gfunc *gf = &w->g->funcs.v[fn];
	sym_t type;

	if (pointer->op != E_PARAM)
		return;
	type = pointee(gf->f->params.v[pointer->num].type);
	if (type && may_carry(w->g, type) && !graph_is_untyped(w->g, type))
		add_bit(&gf->outputs, pointer);
}

void note_input(struct fill *w, func_t fn, const struct expr *callee)
{
	struct gfunc *gf = &w->g->funcs.v[fn];

	if (callee->op == E_DEREF || callee->op == E_INDEX)
		add_bit(&gf->inputs, &gf->f->exprs.v[callee->a]);
}

/* Of the callee's @params those that the caller got as parameters itself become
 * @own. Return: 1 if there is one more. */
static int hand_bits(const struct func *f, const struct instr *i,
		     uint32_t params, uint32_t *own)
{
	int grew = 0;

	for (uint16_t k = 0; k < MAX_OUTPUTS && params >> k && k < i->nargs;
	     k++)
		if (params >> k & 1)
			grew |= add_bit(own,
					&f->exprs.v[f->args.v[i->args + k]]);
	return grew;
}

static int hand_outputs(struct fill *w, struct call_ref *r)
{
	const struct gfunc *callee = &w->g->funcs.v[r->callee];
	struct gfunc *gf = &w->g->funcs.v[r->caller];
	const struct instr *i = &gf->f->instrs.v[r->instr];

	return hand_bits(gf->f, i, callee->outputs, &gf->outputs) |
	       hand_bits(gf->f, i, callee->inputs, &gf->inputs);
}

void close_outputs(struct fill *w)
{
	for (int round = 0; round < MAX_ROUNDS && each_call(w, hand_outputs);
	     round++)
		;
}

uint32_t output_node(const struct gfunc *gf, int64_t param)
{
	if (param >= MAX_OUTPUTS || !((gf->outputs | gf->inputs) >> param & 1))
		return 0;
	return graph_return_node(gf) + 1 + (uint32_t)param;
}

void bind_output(struct fill *w, func_t fn, expr_t arg,
		 const struct gfunc *callee, uint16_t k)
{
	const struct gfunc *gf = &w->g->funcs.v[fn];
	const struct expr *e = &gf->f->exprs.v[arg];
	uint32_t there = output_node(callee, k), here = 0;

	if (!there)
		return;
	if (e->op == E_ADDR)
		here = expr_node(w->g, fn, e->a, w->flow.first_global);
	else if (e->op == E_PARAM)
		here = output_node(gf, e->num);
	if (callee->outputs >> k & 1)
		flow_copy(&w->flow, there, here, (struct change){-1, 0});
	flow_copy(&w->flow, here, there, (struct change){-1, 0});
}
