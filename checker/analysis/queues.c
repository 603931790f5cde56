// SPDX-License-Identifier: GPL-2.0-only
/* Work queues by the member or variable that keeps them. */
#include "analysis/queues.h"

#include "base/mem.h"

#include <stdlib.h>

#define MAX_FLAG_DEPTH 4 /* variables of variables, and operators */

/* What a member or variable keeps. */
enum { QUEUE = 1, RESCUED = 2 }; /* RESCUED: made with the flag */

struct queue_index {
	const struct knowledge *k;
	uint8_t *slots, *globals; /* by number: QUEUE, RESCUED */
	uint8_t *fields;	  /* sym: a field of such a slot */
	VEC(struct owner) works;  /* put on one with the flag */
	VEC(struct queued {
		const uint8_t *queue;
		seed_t seed;
		const struct rule *rule;
	})
	items; /* put on any */
};

/* The byte of the member or variable that keeps a pointer. */
static uint8_t *kept_in(const struct queue_index *q, const struct expr *e)
{
	const struct graph *g = q->k->graph;
	const struct slot *s;

	if (e->op == E_GLOBAL)
		return &q->globals[e->num];
	if (e->op != E_FIELD)
		return NULL;
	s = graph_slot(g, e->name, e->field);
	return s ? &q->slots[s - g->slots.v] : NULL;
}

static int is_local(const struct func *f, expr_t id, int64_t local)
{
	return f->exprs.v[id].op == E_LOCAL && f->exprs.v[id].num == local;
}

static int has_flag(const struct func *f, expr_t id, int64_t flag, int depth);

/* Is whatever a variable is set to with the flag? `v |= more` keeps it. */
static int variable_has_flag(const struct func *f, int64_t local, int64_t flag,
			     int depth)
{
	int set = 0;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *v = &f->exprs.v[in->b];

		if (in->op != I_STORE || !is_local(f, in->a, local) ||
		    (v->op == E_OR &&
		     (is_local(f, v->a, local) || is_local(f, v->b, local))))
			continue;
		if (!has_flag(f, in->b, flag, depth))
			return 0;
		set = 1;
	}
	return set;
}

static int has_flag(const struct func *f, expr_t id, int64_t flag, int depth)
{
	const struct expr *e = &f->exprs.v[id];

	if (depth > MAX_FLAG_DEPTH)
		return 0;
	switch (e->op) {
	case E_CONST:
		return (e->num & flag) != 0;
	case E_OR:
		return has_flag(f, e->a, flag, depth + 1) ||
		       has_flag(f, e->b, flag, depth + 1);
	case E_COND:
		return has_flag(f, e->b, flag, depth + 1) &&
		       has_flag(f, e->c, flag, depth + 1);
	case E_LOCAL:
		return variable_has_flag(f, e->num, flag, depth + 1);
	default:
		return 0;
	}
}

static int made_with_flag(const struct knowledge *k, const struct func *f,
			  const struct instr *in, const struct rule *r)
{
	int64_t flag;

	if (macro_value(k, r->key[KEY_flag].str, &flag) ||
	    r->key[KEY_arg].num < 0 || r->key[KEY_arg].num >= in->nargs)
		return 0;
	return has_flag(f, f->args.v[in->args + (uint32_t)r->key[KEY_arg].num],
			flag, 0);
}

static int is_result(const struct func *f, expr_t id, uint32_t call)
{
	const struct expr *e = &f->exprs.v[id];

	return e->op == E_CALL && (uint32_t)e->num == call;
}

/* x->wq = alloc(...), directly or through one local. */
static void keep_queue(struct queue_index *q, const struct func *f,
		       const struct instr *made, uint8_t kind)
{
	int64_t local = -1;

	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *in = &f->instrs.v[i];
		const struct expr *p = &f->exprs.v[in->a];
		const struct expr *v = &f->exprs.v[in->b];
		uint8_t *kept;

		if (in->op != I_STORE)
			continue;
		if (is_result(f, in->b, made->b) && p->op == E_LOCAL)
			local = p->num;
		if (!is_result(f, in->b, made->b) &&
		    !(v->op == E_LOCAL && v->num == local))
			continue;
		while (p->op == E_INDEX || p->op == E_ADDR)
			p = &f->exprs.v[p->a];
		kept = kept_in(q, p);
		if (!kept)
			continue;
		*kept |= kind;
		if (p->op == E_FIELD)
			q->fields[p->field] = 1;
	}
}

