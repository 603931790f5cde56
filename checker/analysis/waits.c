// SPDX-License-Identifier: GPL-2.0-only
/* Threads that wait: one walk from each thread function through its module. */
#include "analysis/waits.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 8
#define MAX_MAINS 8 /* functions that one pointer of a thread may hold */

struct waiting {
	sym_t strct, field;
	uint32_t global;
	func_t thread;
};

struct wait_index {
	const struct knowledge *k;
	const struct graph *g;
	VEC(struct waiting) all;
	VEC(struct thread) threads;
	VEC(func_t) found; /* answer of the last question */
	uint8_t *seen;
};

static void add_waiting(struct wait_index *w, const struct owner *o, func_t t)
{
	if (owner_is_known(o))
		vec_push(&w->all,
			 (struct waiting){o->strct, o->field, o->global, t});
}

static int waits_here(const struct rule *r)
{
	return r && r->key[KEY_arg].set;
}

static void walk_thread(struct wait_index *w, func_t thread, func_t fn,
			int depth);

/* Threads may share a function that calls what each of them is for. */
static void walk_targets(struct wait_index *w, func_t thread, func_t fn,
			 const struct instr *in, int depth)
{
	const seed_set *to =
		graph_expr_seeds(w->g, fn, graph_called(w->g, fn, in));

	for (size_t i = 0; to && to->n <= MAX_MAINS && i < to->n; i++) {
		func_t target = w->g->seeds.v[to->v[i]].fn;

		if (target && !fn_boundary(w->k, target))
			walk_thread(w, thread, target, depth + 1);
	}
}

/* Everything the thread function and its module's helpers wait for. */
static void walk_thread(struct wait_index *w, func_t thread, func_t fn,
			int depth)
{
	const struct gfunc *gf = &w->g->funcs.v[fn];
	sym_t home = w->g->funcs.v[thread].home;

	if (!gf->f || w->seen[fn] || depth > MAX_DEPTH ||
	    (gf->home && gf->home != home))
		return;
	w->seen[fn] = 1;
	for (size_t i = 0; i < gf->f->instrs.n; i++) {
		const struct instr *in = &gf->f->instrs.v[i];
		const struct expr *c = &gf->f->exprs.v[in->a];
		const struct rule *r;

		if (in->op == I_CALL && c->op != E_FUNC)
			walk_targets(w, thread, fn, in, depth);
		if (in->op != I_CALL || c->op != E_FUNC)
			continue;
		r = fn_rule(w->k, (func_t)c->num, RULE_wait);
		if (waits_here(r) && r->key[KEY_arg].num < in->nargs) {
			struct owner o = expr_owner(
				gf->f,
				gf->f->args.v[in->args +
					      (uint32_t)r->key[KEY_arg].num]);

			add_waiting(w, &o, thread);
		} else if (!fn_boundary(w->k, (func_t)c->num)) {
			walk_thread(w, thread, (func_t)c->num, depth + 1);
		}
	}
}

/* The field that keeps the task: x->thread = kthread_run(...) */
static void task_fields(struct wait_index *w, func_t maker, func_t thread)
{
	const struct func *f = w->g->funcs.v[maker].f;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];
		struct owner o = {0};

		if (in->op != I_STORE || p->op != E_FIELD ||
		    strncmp(sym_str(in->sig), "struct task_", 12))
			continue;
		o.strct = p->name;
		o.field = p->field;
		add_waiting(w, &o, thread);
	}
}

static void add_thread(struct wait_index *w, func_t maker, func_t thread)
{
	if (!thread || !w->g->funcs.v[thread].f)
		return;
	vec_push(&w->threads, (struct thread){maker, thread});
	memset(w->seen, 0, w->g->funcs.n);
	walk_thread(w, thread, thread, 0);
	task_fields(w, maker, thread);
}

static void scan_call(struct wait_index *w, const struct ruled_call *c)
{
	func_t fn = c->fn;
	const struct func *f = w->g->funcs.v[fn].f;
	const struct instr *in = &f->instrs.v[c->instr];
	const struct rule *r = c->callee ? c->rules->of[RULE_handoff] : NULL;
	const struct expr *a;
	const seed_set *seeds;
	expr_t arg;

	if (!r || r->key[KEY_slots].set || r->key[KEY_arg].num >= in->nargs ||
	    strcmp(sym_str(r->key[KEY_task].str), "kthread"))
		return;
	arg = f->args.v[in->args + (uint32_t)r->key[KEY_arg].num];
	a = &f->exprs.v[arg];
	if (a->op == E_FUNC) {
		add_thread(w, fn, (func_t)a->num);
		return;
	}
	seeds = graph_expr_seeds(w->g, fn, arg);
	for (size_t i = 0; seeds && i < seeds->n; i++)
		add_thread(w, fn, w->g->seeds.v[seeds->v[i]].fn);
}

static int by_object(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct waiting));
}

struct wait_index *waits_begin(const struct knowledge *k,
			       const struct ruled_calls *calls)
{
	struct wait_index *w = mem_zeroed(1, sizeof(*w));

	w->k = k;
	w->g = k->graph;
	w->seen = mem_zeroed(w->g->funcs.n, 1);
	for (size_t i = 0; i < calls->all.n; i++)
		scan_call(w, &calls->all.v[i]);
	free(w->seen);
	w->seen = NULL;
	if (w->all.n)
		qsort(w->all.v, w->all.n, sizeof(*w->all.v), by_object);
	return w;
}

void waits_end(struct wait_index *w)
{
	if (!w)
		return;
	vec_free(&w->all);
	vec_free(&w->found);
	vec_free(&w->threads);
	free(w);
}

size_t waits_threads(const struct wait_index *w, const struct owner *o,
		     const func_t **out)
{
	struct wait_index *me = (struct wait_index *)w;

	vec_clear(&me->found);
	for (size_t i = 0; i < w->all.n; i++) {
		const struct waiting *x = &w->all.v[i];

		if (x->global != o->global || x->strct != o->strct ||
		    x->field != o->field)
			continue;
		if (me->found.n && me->found.v[me->found.n - 1] == x->thread)
			continue;
		vec_push(&me->found, x->thread);
	}
	*out = me->found.v;
	return me->found.n;
}

size_t waits_all(const struct wait_index *w, const struct thread **out)
{
	*out = w->threads.v;
	return w->threads.n;
}
