// SPDX-License-Identifier: GPL-2.0-only
/* Ways through the states: Dijkstra over small costs, and dominance by walk. */
#include "findings/paths.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WALK 20000

int edge_starts_task(enum edge_kind kind)
{
	return kind == EDGE_HANDOFF || kind == EDGE_WAKE ||
	       kind == EDGE_CALLBACK || kind == EDGE_ENTRY;
}

const struct edge_out *paths_edge(const struct paths *p,
				  const struct in_edge *e)
{
	return &p->s->states.v[e->from]->out.v[e->edge];
}

static uint32_t edge_cost(const struct solver *s, const struct state *from,
			  const struct edge_out *e)
{
	const struct gfunc *a = &s->g->funcs.v[from->fn];
	const struct gfunc *b = &s->g->funcs.v[s->states.v[e->to]->fn];
	uint32_t cost = 1;

	/* another module does the same from an entry of its own */
	if (a->home && b->home && a->home != b->home && e->kind == EDGE_CALL &&
	    !s->shared[b->home])
		cost += 4;

	if (e->many)
		cost += 8;
	if (e->kind == EDGE_HANDOFF || e->kind == EDGE_CALLBACK)
		cost += 16;
	if (e->kind == EDGE_WAKE)
		cost += 32;
	if (e->rule && e->rule->key[KEY_confidence].set)
		cost += 400;
	return cost;
}

static void index_edges(struct paths *p)
{
	const struct solver *s = p->s;
	size_t n = s->states.n, nedges = 0;
	uint32_t *at;

	p->first = mem_zeroed(n + 2, sizeof(uint32_t));
	for (state_t i = 1; i < n; i++) {
		const struct state *st = s->states.v[i];

		for (size_t k = 0; k < st->out.n; k++) {
			if (st->out.v[k].idle)
				continue;
			p->first[st->out.v[k].to + 1]++;
			nedges++;
		}
	}
	for (size_t i = 1; i < n + 2; i++)
		p->first[i] += p->first[i - 1];
	p->in = mem_zeroed(nedges, sizeof(*p->in));
	at = mem_zeroed(n + 2, sizeof(uint32_t));
	memcpy(at, p->first, (n + 2) * sizeof(uint32_t));
	for (state_t i = 1; i < n; i++) {
		const struct state *st = s->states.v[i];

		for (size_t k = 0; k < st->out.n; k++)
			if (!st->out.v[k].idle)
				p->in[at[st->out.v[k].to]++] =
					(struct in_edge){i, (uint32_t)k};
	}
	free(at);
}

size_t paths_in(const struct paths *p, state_t id, const struct in_edge **out)
{
	*out = &p->in[p->first[id]];
	return p->first[id + 1] - p->first[id];
}

const struct rule *root_rule(const struct paths *p, state_t root)
{
	const struct state *st = p->s->states.v[root];

	return st->entry ? st->entry : p->s->spoken[st->fn];
}

/* Begin where the path is surely one of I/O, if there is a choice. */
static uint32_t root_cost(const struct paths *p, state_t root)
{
	const struct rule *r = root_rule(p, root);

	if (r && r->key[KEY_confidence].set)
		return 400;
	return p->s->states.v[root]->ctx ? 0
					 : 4; /* a region opens further on */
}

