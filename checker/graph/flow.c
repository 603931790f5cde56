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

/* A copy that a call through a pointer turned out to make. */
struct extra {
	struct copy c;
	uint32_t next; /* of the same node, index + 1 */
};

/* FULL: holds too much to say anything, and hands nothing on. */
enum node_kind { ANY, TYPED, FULL };

struct fill {
	struct flow *flow;
	struct graph *g;
	uint32_t *first;       /* node -> index in sorted copies */
	size_t ncopies, ntold; /* without what pointer calls brought */
	VEC(struct extra) extras;
	uint32_t *extra_of; /* node -> index + 1 */
	uint32_t *bound;    /* via -> values of its node that are bound */
	VEC(uint32_t) work;
	uint8_t *queued;
	uint32_t *done;	     /* values that a node has handed on */
	uint8_t *kind;	     /* of a node: enum node_kind */
	size_t nfull;	     /* nodes that became full in this round */
	struct hashes seen;  /* (node, value) */
	struct hashes pairs; /* (via, function) */
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

void flow_open(struct flow *w, uint32_t node)
{
	if (node)
		vec_push(&w->opened, node);
}

void flow_tint(struct flow *w, uint32_t from, uint32_t to)
{
	if (from && to)
		vec_push(&w->tints, (struct copy){.from = from, .to = to});
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

static void forget_hashes(struct hashes *h)
{
	memset(h->slot, 0, h->nslots * sizeof(*h->slot));
	h->n = 0;
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
	w->ncopies = f->copies.n;
	w->ntold = f->told.n;
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

static void hand_on(struct fill *w, const struct copy *c, uint32_t from,
		    uint32_t to)
{
	struct graph *g = w->g;

	for (uint32_t k = from; k < to && w->kind[c->to] != FULL; k++)
		add_value(w, c->to, masked(g, g->values[c->from].v[k], c));
}

/* Sets only grow: what a node handed on once it need not hand on again. */
static void propagate(struct fill *w)
{
	while (w->work.n) {
		uint32_t node = w->work.v[--w->work.n];
		uint32_t from = w->done[node];
		uint32_t to = (uint32_t)w->g->values[node].n;

		w->queued[node] = 0;
		w->done[node] = to;
		for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++)
			hand_on(w, &w->flow->copies.v[i], from, to);
		for (uint32_t i = w->extra_of[node]; i;
		     i = w->extras.v[i - 1].next)
			hand_on(w, &w->extras.v[i - 1].c, from, to);
	}
}

/* ---- calls through pointers ---- */

/* What flow_copy() and flow_tell() noted meanwhile takes effect. */
static void add_noted(struct fill *w)
{
	struct flow *f = w->flow;

	for (size_t i = w->ncopies; i < f->copies.n; i++) {
		struct copy c = f->copies.v[i];

		vec_push(&w->extras, (struct extra){c, w->extra_of[c.from]});
		w->extra_of[c.from] = (uint32_t)w->extras.n;
		hand_on(w, &c, 0, w->done[c.from]);
	}
	for (size_t i = w->ntold; i < f->told.n; i++)
		add_value(w, f->told.v[i].node, f->told.v[i].seed);
	f->copies.n = w->ncopies;
	f->told.n = w->ntold;
}

/* Return: 1 if a call got a new target. */
static int bind_calls(struct fill *w)
{
	struct flow *f = w->flow;
	int grew = 0;

	for (size_t i = 0; i < f->vias.n; i++) {
		const struct via *v = &f->vias.v[i];
		const seed_set *set = &w->g->values[v->node];

		for (; w->bound[i] < set->n; w->bound[i]++) {
			func_t to = w->g->seeds.v[set->v[w->bound[i]]].fn;

			uint64_t pair[2] = {i, to};

			if (!to || !add_hash(&w->pairs,
					     XXH3_64bits(pair, sizeof(pair))))
				continue;
			/* a target may lie anywhere: more often */
			graph_rest(w->g, w->pairs.n * 4);
			f->bind(f, v, to);
			grew = 1;
		}
	}
	add_noted(w);
	graph_rest(w->g, 0);
	return grew;
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

int graph_is_untyped(sym_t type)
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

		graph_rest(g, fn);
		if (!f)
			continue;
		for (size_t i = 0; i < f->params.n; i++)
			kind[i] = graph_is_untyped(f->params.v[i].type) ? ANY
									: TYPED;
		kind += f->params.n;
		for (size_t i = 0; i < f->locals.n; i++)
			kind[i] = graph_is_untyped(f->locals.v[i].type) ? ANY
									: TYPED;
		w->kind[graph_return_node(gf)] =
			graph_is_untyped(f->ret) ? ANY : TYPED;
	}
	for (size_t i = 0; i < g->globals.n; i++)
		w->kind[w->flow->first_global + i] = TYPED;
	graph_rest(g, 0);
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
			if (g->values[n].v) /* most stay untouched */
				vec_free(&g->values[n]);
		memset(w->queued, 0, g->nnodes);
		forget_hashes(&w->seen);
		forget_hashes(&w->pairs);
		vec_clear(&w->work);
		vec_clear(&w->extras);
		memset(w->extra_of, 0, g->nnodes * sizeof(*w->extra_of));
		memset(w->done, 0, g->nnodes * sizeof(*w->done));
		memset(w->bound, 0, w->flow->vias.n * sizeof(*w->bound));
		for (size_t i = 0; i < w->flow->told.n; i++)
			add_value(w, w->flow->told.v[i].node,
				  w->flow->told.v[i].seed);
		do {
			propagate(w);
		} while (bind_calls(w));
		g->nfull += w->nfull;
	} while (w->nfull);
}

