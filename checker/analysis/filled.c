// SPDX-License-Identifier: GPL-2.0-only
/* Members: what stores do to them, on the path and in set-up. */
#include "analysis/filled.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FOLLOWED 4 /* locals between a store and its value */

/* ---- members and what is stored in them ---- */

/* The member that a place is, or whose element it is. */
const struct expr *member_of(const struct func *f, expr_t id)
{
	const struct expr *e = &f->exprs.v[id];

	if (e->op == E_INDEX)
		e = &f->exprs.v[e->a];
	if (e->op == E_ADDR)
		e = &f->exprs.v[e->a];
	return e->op == E_FIELD ? e : NULL;
}

int same_member(const struct expr *a, const struct expr *b)
{
	return a && b && a->name == b->name && a->field == b->field;
}

int is_pointer(sym_t type)
{
	const char *t = sym_str(type);
	size_t n = strlen(t);

	return n && t[n - 1] == '*';
}

int is_result(const struct func *f, expr_t value)
{
	const struct expr *e = &f->exprs.v[value];

	for (size_t i = 0; e->op == E_LOCAL && i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];

		if (in->op == I_STORE && p->op == E_LOCAL && p->num == e->num &&
		    f->exprs.v[in->b].op == E_CALL)
			return 1;
	}
	return e->op == E_CALL;
}

static sym_t call_type(const struct graph *g, const struct func *f,
		       int64_t number)
{
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];

		if (in->op == I_CALL && in->b == (expr_t)number &&
		    p->op == E_FUNC && g->funcs.v[p->num].f)
			return g->funcs.v[p->num].f->ret;
	}
	return 0;
}

sym_t result_type(const struct graph *g, const struct func *f, expr_t value)
{
	const struct expr *e = &f->exprs.v[value];

	if (!is_result(f, value))
		return 0;
	return e->op == E_LOCAL ? f->locals.v[e->num].type
				: call_type(g, f, e->num);
}

uint8_t *blocks_behind(const struct func *f, uint32_t at, uint32_t test)
{
	uint8_t *seen = mem_zeroed(f->blocks.n, 1);
	VEC(uint32_t) work = {0};

	vec_push(&work, at);
	while (work.n) {
		const struct block *b;

		at = work.v[--work.n];
		if (seen[at] || at == test)
			continue;
		seen[at] = 1;
		b = &f->blocks.v[at];
		for (uint32_t i = 0; i < b->nedges; i++)
			vec_push(&work, f->edges.v[b->edges + i].block);
	}
	vec_free(&work);
	return seen;
}

/* What stores do to a member. */
struct effect {
	uint8_t fills, empties;
};

static void join_effect(struct effect *a, struct effect b)
{
	a->fills |= b.fills;
	a->empties |= b.empties;
}

static struct effect effect_of(const struct func *f, const struct expr *member,
			       expr_t value, int depth);

/* Whatever the local was given anywhere in the function. */
static struct effect effect_of_local(const struct func *f,
				     const struct expr *member, int64_t local,
				     int depth)
{
	struct effect all = {0};
	size_t n = 0;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];

		if (in->op != I_STORE || p->op != E_LOCAL || p->num != local)
			continue;
		join_effect(&all, effect_of(f, member, in->b, depth + 1));
		n++;
	}
	return n ? all : (struct effect){0, 1};
}

static struct effect effect_of(const struct func *f, const struct expr *member,
			       expr_t value, int depth)
{
	const struct expr *e = &f->exprs.v[value];
	struct effect r = {0, 1}; /* it may be anything */

	if (depth > MAX_FOLLOWED)
		return r;
	switch (e->op) {
	case E_CONST:
		return (struct effect){e->num != 0, e->num == 0};
	case E_CALL: /* who got no memory gives up */
	case E_ADDR:
	case E_FUNC:
	case E_STRING:
	case E_CONTAINER:
		return (struct effect){1, 0};
	case E_FIELD:
		return same_member(member, e) ? (struct effect){0, 0} : r;
	case E_LOCAL:
		return effect_of_local(f, member, e->num, depth);
	case E_COND:
		r = effect_of(f, member, e->b, depth + 1);
		join_effect(&r, effect_of(f, member, e->c, depth + 1));
		return r;
	case E_OR: /* a flag */
		r = effect_of(f, member, e->b, depth + 1);
		return r.fills ? r : effect_of(f, member, e->a, depth + 1);
	default:
		return r;
	}
}

