// SPDX-License-Identifier: GPL-2.0-only
/* Members: what stores do to them, on the path and in set-up. */
#include "analysis/filled.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FOLLOWED 4 /* locals between a store and its value */

void *zeroed(size_t n)
{
	void *p = calloc(n + 1, 1);

	if (!p)
		die("out of memory");
	return p;
}

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
	default:
		return r;
	}
}

static int by_member(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;

	if (x->strct != y->strct)
		return x->strct < y->strct ? -1 : 1;
	return x->field < y->field ? -1 : x->field > y->field;
}

static void add_fact(struct filled *c, func_t fn, const struct expr *member,
		     struct effect e)
{
	struct fact x = {.strct = member->name, .field = member->field};

	if (c->path[fn])
		x.path = e;
	if (c->setup[fn])
		x.setup = e;
	vec_push(&c->facts, x);
}

/* ---- what is made, or given away ---- */

/* "struct dev *" -> dev */
static sym_t pointed_struct(sym_t type)
{
	const char *t = sym_str(type);
	size_t n = strlen(t);

	if (n < 10 || strncmp(t, "struct ", 7) || strcmp(t + n - 2, " *"))
		return 0;
	return sym_n(t + 7, n - 9);
}

static void make_struct(struct filled *c, sym_t pointer)
{
	sym_t strct = pointed_struct(pointer);

	if (strct && strct < c->nsyms)
		c->made[strct] = 1;
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

static void note_made(struct filled *c, const struct func *f,
		      const struct instr *in)
{
	if (takes_mask(c->g, f, &f->exprs.v[in->b]))
		make_struct(c, in->sig);
}

/* memset(x, 0, sizeof(*x)) makes it anew. */
static void note_wiped(struct filled *c, const struct func *f,
		       const struct instr *in)
{
	const struct expr *callee = &f->exprs.v[in->a], *p;
	sym_t type = 0;

	if (callee->op != E_FUNC || !in->nargs ||
	    !strstr(sym_str(callee->name), "memset"))
		return;
	p = &f->exprs.v[f->args.v[in->args]];
	if (p->op == E_PARAM)
		type = f->params.v[p->num].type;
	if (p->op == E_LOCAL)
		type = f->locals.v[p->num].type;
	if (type)
		make_struct(c, type);
}

/* f(&x->member): whoever has the address may empty it. */
static void note_given(struct filled *c, func_t fn, const struct instr *in)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (uint16_t i = 0; i < in->nargs; i++) {
		expr_t arg = f->args.v[in->args + i];
		const struct expr *e = &f->exprs.v[arg];

		if (e->op == E_ADDR && member_of(f, arg))
			add_fact(c, fn, member_of(f, arg),
				 (struct effect){0, 1});
	}
}

static void scan_function(struct filled *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *m;

		if (in->op == I_CALL && c->path[fn]) {
			note_given(c, fn, in);
			note_wiped(c, f, in);
		}
		if (in->op != I_STORE)
			continue;
		if (c->path[fn])
			note_made(c, f, in);
		m = member_of(f, in->a);
		if (m)
			add_fact(c, fn, m, effect_of(f, m, in->b, 0));
	}
}

/* One fact for each member. */
static void collect_facts(struct filled *c)
{
	size_t kept = 0;

	for (func_t fn = 1; fn < c->g->funcs.n; fn++) {
		graph_rest(c->g, fn);
		if (c->g->funcs.v[fn].f && (c->path[fn] || c->setup[fn]))
			scan_function(c, fn);
	}
	if (c->facts.n)
		qsort(c->facts.v, c->facts.n, sizeof(*c->facts.v), by_member);
	for (size_t i = 0; i < c->facts.n; i++) {
		struct fact *x = &c->facts.v[i], *last;

		if (!kept || by_member(&c->facts.v[kept - 1], x)) {
			c->facts.v[kept++] = *x;
			continue;
		}
		last = &c->facts.v[kept - 1];
		last->setup.fills |= x->setup.fills;
		last->path.empties |= x->path.empties;
	}
	c->facts.n = kept;
}

/* ---- who runs on the path ---- */

static void visit(struct filled *c, func_t fn)
{
	if (c->path[fn] || !c->g->funcs.v[fn].f)
		return;
	c->path[fn] = 1;
	vec_push(&c->work, fn);
}

static int is_followed(const struct filled *c, func_t fn)
{
	const struct fn_rules *r = fn_all_rules(c->s->k, fn);

	return !(r && (r->of[RULE_allocator] || r->of[RULE_layer] ||
		       r->of[RULE_entry])) &&
	       !fn_boundary(c->s->k, fn);
}

/* What nobody entered, since it reaches nothing of interest, may empty. */
static void visit_quiet_callees(struct filled *c, func_t fn)
{
	const struct func *f = c->g->funcs.v[fn].f;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct expr *e = &f->exprs.v[f->instrs.v[i].a];

		if (f->instrs.v[i].op == I_CALL && e->op == E_FUNC &&
		    !c->s->nstates_of[e->num] && is_followed(c, (func_t)e->num))
			visit(c, (func_t)e->num);
	}
}

/* States that a root reaches; a task that merely announces is not on a way. */
static void find_path(struct filled *c)
{
	const struct solver *s = c->s;
	uint8_t *seen = zeroed(s->states.n);
	VEC(state_t) work = {0};

	for (state_t i = 1; i < s->states.n; i++)
		if (s->states.v[i]->root) {
			seen[i] = 1;
			vec_push(&work, i);
		}
	while (work.n) {
		const struct state *st = s->states.v[work.v[--work.n]];

		if (st->ctx)
			visit(c, st->fn);
		for (size_t k = 0; k < st->out.n; k++) {
			if (st->out.v[k].idle || seen[st->out.v[k].to])
				continue;
			seen[st->out.v[k].to] = 1;
			vec_push(&work, st->out.v[k].to);
		}
	}
	vec_free(&work);
	free(seen);
	graph_rest(c->g, 0);
	for (size_t n = 1; c->work.n; n++) {
		visit_quiet_callees(c, c->work.v[--c->work.n]);
		graph_rest(c->g, n);
	}
}

void filled_begin(struct filled *c, struct solver *s)
{
	memset(c, 0, sizeof(*c));
	c->s = s;
	c->g = s->g;
	c->setup = s->rel.setup;
	c->path = zeroed(c->g->funcs.n);
	c->nsyms = sym_count() + 1;
	c->made = zeroed(c->nsyms);
	find_path(c);
	collect_facts(c);
}

void filled_end(struct filled *c)
{
	free(c->path);
	free(c->made);
	vec_free(&c->facts);
	vec_free(&c->work);
}

int filled_for_good(const struct filled *c, const struct expr *member)
{
	struct fact key = {.strct = member->name, .field = member->field};
	const struct fact *x;

	if (!c->facts.n || c->made[member->name])
		return 0;
	x = bsearch(&key, c->facts.v, c->facts.n, sizeof(key), by_member);
	return x && x->setup.fills && !x->path.empties;
}
