// SPDX-License-Identifier: GPL-2.0-only
/*
 * How a function is reached: for each context and scope in which it is entered
 * the state with the best chain, and all states on these chains. Also where
 * contexts begin.
 */
#include "answers/collect.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define KEPT 1u

static int same_kind(const struct state *a, const struct state *b)
{
	return a->ctx == b->ctx && a->scope == b->scope;
}

/* The states of one function: keep the best of each context and scope. */
static void keep_best(struct collect *c, func_t fn)
{
	const uint32_t *cost = c->m.paths.cost;
	const state_t *all;
	size_t n = collect_states(c, fn, &all);
	VEC(state_t) best = {0};

	for (size_t i = 0; i < n; i++) {
		const struct state *st = c->s->states.v[all[i]];
		size_t k = 0;

		if (cost[all[i]] == UINT32_MAX)
			continue;
		while (k < best.n && !same_kind(st, c->s->states.v[best.v[k]]))
			k++;
		if (k == best.n)
			vec_push(&best, all[i]);
		else if (cost[all[i]] < cost[best.v[k]])
			best.v[k] = all[i];
	}
	for (size_t i = 0; i < best.n; i++)
		for (state_t at = best.v[i]; at && !c->row_of_state[at];
		     at = c->m.paths.pred[at].from)
			c->row_of_state[at] = KEPT;
	vec_free(&best);
}

void ways_begin(struct collect *c)
{
	c->row_of_state = mem_zeroed(c->s->states.n, sizeof(*c->row_of_state));
	for (size_t i = 0; i < c->n; i++)
		keep_best(c, c->order[i]);
}

/* ---- ways ---- */

static uint32_t object_of(struct collect *c, seed_t seed)
{
	const struct owner *o = &c->g->seeds.v[seed].owner;
	uint32_t global = o->up_global ? o->up_global : o->global;
	struct slot s = {.strct = o->up_strct ? o->up_strct : o->strct,
			 .field = o->up_strct ? o->up_field : o->field};

	if (!seed || (!global && !s.strct))
		return 0;
	if (global && !o->up_strct)
		return collect_sym(c, c->g->globals.v[global - 1].name);
	return collect_slot(c, &s);
}

static struct ans_way root_way(struct collect *c, const struct state *st)
{
	struct ans_way w = {.kind = EDGE_ENTRY,
			    .evidence = collect_evidence(c, st->entry_seed),
			    .rule = collect_rule(c, st->entry)};
	func_t by = 0;

	if (st->entry_slot)
		w.place = collect_slot(c, st->entry_slot);
	if (!st->entry)
		w.rule = collect_rule(c, region_opener(&c->m, st->fn, &by));
	if (by)
		w.place = collect_str(c, func_name(c->m.g, by));
	return w;
}

/* @pred keeps the state until all have rows. */
static struct ans_way step_way(struct collect *c, const struct in_edge *in)
{
	const struct edge_out *e = paths_edge(&c->m.paths, in);
	func_t from = c->s->states.v[in->from]->fn;

	return (struct ans_way){
		.pred = in->from,
		.line = c->g->funcs.v[from].f->instrs.v[e->instr].line,
		.place = e->kind == EDGE_CALL
				 ? 0
				 : collect_str(c, callee_words(&c->m, from,
							       e->instr)),
		.evidence = collect_evidence(c, e->seed),
		.object = object_of(c, e->seed),
		.rule = collect_rule(c, e->rule),
		.kind = e->kind};
}

struct ranked {
	uint32_t cost;
	state_t id;
};