static int by_member(const void *a, const void *b)
{
	const struct member_id *x = a, *y = b;

	if (x->strct != y->strct)
		return x->strct < y->strct ? -1 : 1;
	return x->field < y->field ? -1 : x->field > y->field;
}

/* The number of a member that is asked for, -1: it is not. */
static long member_number(const struct filled *c, struct member_id m)
{
	const struct member_id *at;

	if (!c->is_field[m.field])
		return -1;
	at = bsearch(&m, c->asked.v, c->asked.n, sizeof(m), by_member);
	return at ? at - c->asked.v : -1;
}

static long number_of(const struct filled *c, const struct expr *member)
{
	return member_number(c,
			     (struct member_id){member->name, member->field});
}

/* ---- what runs ---- */

static int by_block(const void *a, const void *b)
{
	const struct closed *x = a, *y = b;

	if (x->fn != y->fn)
		return x->fn < y->fn ? -1 : 1;
	return x->block < y->block ? -1 : x->block > y->block;
}

static const struct closed *closed_at(const struct filled *c, func_t fn,
				      uint32_t block)
{
	struct closed key = {.fn = fn, .block = block};

	return bsearch(&key, c->closed.v, c->closed.n, sizeof(key), by_block);
}

static uint8_t *live_instrs(const struct filled *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;
	uint8_t *seen = mem_zeroed(f->blocks.n, 1),
		*live = mem_zeroed(f->instrs.n, 1);
	VEC(uint32_t) work = {0};

	vec_push(&work, 0);
	while (work.n) {
		uint32_t at = work.v[--work.n];
		const struct block *b = &f->blocks.v[at];
		const struct closed *x;

		if (seen[at]++)
			continue;
		memset(live + b->instrs, 1, b->ninstrs);
		x = closed_at(c, fn, at);
		for (uint32_t i = 0; i < b->nedges; i++)
			if (!x || i != x->edge)
				vec_push(&work, f->edges.v[b->edges + i].block);
	}
	vec_free(&work);
	free(seen);
	return live;
}

static void drop_live(struct filled *c)
{
	for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
		free(c->live[fn]);
		c->live[fn] = NULL;
	}
}

static void find_live(struct filled *c)
{
	drop_live(c);
	for (size_t i = 0; i < c->closed.n; i++) {
		func_t fn = c->closed.v[i].fn;

		if (!c->live[fn])
			c->live[fn] = live_instrs(c, fn);
	}
}

int filled_is_live(const struct filled *c, func_t fn, uint32_t instr)
{
	return !c->live[fn] || c->live[fn][instr];
}

/* ---- what is made, or given away ---- */

static void add_act(struct filled *c, uint32_t instr, int kind, uint32_t what)
{
	vec_push(&c->acts, (struct act){instr, kind, what});
}

static int takes_mask(const struct graph *g, const struct func *f,
		      const struct expr *call)
{
	const struct func *callee;

	for (size_t i = 0; call->op == E_CALL && i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *e = &f->exprs.v[in->a];

		if (in->op != I_CALL || in->b != (expr_t)call->num ||
		    e->op != E_FUNC)
			continue;
		callee = g->funcs.v[e->num].f;
		for (size_t p = 0; callee && p < callee->params.n; p++)
			if (graph_is_mask(g, callee->params.v[p].type))
				return 1;
		return 0;
	}
	return 0;
}

static void note_made(struct filled *c, const struct func *f, uint32_t instr)
{
	const struct instr *in = &f->instrs.v[instr];

	if (c->struct_at[in->sig] && takes_mask(c->g, f, &f->exprs.v[in->b]))
		add_act(c, instr, ACT_MAKES, c->struct_at[in->sig]);
}

/* memset(x, 0, sizeof(*x)) makes it anew. */
static void note_wiped(struct filled *c, const struct func *f, uint32_t instr)
{
	const struct instr *in = &f->instrs.v[instr];
	const struct expr *callee = &f->exprs.v[in->a], *p;
	sym_t type = 0;

	if (callee->op != E_FUNC || !in->nargs)
		return;
	p = &f->exprs.v[f->args.v[in->args]];
	if (p->op == E_PARAM)
		type = f->params.v[p->num].type;
	if (p->op == E_LOCAL)
		type = f->locals.v[p->num].type;
	if (c->struct_at[type] && strstr(sym_str(callee->name), "memset"))
		add_act(c, instr, ACT_MAKES, c->struct_at[type]);
}

