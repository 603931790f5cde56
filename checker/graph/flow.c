// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fixed point of the flow. Only what a seed reaches is ever touched, so the
 * cost is that of the function pointers.
 */
#include "graph/flow.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/*
 * More functions or masks than these in one place come from helpers that
 * everybody calls. A place for any pointer or number (void *, unsigned long)
 * says nothing long before a function pointer does.
 */
#define MAX_FUNCS 4096
#define MAX_ANY 64

/* A set of hashes: open addressing, 0 = empty. */
struct hashes {
	uint64_t *slot;
	size_t n, nslots;
};

/* FULL: holds too much to say anything, and hands nothing on. */
enum node_kind { ANY, TYPED, FULL };

struct fill {
	struct flow *flow;
	struct graph *g;
	uint32_t *first; /* node -> index in sorted copies */
	VEC(uint32_t) work;
	uint8_t *queued;
	uint8_t *kind;	    /* of a node: enum node_kind */
	size_t nfull;	    /* nodes that became full in this round */
	struct hashes seen; /* (node, value) */
};

void flow_copy(struct flow *w, struct copy c)
{
	if (c.from && c.to && c.from != c.to)
		vec_push(&w->copies, c);
}

void flow_tell(struct flow *w, uint32_t node, seed_t s)
{
	vec_push(&w->told, (struct told){node, s});
}

static void enqueue(struct fill *w, uint32_t node)
{
	if (w->queued[node])
		return;
	w->queued[node] = 1;
	vec_push(&w->work, node);
}

static void grow_hashes(struct hashes *h)
{
	uint64_t *old = h->slot;
	size_t n = h->nslots;

	h->nslots = n ? n * 2 : 1 << 16;
	h->slot = calloc(h->nslots, sizeof(*h->slot));
	if (!h->slot)
		die("out of memory while linking");
	for (size_t i = 0; i < n; i++) {
		size_t at = old[i] & (h->nslots - 1);

		if (!old[i])
			continue;
		while (h->slot[at])
			at = (at + 1) & (h->nslots - 1);
		h->slot[at] = old[i];
	}
	free(old);
}

/* 1 if it is new. */
static int add_hash(struct hashes *h, uint64_t x)
{
	size_t at;

	if (h->n * 2 >= h->nslots)
		grow_hashes(h);
	x += !x;
	at = x & (h->nslots - 1);
	for (; h->slot[at]; at = (at + 1) & (h->nslots - 1))
		if (h->slot[at] == x)
			return 0;
	h->slot[at] = x;
	h->n++;
	return 1;
}

/* The same value said twice by one module: once is enough. */
static uint64_t value_hash(const struct graph *g, uint32_t node, seed_t s)
{
	const struct seed *d = &g->seeds.v[s];
	uint64_t head[3] = {(uint64_t)node << 32 | d->fn, (uint64_t)d->num,
			    d->home};

	return XXH3_64bits_withSeed(&d->owner, sizeof(d->owner),
				    XXH3_64bits(head, sizeof(head)));
}

static void add_value(struct fill *w, uint32_t node, seed_t s)
{
	seed_set *set = &w->g->values[node];

	if (w->kind[node] == FULL)
		return;
	if (!add_hash(&w->seen, value_hash(w->g, node, s)))
		return;
	vec_push(set, s);
	enqueue(w, node);
	/* in a slot each has its owner */
	if (node < w->flow->first_slot &&
	    set->n > (w->kind[node] == TYPED && w->g->seeds.v[s].fn
			      ? MAX_FUNCS
			      : MAX_ANY)) {
		w->kind[node] = FULL;
		w->nfull++;
	}
}

static int by_from(const void *a, const void *b)
{
	const struct copy *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static void index_copies(struct fill *w)
{
	struct flow *f = w->flow;

	if (f->copies.n)
		qsort(f->copies.v, f->copies.n, sizeof(*f->copies.v), by_from);
	w->first = calloc(w->g->nnodes + 2, sizeof(uint32_t));
	if (!w->first)
		die("out of memory while linking");
	for (size_t i = 0; i < f->copies.n; i++)
		w->first[f->copies.v[i].from + 1]++;
	for (uint32_t n = 1; n <= w->g->nnodes + 1; n++)
		w->first[n] += w->first[n - 1];
}

static seed_t masked(struct graph *g, seed_t s, const struct copy *c)
{
	struct seed out = g->seeds.v[s];
	int64_t num = (out.num & c->and) | c->or ;

	if (out.fn || num == out.num)
		return s;
	for (size_t i = s + 1; i < g->seeds.n && i < s + 4u; i++)
		if (g->seeds.v[i].num == num &&
		    g->seeds.v[i].where == out.where &&
		    g->seeds.v[i].line == out.line)
			return (seed_t)i;
	out.num = num;
	vec_push(&g->seeds, out);
	return (seed_t)g->seeds.n - 1;
}

/* Sets only grow: what a node handed on once it need not hand on again. */
static void propagate(struct fill *w)
{
	struct graph *g = w->g;
	uint32_t *done = calloc(g->nnodes + 1, sizeof(*done));

	if (!done)
		die("out of memory while linking");
	while (w->work.n) {
		uint32_t node = w->work.v[--w->work.n];
		uint32_t from = done[node], to = (uint32_t)g->values[node].n;

		w->queued[node] = 0;
		done[node] = to;
		for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++) {
			struct copy c = w->flow->copies.v[i];

			for (uint32_t k = from; k < to && w->kind[c.to] != FULL;
			     k++)
				add_value(w, c.to,
					  masked(g, g->values[node].v[k], &c));
		}
	}
	free(done);
}