/* Buckets by cost: costs are small, so a ring of lists is a priority queue. */
static void best_chains(struct paths *p)
{
	VEC(state_t) *bucket = NULL;
	const struct solver *s = p->s;
	size_t nbuckets = 4096;

	bucket = mem_zeroed(nbuckets, sizeof(*bucket));
	for (state_t i = 1; i < s->states.n; i++) {
		p->cost[i] = UINT32_MAX;
		if (s->states.v[i]->root) {
			p->cost[i] = root_cost(p, i);
			vec_push(&bucket[p->cost[i]], i);
		}
	}
	for (uint32_t c = 0; c < nbuckets; c++) {
		for (size_t b = 0; b < bucket[c].n; b++) {
			state_t at = bucket[c].v[b];
			const struct state *st = s->states.v[at];

			if (p->cost[at] != c)
				continue;
			for (size_t k = 0; k < st->out.n; k++) {
				const struct edge_out *e = &st->out.v[k];
				uint32_t d = c + edge_cost(s, st, e);

				if (e->idle || d >= p->cost[e->to] ||
				    d >= nbuckets)
					continue;
				p->cost[e->to] = d;
				p->pred[e->to] =
					(struct in_edge){at, (uint32_t)k};
				vec_push(&bucket[d], e->to);
			}
		}
		vec_free(&bucket[c]);
	}
	free(bucket);
}

void paths_begin(struct paths *p, const struct solver *s)
{
	memset(p, 0, sizeof(*p));
	p->s = s;
	p->cost = mem_zeroed(s->states.n, sizeof(*p->cost));
	p->pred = mem_zeroed(s->states.n, sizeof(*p->pred));
	p->mark = mem_zeroed(s->states.n, sizeof(*p->mark));
	index_edges(p);
	best_chains(p);
}

void paths_end(struct paths *p)
{
	free(p->first);
	free(p->in);
	free(p->cost);
	free(p->pred);
	free(p->mark);
}

static int begins_task(const struct paths *p, state_t id)
{
	const struct in_edge *in;
	size_t n = paths_in(p, id, &in);

	if (p->s->states.v[id]->root)
		return 1;
	for (size_t i = 0; i < n; i++)
		if (edge_starts_task(paths_edge(p, &in[i])->kind))
			return 1;
	return 0;
}

int paths_avoid(struct paths *p, state_t door, func_t gate)
{
	const struct solver *s = p->s;
	VEC(state_t) stack = {0};
	size_t walked = 0;
	int found = 0;

	p->stamp++;
	vec_push(&stack, door);
	p->mark[door] = p->stamp;
	while (stack.n && !found && walked++ < MAX_WALK) {
		state_t at = stack.v[--stack.n];
		const struct in_edge *in;
		size_t n;

		if (s->states.v[at]->fn == gate)
			continue;
		if (begins_task(p, at)) {
			found = 1;
			break;
		}
		n = paths_in(p, at, &in);
		for (size_t i = 0; i < n; i++) {
			if (p->mark[in[i].from] == p->stamp ||
			    p->cost[in[i].from] == UINT32_MAX ||
			    edge_starts_task(paths_edge(p, &in[i])->kind))
				continue;
			p->mark[in[i].from] = p->stamp;
			vec_push(&stack, in[i].from);
		}
	}
	vec_free(&stack);
	return found || walked >= MAX_WALK;
}

state_t paths_gate(struct paths *p, state_t door)
{
	VEC(state_t) chain = {0};
	state_t gate = door;

	for (state_t at = door; at; at = p->pred[at].from) {
		vec_push(&chain, at);
		if (paths_begins_task(p, at))
			break;
	}
	while (chain.n) {
		state_t at = chain.v[--chain.n];

		if (!paths_avoid(p, door, p->s->states.v[at]->fn)) {
			gate = at;
			break;
		}
	}
	vec_free(&chain);
	return gate;
}

int paths_begins_task(const struct paths *p, state_t at)
{
	return !p->pred[at].from ||
	       edge_starts_task(paths_edge(p, &p->pred[at])->kind);
}

state_t paths_way(const struct paths *p, state_t top, state_t at, way *out)
{
	size_t from = out->n;

	for (; at != top && p->pred[at].from; at = p->pred[at].from)
		vec_push(out, p->pred[at]);
	for (size_t i = from, k = out->n; i + 1 < k; i++) {
		struct in_edge t = out->v[i];

		out->v[i] = out->v[--k];
		out->v[k] = t;
	}
	return at;
}