static int by_cost(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void add_ways(struct collect *c, func_t fn)
{
	const state_t *all;
	size_t n = collect_states(c, fn, &all);
	VEC(struct ranked) kept = {0};

	for (size_t i = 0; i < n; i++)
		if (c->row_of_state[all[i]])
			vec_push(&kept, (struct ranked){c->m.paths.cost[all[i]],
							all[i]});
	if (kept.n)
		qsort(kept.v, kept.n, sizeof(*kept.v), by_cost);
	for (size_t i = 0; i < kept.n; i++) {
		state_t id = kept.v[i].id;
		const struct state *st = c->s->states.v[id];
		const struct in_edge *in = &c->m.paths.pred[id];
		struct ans_way w = in->from ? step_way(c, in) : root_way(c, st);

		w.fn = c->number[fn] - 1;
		w.cost = kept.v[i].cost;
		w.ctx = (uint8_t)st->ctx; /* which region is not asked */
		w.scope = collect_str(c, scope_words(&c->m, st->scope));
		vec_push(&c->out.ways, w);
		c->row_of_state[id] = (uint32_t)c->out.ways.n;
	}
	vec_free(&kept);
}

/* ---- entries ---- */

/* All that filled the slot with this function, not only what came first. */
static void add_entries(struct collect *c, func_t fn)
{
	const state_t *all;
	size_t n = collect_states(c, fn, &all);

	for (size_t i = 0; i < n; i++) {
		const struct state *st = c->s->states.v[all[i]];
		struct ans_entry e = {.fn = c->number[fn] - 1,
				      .ctx = (uint8_t)st->ctx};
		const seed_set *seeds = NULL;

		if (!st->root || !st->entry)
			continue;
		e.rule = collect_rule(c, st->entry);
		e.evidence = collect_evidence(c, st->entry_seed);
		if (st->entry_slot) {
			seeds = graph_slot_seeds(c->g, st->entry_slot);
			e.slot = collect_slot(c, st->entry_slot);
		}
		if (!seeds)
			vec_push(&c->out.entries, e);
		for (size_t k = 0; seeds && k < seeds->n; k++) {
			if (c->g->seeds.v[seeds->v[k]].fn != fn)
				continue;
			e.evidence = collect_evidence(c, seeds->v[k]);
			vec_push(&c->out.entries, e);
		}
	}
}

void ways_of_function(struct collect *c, func_t fn)
{
	add_ways(c, fn);
	add_entries(c, fn);
}

static int by_rule(const void *a, const void *b, void *arg)
{
	const struct collect *c = arg;
	const struct ans_entry *x = a, *y = b;
	const struct ans_rule *r = c->out.rules.v;
	const struct ans_evidence *e = c->out.evidence.v;
	int d = strcmp(c->out.strings.v + (x->rule ? r[x->rule - 1].id : 0),
		       c->out.strings.v + (y->rule ? r[y->rule - 1].id : 0));

	if (d)
		return d;
	if (x->fn != y->fn)
		return x->fn < y->fn ? -1 : 1;
	if (x->evidence == y->evidence || x->evidence == UINT32_MAX ||
	    y->evidence == UINT32_MAX)
		return x->evidence < y->evidence ? -1
						 : x->evidence > y->evidence;
	d = strcmp(c->out.strings.v + e[x->evidence].file,
		   c->out.strings.v + e[y->evidence].file);
	if (d)
		return d;
	return e[x->evidence].line < e[y->evidence].line
		       ? -1
		       : e[x->evidence].line > e[y->evidence].line;
}

void ways_end(struct collect *c)
{
	size_t kept = 0;
	struct ans_entry *v = c->out.entries.v;

	for (size_t i = 0; i < c->out.ways.n; i++)
		if (c->out.ways.v[i].pred)
			c->out.ways.v[i].pred =
				c->row_of_state[c->out.ways.v[i].pred];
	if (c->out.entries.n)
		qsort_r(v, c->out.entries.n, sizeof(*v), by_rule, c);
	for (size_t i = 0; i < c->out.entries.n; i++)
		if (!kept || memcmp(&v[kept - 1], &v[i], sizeof(*v)))
			v[kept++] = v[i];
	c->out.entries.n = kept;
}