/* ---- what is not followed ---- */

static void tint(struct fill *w, uint32_t node)
{
	if (w->g->open[node])
		return;
	w->g->open[node] = 1;
	enqueue(w, node);
}

/* Whoever takes from a node of which we do not know all is such a node. */
static void tint_nodes(struct fill *w)
{
	struct flow *f = w->flow;
	uint32_t *first = calloc(w->g->nnodes + 2, sizeof(*first));

	if (!first)
		die("out of memory while linking");
	if (f->tints.n)
		qsort(f->tints.v, f->tints.n, sizeof(*f->tints.v), by_from);
	for (size_t i = 0; i < f->tints.n; i++)
		first[f->tints.v[i].from + 1]++;
	for (uint32_t n = 1; n <= w->g->nnodes + 1; n++)
		first[n] += first[n - 1];
	for (size_t i = 0; i < f->opened.n; i++)
		tint(w, f->opened.v[i]);
	for (uint32_t n = 1; n < w->g->nnodes; n++)
		if (w->kind[n] == FULL)
			tint(w, n);
	while (w->work.n) {
		uint32_t node = w->work.v[--w->work.n];

		w->queued[node] = 0;
		for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++)
			tint(w, f->copies.v[i].to);
		for (uint32_t i = w->extra_of[node]; i;
		     i = w->extras.v[i - 1].next)
			tint(w, w->extras.v[i - 1].c.to);
		for (uint32_t i = first[node]; i < first[node + 1]; i++)
			tint(w, f->tints.v[i].to);
	}
	free(first);
}

static void begin(struct fill *w)
{
	struct graph *g = w->g;

	g->values = calloc(g->nnodes + 1, sizeof(*g->values));
	g->open = calloc(g->nnodes + 1, 1);
	w->queued = calloc(g->nnodes + 1, 1);
	w->kind = calloc(g->nnodes + 1, 1);
	w->done = calloc(g->nnodes + 1, sizeof(*w->done));
	w->extra_of = calloc(g->nnodes + 1, sizeof(*w->extra_of));
	w->bound = calloc(w->flow->vias.n + 1, sizeof(*w->bound));
	if (!g->values || !g->open || !w->queued || !w->kind || !w->done ||
	    !w->extra_of || !w->bound)
		die("out of memory while linking");
	grow_hashes(&w->seen);
	grow_hashes(&w->pairs);
}

void flow_close(struct flow *flow)
{
	struct fill w = {.flow = flow, .g = flow->g};

	begin(&w);
	index_copies(&w);
	type_nodes(&w);
	fill_nodes(&w);
	tint_nodes(&w);
	sort_values(w.g);
	free(w.queued);
	free(w.kind);
	free(w.done);
	free(w.extra_of);
	free(w.bound);
	free(w.seen.slot);
	free(w.pairs.slot);
	free(w.first);
	vec_free(&w.work);
	vec_free(&w.extras);
	vec_free(&flow->vias);
	vec_free(&flow->tints);
	vec_free(&flow->opened);
	vec_free(&flow->copies);
	vec_free(&flow->told);
}
