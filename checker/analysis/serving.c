// SPDX-License-Identifier: GPL-2.0-only
/* Which functions serve I/O: backward from the calls that do, level by level.
 */
#include "analysis/serving.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ENDING_STEPS 3 /* what is further away may end it, or not */

/* What a module waits for: a member or variable. */
struct waited {
	sym_t strct, field, home;
	uint32_t global;
};

typedef VEC(func_t) func_vec;

struct search {
	struct serving *out;
	const struct knowledge *k;
	const struct graph *g;
	VEC(struct waited) waited;
	VEC(func_t) work;
};

static int by_object(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct waited));
}

/* &x->done, or a pointer that is kept in a member. */
static struct waited object_of(const struct func *f, const struct instr *in,
			       long arg, sym_t home)
{
	struct waited w = {.home = home};
	const struct expr *e;
	struct owner o;

	if (arg < 0 || arg >= in->nargs)
		return w;
	o = expr_owner(f, f->args.v[in->args + (uint32_t)arg]);
	e = &f->exprs.v[f->args.v[in->args + (uint32_t)arg]];
	if (!o.strct && !o.global && e->op == E_FIELD) {
		o.strct = e->name;
		o.field = e->field;
	}
	w.strct = o.strct;
	w.field = o.field;
	w.global = o.global;
	return w;
}

const struct expr *next_keeper(const struct func *f, expr_t object, size_t *at)
{
	const struct expr *o = &f->exprs.v[object];

	if (o->op != E_ADDR || f->exprs.v[o->a].op != E_LOCAL)
		return NULL;
	for (size_t i = *at; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];
		const struct expr *v = &f->exprs.v[in->b];

		if (in->op != I_STORE || p->op != E_FIELD || v->op != E_ADDR ||
		    f->exprs.v[v->a].op != E_LOCAL ||
		    f->exprs.v[v->a].num != f->exprs.v[o->a].num)
			continue;
		*at = i + 1;
		return p;
	}
	*at = f->instrs.n;
	return NULL;
}

/* The object of a wait, and the members by which others know it. */
static void add_waited(struct search *s, const struct gfunc *gf,
		       const struct instr *in, long arg)
{
	struct waited w = object_of(gf->f, in, arg, gf->home);
	const struct expr *p;
	size_t at = 0;

	if (!w.strct && !w.global)
		return;
	vec_push(&s->waited, w);
	while ((p = next_keeper(gf->f, gf->f->args.v[in->args + (uint32_t)arg],
				&at)))
		vec_push(&s->waited,
			 (struct waited){p->name, p->field, gf->home, 0});
}

static void collect_waited(struct search *s, const struct ruled_calls *calls)
{
	for (size_t i = 0; i < calls->all.n; i++) {
		const struct ruled_call *c = &calls->all.v[i];
		const struct gfunc *gf = &s->g->funcs.v[c->fn];
		const struct rule *r =
			c->callee ? c->rules->of[RULE_wait] : NULL;

		if (r)
			add_waited(s, gf, &gf->f->instrs.v[c->instr],
				   r->key[KEY_arg].num);
	}
	if (s->waited.n)
		qsort(s->waited.v, s->waited.n, sizeof(*s->waited.v),
		      by_object);
}

static const struct rule *called_rule(const struct knowledge *k,
				      const struct func *f,
				      const struct instr *in)
{
	const struct expr *c = &f->exprs.v[in->a];

	if (in->op != I_CALL)
		return NULL;
	if (c->op == E_FUNC)
		return fn_rule(k, (func_t)c->num, RULE_serves);
	if (c->op == E_FIELD)
		return slot_rule(k, c->name, c->field, RULE_serves);
	return NULL;
}