/* f(&x->member): whoever has the address may empty it. */
static void note_given(struct filled *c, const struct func *f, uint32_t instr)
{
	const struct instr *in = &f->instrs.v[instr];

	for (uint16_t i = 0; i < in->nargs; i++) {
		expr_t arg = f->args.v[in->args + i];
		const struct expr *m =
			f->exprs.v[arg].op == E_ADDR ? member_of(f, arg) : NULL;
		long n = m ? number_of(c, m) : -1;

		if (n >= 0)
			add_act(c, instr, ACT_EMPTIES, (uint32_t)n);
	}
}

/* *@number: of the member; -1: none that is asked for. */
static struct effect effect_of_store(const struct filled *c,
				     const struct func *f,
				     const struct instr *in, long *number)
{
	const struct expr *m = in->op == I_STORE ? member_of(f, in->a) : NULL;

	*number = m ? number_of(c, m) : -1;
	return *number < 0 ? (struct effect){0, 0} : effect_of(f, m, in->b, 0);
}

static void scan_setup(struct filled *c, const struct func *f)
{
	for (size_t i = 0; i < f->instrs.n; i++) {
		long n;

		if (effect_of_store(c, f, &f->instrs.v[i], &n).fills)
			c->fills[n] = 1;
	}
}

static int is_followed(struct filled *c, func_t fn)
{
	const struct fn_rules *r = fn_all_rules(c->s->k, fn);

	if (!c->ignored[fn])
		c->ignored[fn] =
			(r && (r->of[RULE_allocator] || r->of[RULE_layer] ||
			       r->of[RULE_entry])) ||
					fn_boundary(c->s->k, fn)
				? 1
				: 2;
	return c->ignored[fn] == 2;
}

/* What nobody entered, since it reaches nothing of interest, may empty. */
static void note_quiet_callee(struct filled *c, const struct func *f,
			      uint32_t instr)
{
	const struct expr *e = &f->exprs.v[f->instrs.v[instr].a];

	if (e->op == E_FUNC && !c->s->nstates_of[e->num] &&
	    c->g->funcs.v[e->num].f && is_followed(c, (func_t)e->num))
		add_act(c, instr, ACT_CALLS, (uint32_t)e->num);
}

static void scan_path(struct filled *c, const struct func *f)
{
	for (uint32_t i = 0; i < f->instrs.n; i++) {
		long n;

		if (f->instrs.v[i].op == I_CALL) {
			note_given(c, f, i);
			note_wiped(c, f, i);
			note_quiet_callee(c, f, i);
			continue;
		}
		note_made(c, f, i);
		if (effect_of_store(c, f, &f->instrs.v[i], &n).empties)
			add_act(c, i, ACT_EMPTIES, (uint32_t)n);
	}
}

/* ---- who runs on the path ---- */

static void visit(struct filled *c, func_t fn)
{
	if (c->path[fn] || !c->g->funcs.v[fn].f)
		return;
	c->path[fn] = 1;
	vec_push(&c->work, fn);
}

/* Bodies are read once, whatever is closed. */
static struct act_range acts_of(struct filled *c, func_t fn)
{
	struct act_range *r = &c->range[fn];

	if (!r->done) {
		graph_rest(c->g, ++c->nread);
		r->done = 1;
		r->from = (uint32_t)c->acts.n;
		scan_path(c, c->g->funcs.v[fn].f);
		r->to = (uint32_t)c->acts.n;
	}
	return *r;
}

static void run_acts(struct filled *c, func_t fn)
{
	struct act_range r = acts_of(c, fn);

	for (uint32_t i = r.from; i < r.to; i++) {
		const struct act *a = &c->acts.v[i];

		if (!filled_is_live(c, fn, a->instr))
			continue;
		if (a->kind == ACT_CALLS)
			visit(c, a->what);
		else if (a->kind == ACT_MAKES)
			c->made[a->what] = 1;
		else
			c->empties[a->what] = 1;
	}
}

/* A task that merely announces is not on a way. */
static void find_ways(struct filled *c)
{
	const struct solver *s = c->s;
	uint32_t n = 0;

	for (state_t i = 1; i < s->states.n; i++)
		n += s->states.v[i]->out.n;
	c->ways.from = mem_zeroed(s->states.n, sizeof(*c->ways.from));
	c->ways.all = mem_zeroed(n, sizeof(*c->ways.all));
	n = 0;
	for (state_t i = 1; i < s->states.n; i++) {
		const struct state *st = s->states.v[i];

		c->ways.from[i] = (struct way_from){n, st->fn, st->ctx != 0,
						    st->root != 0};
		for (size_t k = 0; k < st->out.n; k++)
			if (!st->out.v[k].idle)
				c->ways.all[n++] = (struct way){
					st->out.v[k].to, st->out.v[k].instr};
	}
	c->ways.from[s->states.n].first = n;
}