const uint8_t *queue_named(const struct queue_index *q, const struct expr *e)
{
	const uint8_t *kept;

	if (e->op == E_FIELD && !q->fields[e->field])
		return NULL;
	kept = kept_in(q, e);
	return kept && *kept ? kept : NULL;
}

void queue_note_item(struct queue_index *q, const uint8_t *queue, seed_t seed,
		     const struct rule *rule)
{
	vec_push(&q->items, (struct queued){queue, seed, rule});
}

/* Are both about one kind of item? */
static int share_slot(const struct rule *a, const struct rule *b)
{
	const rule_slots *x = &a->key[KEY_slots].slots;
	const rule_slots *y = &b->key[KEY_slots].slots;

	for (size_t i = 0; i < x->n; i++)
		for (size_t k = 0; k < y->n; k++)
			if (x->v[i].strct == y->v[k].strct &&
			    x->v[i].field == y->v[k].field)
				return 1;
	return 0;
}

size_t queue_items(const struct queue_index *q, const uint8_t *queue,
		   const struct rule *waits, seed_set *out)
{
	vec_clear(out);
	for (size_t i = 0; i < q->items.n; i++) {
		const struct queued *item = &q->items.v[i];
		int known =
			item->queue != queue || !share_slot(item->rule, waits);

		for (size_t k = 0; k < out->n && !known; k++)
			known = out->v[k] == item->seed;
		if (!known)
			vec_push(out, item->seed);
	}
	return out->n;
}

const uint8_t *queue_of_call(const struct queue_index *q, const struct func *f,
			     const struct instr *in)
{
	const uint8_t *queue = NULL;

	for (uint16_t k = 0; k < in->nargs && !queue; k++)
		queue = queue_named(q, &f->exprs.v[f->args.v[in->args + k]]);
	return queue;
}

void queue_note_works(struct queue_index *q, const uint8_t *queue,
		      const struct func *f, const struct instr *in)
{
	for (uint16_t k = 0; *queue & RESCUED && k < in->nargs; k++) {
		struct owner o = expr_owner(f, f->args.v[in->args + k]);

		if (owner_is_known(&o))
			vec_push(&q->works, o);
	}
}

int queue_rescues_work(const struct queue_index *q, const struct owner *o)
{
	for (size_t i = 0; i < q->works.n; i++) {
		const struct owner *w = &q->works.v[i];

		if (w->global
			    ? (w->global == o->global ||
			       w->global == o->up_global)
			    : ((w->strct == o->strct && w->field == o->field) ||
			       (w->strct == o->up_strct &&
				w->field == o->up_field)))
			return 1;
	}
	return 0;
}

struct queue_index *queues_begin(const struct knowledge *k,
				 const struct ruled_calls *calls)
{
	struct queue_index *q = mem_zeroed(1, sizeof(*q));

	q->k = k;
	q->slots = mem_zeroed(k->graph->slots.n, 1);
	q->globals = mem_zeroed(k->graph->globals.n, 1);
	q->fields = mem_zeroed(sym_count(), 1);
	for (size_t i = 0; i < calls->all.n; i++) {
		const struct ruled_call *c = &calls->all.v[i];
		const struct func *f = k->graph->funcs.v[c->fn].f;
		const struct instr *in;
		const struct rule *r;

		r = c->callee ? c->rules->of[RULE_queue] : NULL;
		if (!r)
			continue;
		in = &f->instrs.v[c->instr];
		keep_queue(q, f, in,
			   made_with_flag(k, f, in, r) ? QUEUE | RESCUED
						       : QUEUE);
	}
	return q;
}

void queues_end(struct queue_index *q)
{
	if (!q)
		return;
	vec_free(&q->works);
	vec_free(&q->items);
	free(q->slots);
	free(q->globals);
	free(q->fields);
	free(q);
}

int queue_kept_in(const struct queue_index *q, const struct expr *e)
{
	const uint8_t *kept = queue_named(q, e);

	return kept && *kept & RESCUED;
}