static const struct graph *sort_graph;

/* In the order of the source, so that output never depends on ours. */
static int by_source(const void *a, const void *b)
{
	const struct seed *x = &sort_graph->seeds.v[*(const seed_t *)a];
	const struct seed *y = &sort_graph->seeds.v[*(const seed_t *)b];
	int c = strcmp(func_file(sort_graph, x->where),
		       func_file(sort_graph, y->where));

	if (!c && x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (!c)
		c = strcmp(func_name(sort_graph, x->fn),
			   func_name(sort_graph, y->fn));
	return c ? c : (x->fn > y->fn) - (x->fn < y->fn);
}

static void sort_values(struct graph *g)
{
	sort_graph = g;
	for (uint32_t n = 0; n < g->nnodes; n++)
		if (g->values[n].n > 1)
			qsort(g->values[n].v, g->values[n].n, sizeof(seed_t),
			      by_source);
}

/* A pointer to anything, or a plain number. */
static int is_any(sym_t type)
{
	static const char *const numbers[] = {
		"unsigned long", "long",      "u64",
		"u32",		 "s64",	      "int",
		"unsigned int",	 "long long", "unsigned long long"};
	const char *t = sym_str(type);
	size_t n = strlen(t);

	if (!n || (t[n - 1] == '*' && !strchr(t, '(')))
		return 1;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (!strcmp(t, numbers[i]))
			return 1;
	return 0;
}

static void type_nodes(struct fill *w)
{
	const struct graph *g = w->g;

	for (func_t fn = 1; fn < g->funcs.n; fn++) {
		const struct gfunc *gf = &g->funcs.v[fn];
		const struct func *f = gf->f;
		uint8_t *kind = &w->kind[gf->first_node];

		if (!f)
			continue;
		for (size_t i = 0; i < f->params.n; i++)
			kind[i] = is_any(f->params.v[i].type) ? ANY : TYPED;
		kind += f->params.n;
		for (size_t i = 0; i < f->locals.n; i++)
			kind[i] = is_any(f->locals.v[i].type) ? ANY : TYPED;
		w->kind[graph_return_node(gf)] = is_any(f->ret) ? ANY : TYPED;
	}
	for (size_t i = 0; i < g->globals.n; i++)
		w->kind[w->flow->first_global + i] = TYPED;
}

/*
 * Until no node becomes full: a full node hands nothing on, so all that came
 * through it is forgotten and told anew. Which nodes become full does not
 * depend on the order: whoever takes from one is full too.
 */
static void fill_nodes(struct fill *w)
{
	struct graph *g = w->g;
	size_t nseeds = g->seeds.n;

	do {
		w->nfull = 0;
		g->seeds.n = nseeds;
		for (uint32_t n = 0; n < g->nnodes; n++)
			vec_free(&g->values[n]);
		memset(w->queued, 0, g->nnodes);
		memset(w->seen.slot, 0, w->seen.nslots * sizeof(*w->seen.slot));
		w->seen.n = 0;
		vec_clear(&w->work);
		for (size_t i = 0; i < w->flow->told.n; i++)
			add_value(w, w->flow->told.v[i].node,
				  w->flow->told.v[i].seed);
		propagate(w);
		g->nfull += w->nfull;
	} while (w->nfull);
}

void flow_close(struct flow *flow)
{
	struct fill w = {.flow = flow, .g = flow->g};
	struct graph *g = w.g;

	g->values = calloc(g->nnodes + 1, sizeof(*g->values));
	w.queued = calloc(g->nnodes + 1, 1);
	w.kind = calloc(g->nnodes + 1, 1);
	if (!g->values || !w.queued || !w.kind)
		die("out of memory while linking");
	index_copies(&w);
	type_nodes(&w);
	grow_hashes(&w.seen);
	fill_nodes(&w);
	sort_values(g);
	free(w.queued);
	free(w.kind);
	free(w.seen.slot);
	free(w.first);
	vec_free(&w.work);
	vec_free(&flow->copies);
	vec_free(&flow->told);
}