void filled_forget_ways(struct filled *c)
{
	free(c->ways.from);
	free(c->ways.all);
	c->ways.from = NULL;
	c->ways.all = NULL;
}

static void find_path(struct filled *c)
{
	size_t n = c->s->states.n;
	uint8_t *seen = mem_zeroed(n, 1);
	VEC(state_t) work = {0};

	if (!c->ways.from)
		find_ways(c);
	for (state_t i = 1; i < n; i++)
		if (c->ways.from[i].root) {
			seen[i] = 1;
			vec_push(&work, i);
		}
	while (work.n) {
		const struct way_from *at = &c->ways.from[work.v[--work.n]];

		if (at->on_path)
			visit(c, at->fn);
		for (uint32_t k = at->first; k < at[1].first; k++) {
			struct way way = c->ways.all[k];

			if (seen[way.to] ||
			    !filled_is_live(c, at->fn, way.instr))
				continue;
			seen[way.to] = 1;
			vec_push(&work, way.to);
		}
	}
	vec_free(&work);
	free(seen);
}

void filled_begin(struct filled *c, struct solver *s)
{
	memset(c, 0, sizeof(*c));
	c->s = s;
	c->g = s->g;
	c->setup = s->rel.setup;
	c->path = mem_zeroed(c->g->funcs.n, 1);
	c->live = mem_zeroed(c->g->funcs.n, sizeof(*c->live));
	c->ignored = mem_zeroed(c->g->funcs.n, 1);
	c->range = mem_zeroed(c->g->funcs.n, sizeof(*c->range));
	c->nsyms = sym_count() + 1;
	c->made = mem_zeroed(c->nsyms, 1);
	c->is_field = mem_zeroed(c->nsyms, 1);
	c->struct_at = mem_zeroed(c->nsyms, sizeof(*c->struct_at));
}

void filled_ask(struct filled *c, struct member_id m)
{
	vec_push(&c->asked, m);
}

/* What has the type "struct dev *" may be a new dev. */
static void note_asked(struct filled *c, struct member_id m)
{
	struct buf type = {0};
	sym_t pointer;

	buf_printf(&type, "struct %s *", sym_str(m.strct));
	pointer = sym_find(type.v);
	if (pointer)
		c->struct_at[pointer] = m.strct;
	c->is_field[m.field] = 1;
	buf_free(&type);
}

static void sort_asked(struct filled *c)
{
	member_ids *all = &c->asked;
	size_t kept = 0;

	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), by_member);
	for (size_t i = 0; i < all->n; i++)
		if (!kept || by_member(&all->v[kept - 1], &all->v[i]))
			all->v[kept++] = all->v[i];
	all->n = kept;
}

void filled_setup(struct filled *c)
{
	sort_asked(c);
	for (size_t i = 0; i < c->asked.n; i++)
		note_asked(c, c->asked.v[i]);
	c->fills = mem_zeroed(c->asked.n, 1);
	c->empties = mem_zeroed(c->asked.n, 1);
	for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
		graph_rest(c->g, fn);
		if (c->g->funcs.v[fn].f && c->setup[fn])
			scan_setup(c, c->g->funcs.v[fn].f);
	}
}

void filled_path(struct filled *c)
{
	memset(c->path, 0, c->g->funcs.n);
	memset(c->made, 0, c->nsyms);
	memset(c->empties, 0, c->asked.n);
	if (c->closed.n)
		qsort(c->closed.v, c->closed.n, sizeof(*c->closed.v), by_block);
	find_live(c);
	find_path(c);
	while (c->work.n)
		run_acts(c, c->work.v[--c->work.n]);
}

void filled_end(struct filled *c)
{
	drop_live(c);
	filled_forget_ways(c);
	free(c->path);
	free(c->live);
	free(c->ignored);
	free(c->range);
	free(c->made);
	free(c->is_field);
	free(c->struct_at);
	free(c->fills);
	free(c->empties);
	vec_free(&c->acts);
	vec_free(&c->clears);
	vec_free(&c->asked);
	vec_free(&c->closed);
	vec_free(&c->work);
}

int filled_once(const struct filled *c, struct member_id m)
{
	long n = member_number(c, m);

	return n >= 0 && c->fills[n];
}

int filled_for_good(const struct filled *c, struct member_id m)
{
	long n = member_number(c, m);

	return n >= 0 && c->fills[n] && !c->empties[n] && !c->made[m.strct];
}