static int serves_somebody(const struct search *s, const struct ruled_call *c)
{
	const struct gfunc *gf = &s->g->funcs.v[c->fn];
	const struct rule *r = c->rules->of[RULE_serves];
	struct waited w;

	if (!r || !r->key[KEY_arg].set)
		return r != NULL;
	w = object_of(gf->f, &gf->f->instrs.v[c->instr], r->key[KEY_arg].num,
		      gf->home);
	return s->waited.n && (w.strct || w.global) &&
	       bsearch(&w, s->waited.v, s->waited.n, sizeof(w), by_object);
}

/* The first that a function makes counts. */
static void note_serving_call(struct search *s, const struct ruled_call *c)
{
	if (s->out->towards[c->fn] ||
	    (s->g->funcs.v[c->fn].f->flags & F_INIT) || !serves_somebody(s, c))
		return;
	s->out->towards[c->fn] = c->fn;
	s->out->call[c->fn] = c->instr;
	vec_push(&s->work, c->fn);
}

const struct rule *serving_common(const struct knowledge *k, func_t fn)
{
	const struct rule *r = fn_layer(k, fn);

	return r ? r : fn_common(k, fn);
}

static void spread(struct search *s, const struct call_edge *e)
{
	const struct rule *inside;

	if (e->named == FAR || s->out->towards[e->caller])
		return;
	inside = serving_common(s->k, e->callee);
	if (inside && serving_common(s->k, e->caller) != inside)
		return;
	s->out->towards[e->caller] = e->callee;
	vec_push(&s->work, e->caller);
}

void serving_begin(struct serving *out, const struct knowledge *k,
		   const struct ruled_calls *ruled,
		   const struct call_edge *calls, const uint32_t *first)
{
	struct search s = {.out = out, .k = k, .g = k->graph};

	out->towards = mem_zeroed(s.g->funcs.n, sizeof(*out->towards));
	out->call = mem_zeroed(s.g->funcs.n, sizeof(*out->call));
	collect_waited(&s, ruled);
	for (size_t i = 0; i < ruled->all.n; i++)
		note_serving_call(&s, &ruled->all.v[i]);
	for (size_t n = 0; n < s.work.n; n++) {
		func_t fn = s.work.v[n];

		for (uint32_t i = first[fn]; i < first[fn + 1]; i++)
			spread(&s, &calls[i]);
	}
	vec_free(&s.waited);
	vec_free(&s.work);
}

const struct rule *serving_rule(const struct serving *s,
				const struct knowledge *k, func_t fn)
{
	const struct func *f;

	if (!s->towards[fn])
		return NULL;
	while (s->towards[fn] != fn)
		fn = s->towards[fn];
	f = k->graph->funcs.v[fn].f;
	return called_rule(k, f, &f->instrs.v[s->call[fn]]);
}

/* 1 if @fn ends a request itself; else its module's callees are to be asked. */
static int ends_here(const struct knowledge *k, func_t fn, uint8_t *seen,
		     func_vec *more)
{
	const struct func *f = k->graph->funcs.v[fn].f;

	for (size_t i = 0; f && i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct rule *r = called_rule(k, f, in);
		const struct expr *c = &f->exprs.v[in->a];

		if (r && r->key[KEY_ends].set)
			return 1;
		if (in->op != I_CALL || c->op != E_FUNC || seen[c->num] ||
		    k->graph->funcs.v[c->num].home !=
			    k->graph->funcs.v[fn].home ||
		    fn_boundary(k, (func_t)c->num))
			continue;
		seen[c->num] = 1;
		vec_push(more, (func_t)c->num);
	}
	return 0;
}

int serving_ends(const struct knowledge *k, func_t fn)
{
	uint8_t *seen = mem_zeroed(k->graph->funcs.n, 1);
	func_vec all = {0};
	size_t at = 0;
	int ends = 0;

	vec_push(&all, fn);
	for (int steps = 0; !ends && steps <= MAX_ENDING_STEPS; steps++)
		for (size_t level = all.n; !ends && at < level; at++)
			ends = ends_here(k, all.v[at], seen, &all);
	vec_free(&all);
	free(seen);
	return ends;
}

void serving_end(struct serving *s)
{
	free(s->towards);
	free(s->call);
}
