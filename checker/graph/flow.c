// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fixed point of the flow. Only what a seed reaches is ever touched, so the
 * cost is that of the function pointers.
 */
#include "graph/flow.h"

#include "base/mem.h"

#include <stddef.h>
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

#define FEW_VALUES 16
#define AHEAD 16 /* places in memory that are asked for at once */

/* A set of hashes: open addressing, 0 = empty. */
struct hashes {
	uint64_t *slot;
	size_t n, nslots;
};

/* What a call through a pointer hands to one target: it is read once, and holds
 * in the rounds in which the pointer holds the target. What it noted ends where
 * that of the next one begins. */
struct binding {
	uint32_t via;
	func_t to;
	uint32_t copies, told;
	uint32_t round; /* the last one that it held in */
};

/* FULL: holds too much to say anything, and hands nothing on. */
enum node_kind { ANY, TYPED, FULL };

/* A node that holds something, or of which a pointer call takes. */
struct held {
	uint32_t node;
	uint32_t done;	/* values that it has handed on */
	uint32_t extra; /* index into extras + 1 */
};

struct fill {
	struct flow *flow;
	struct graph *g;
	uint32_t *first;       /* node -> index in sorted copies */
	size_t ntold;	       /* without what pointer calls brought */
	VEC(struct held) held; /* as g->sets */
	VEC(struct extra {
		uint32_t copy; /* index into copies */
		uint32_t next; /* of the same node, index + 1 */
	})
	extras;
	uint32_t *bound; /* via -> values of its node that are bound */
	VEC(struct binding) bindings;
	VEC(uint32_t) order; /* nodes that hand on, who takes from them later */
	size_t norder;	     /* without those that pointer calls brought */
	size_t nqueued;
	uint8_t *queued;
	VEC(uint32_t) full, open;
	uint8_t *kind; /* of a node: enum node_kind */
	size_t nfull;  /* nodes that became full in this round */
	uint32_t round;
	VEC(uint64_t) says;   /* seed -> hash of what it says */
	struct hashes seen;   /* (node, value), of nodes that hold many */
	uint32_t *binding_of; /* hash table: index into bindings + 1 */
	size_t nbinding_of;
};

void flow_begin(struct flow *w)
{
	vec_push(&w->changes, (struct change){-1, 0});
}

static uint32_t change_index(struct flow *w, struct change how)
{
	for (size_t i = 0; i < w->changes.n; i++)
		if (w->changes.v[i].and == how.and &&w->changes.v[i].or
		    == how.or)
			return (uint32_t)i;
	vec_push(&w->changes, how);
	return (uint32_t)w->changes.n - 1;
}

void flow_copy(struct flow *w, uint32_t from, uint32_t to, struct change how)
{
	if (from && to && from != to)
		vec_push(&w->copies,
			 (struct copy){from, to, change_index(w, how)});
}

void flow_tell(struct flow *w, uint32_t node, seed_t s)
{
	vec_push(&w->told, (struct told){node, s});
}

void flow_keep(struct flow *w, struct keeping k)
{
	if (k.from && k.to)
		vec_push(&w->keepings, k);
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
	w->nqueued += !w->queued[node];
	w->queued[node] = 1;
}

static void grow_hashes(struct hashes *h)
{
	uint64_t *old = h->slot;
	size_t n = h->nslots;

	h->nslots = n ? n * 2 : 1 << 16;
	h->slot = mem_zeroed(h->nslots, sizeof(*h->slot));
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

/* ---- values ---- */

/* The set of a node: index into g->sets and held. */
static uint32_t set_of(struct fill *w, uint32_t node)
{
	struct graph *g = w->g;

	if (!g->set_of[node]) {
		g->set_of[node] = (uint32_t)g->sets.n;
		vec_push(&g->sets, (seed_set){0});
		vec_push(&w->held, (struct held){.node = node});
	}
	return g->set_of[node];
}

/* The same value said twice by one module: once is enough. */
static uint64_t says(const struct seed *d)
{
	uint64_t head[3] = {d->fn, (uint64_t)d->num, d->home};

	return XXH3_64bits_withSeed(&d->owner, sizeof(d->owner),
				    XXH3_64bits(head, sizeof(head)));
}

/* Of all seeds that there are. */
static void note_says(struct fill *w)
{
	for (size_t s = w->says.n; s < w->g->seeds.n; s++)
		vec_push(&w->says, says(&w->g->seeds.v[s]));
}

static uint64_t value_hash(struct fill *w, uint32_t node, seed_t s)
{
	uint64_t x = w->says.v[s] ^ node * 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

static int is_said(const struct fill *w, const seed_set *set, uint64_t what)
{
	for (size_t i = 0; i < set->n; i++)
		if (w->says.v[set->v[i]] == what)
			return 1;
	return 0;
}

/* Most nodes hold a few values: those are looked at one by one. */
static int is_new(struct fill *w, uint32_t node, seed_t s)
{
	const seed_set *set = &w->g->sets.v[w->g->set_of[node]];
	uint64_t what = w->says.v[s];

	if (set->n > FEW_VALUES)
		return add_hash(&w->seen, value_hash(w, node, s));
	if (is_said(w, set, what))
		return 0;
	if (set->n < FEW_VALUES)
		return 1;
	for (size_t i = 0; i < set->n; i++)
		add_hash(&w->seen, value_hash(w, node, set->v[i]));
	return add_hash(&w->seen, value_hash(w, node, s));
}

/* In a slot each has its owner: it is never full. */
static void make_full(struct fill *w, uint32_t node)
{
	if (node >= w->flow->first_slot || w->kind[node] == FULL)
		return;
	w->kind[node] = FULL;
	w->nfull++;
	vec_push(&w->full, node);
}

static void add_value(struct fill *w, uint32_t node, seed_t s)
{
	seed_set *set;
	uint32_t i;

	if (w->kind[node] == FULL || !is_new(w, node, s))
		return;
	i = set_of(w, node);
	set = &w->g->sets.v[i];
	vec_push(set, s);
	if (w->first[node] < w->first[node + 1] || w->held.v[i].extra)
		enqueue(w, node);
	if (set->n > (w->kind[node] == TYPED && w->g->seeds.v[s].fn ? MAX_FUNCS
								    : MAX_ANY))
		make_full(w, node);
}

/* Return: node -> index of the first copy that takes from it */
static uint32_t *sort_copies(struct copy **v, size_t n, size_t nnodes)
{
	uint32_t *first;

	*v = sort_by_number(*v, n, sizeof(**v), offsetof(struct copy, from),
			    nnodes + 1, &first);
	return first;
}

/* Depth first, in reverse order of leaving: but for cycles, who takes from a
 * node comes after it. */
static void order_nodes(struct fill *w)
{
	const struct copy *all = w->flow->copies.v;
	uint32_t nnodes = w->g->nnodes;
	uint32_t *at = mem_resize(NULL, nnodes + 1, sizeof(*at));
	VEC(uint32_t) path = {0};

	memcpy(at, w->first, (nnodes + 1) * sizeof(*at));
	for (uint32_t n = 1; n < nnodes; n++) {
		if (w->queued[n] || at[n] == w->first[n + 1])
			continue;
		w->queued[n] = 1;
		vec_push(&path, n);
		while (path.n) {
			uint32_t node = path.v[path.n - 1], to;

			if (at[node] == w->first[node + 1]) {
				vec_push(&w->order, node);
				path.n--;
				continue;
			}
			to = all[at[node]++].to;
			if (w->queued[to] || at[to] == w->first[to + 1])
				continue;
			w->queued[to] = 1;
			vec_push(&path, to);
		}
	}
	for (size_t i = 0; i < w->order.n / 2; i++) {
		uint32_t n = w->order.v[i];

		w->order.v[i] = w->order.v[w->order.n - 1 - i];
		w->order.v[w->order.n - 1 - i] = n;
	}
	memset(w->queued, 0, nnodes);
	w->norder = w->order.n;
	vec_free(&path);
	free(at);
}

static void index_copies(struct fill *w)
{
	struct flow *f = w->flow;

	w->first = sort_copies(&f->copies.v, f->copies.n, w->g->nnodes);
	f->copies.cap = f->copies.n;
	w->ntold = f->told.n;
	order_nodes(w);
}

static seed_t masked(struct fill *w, seed_t s, const struct change *c)
{
	struct graph *g = w->g;
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
	note_says(w);
	return (seed_t)g->seeds.n - 1;
}

static void add_values(struct fill *w, uint32_t node, const seed_t *v, size_t n)
{
	const seed_set *set = &w->g->sets.v[w->g->set_of[node]];

	for (size_t i = 0; i < n && set->n > FEW_VALUES; i++)
		__builtin_prefetch(&w->seen.slot[value_hash(w, node, v[i]) &
						 (w->seen.nslots - 1)]);
	for (size_t i = 0; i < n && w->kind[node] != FULL; i++)
		add_value(w, node, v[i]);
}

static void hand_on(struct fill *w, const struct copy *c, uint32_t from,
		    uint32_t to)
{
	struct graph *g = w->g;
	uint32_t set = g->set_of[c->from];
	seed_t some[AHEAD];
	size_t most = c->change ? 1 : AHEAD; /* a full node makes no seeds */

	while (from < to && w->kind[c->to] != FULL) {
		size_t n = 0;

		for (; n < most && from < to; n++, from++) {
			some[n] = g->sets.v[set].v[from];
			if (c->change)
				some[n] =
					masked(w, some[n],
					       &w->flow->changes.v[c->change]);
		}
		add_values(w, c->to, some, n);
	}
}

/*
 * Who would be handed more by a full node than it may hold is full as well: a
 * place for anything, or one that is no better than the full one was.
 */
static void fill_further(struct fill *w, const struct copy *c, int typed)
{
	if (!c->change && (w->kind[c->to] == ANY || typed))
		make_full(w, c->to);
}

static void close_full(struct fill *w)
{
	const struct graph *g = w->g;

	while (w->full.n) {
		uint32_t node = w->full.v[--w->full.n];
		uint32_t set = g->set_of[node];
		int typed = set && g->sets.v[set].n > MAX_ANY + 1;

		for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++)
			fill_further(w, &w->flow->copies.v[i], typed);
		for (uint32_t i = set ? w->held.v[set].extra : 0; i;
		     i = w->extras.v[i - 1].next)
			fill_further(
				w, &w->flow->copies.v[w->extras.v[i - 1].copy],
				typed);
	}
}

/* Sets only grow: what a node handed on once it need not hand on again. */
static void hand_all(struct fill *w, uint32_t node)
{
	uint32_t set = w->g->set_of[node];
	uint32_t from = w->held.v[set].done, extra = w->held.v[set].extra;
	uint32_t to = (uint32_t)w->g->sets.v[set].n;

	w->queued[node] = 0;
	w->nqueued--;
	w->held.v[set].done = to;
	if (w->kind[node] == FULL)
		return;
	for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++)
		hand_on(w, &w->flow->copies.v[i], from, to);
	for (uint32_t i = extra; i; i = w->extras.v[i - 1].next)
		hand_on(w, &w->flow->copies.v[w->extras.v[i - 1].copy], from,
			to);
}

/*
 * Waves along the copies (Pereira and Berlin, "Wave propagation and deep
 * propagation for pointer analysis", 2009): what will be full has most of what
 * it gets when its turn comes, and hands on nothing.
 */
static void propagate(struct fill *w)
{
	while (w->nqueued)
		for (size_t i = 0; i < w->order.n; i++)
			if (w->queued[w->order.v[i]])
				hand_all(w, w->order.v[i]);
	close_full(w);
}

/* ---- calls through pointers ---- */

static uint32_t *binding_place(const struct fill *w, uint32_t via, func_t to)
{
	uint64_t key = (uint64_t)via << 32 | to;
	size_t at = XXH3_64bits(&key, sizeof(key)) & (w->nbinding_of - 1);

	for (; w->binding_of[at]; at = (at + 1) & (w->nbinding_of - 1)) {
		const struct binding *b = &w->bindings.v[w->binding_of[at] - 1];

		if (b->via == via && b->to == to)
			break;
	}
	return &w->binding_of[at];
}

static void grow_bindings(struct fill *w)
{
	free(w->binding_of);
	w->nbinding_of = w->nbinding_of ? w->nbinding_of * 2 : 1 << 14;
	w->binding_of = mem_zeroed(w->nbinding_of, sizeof(*w->binding_of));
	for (size_t i = 0; i < w->bindings.n; i++)
		*binding_place(w, w->bindings.v[i].via, w->bindings.v[i].to) =
			(uint32_t)i + 1;
}

/* What the call hands to the target is noted, once. */
static struct binding *bind(struct fill *w, uint32_t via, func_t to)
{
	struct flow *f = w->flow;
	uint32_t *at;

	if (w->bindings.n * 2 >= w->nbinding_of)
		grow_bindings(w);
	at = binding_place(w, via, to);
	if (!*at) {
		vec_push(&w->bindings,
			 (struct binding){via, to, (uint32_t)f->copies.n,
					  (uint32_t)f->told.n, 0});
		*at = (uint32_t)w->bindings.n;
		/* a target may lie anywhere: more often */
		graph_rest(w->g, w->bindings.n * 4);
		f->bind(f, &f->vias.v[via], to);
	}
	return &w->bindings.v[*at - 1];
}

/* What was found only now: all that the node holds so far. */
static void add_extra(struct fill *w, uint32_t copy)
{
	const struct copy *c = &w->flow->copies.v[copy];
	uint32_t node = c->from, set = set_of(w, node);
	struct held *h = &w->held.v[set];

	if (!h->extra && w->first[node] == w->first[node + 1])
		vec_push(&w->order, node);
	vec_push(&w->extras, (struct extra){copy, h->extra});
	h->extra = (uint32_t)w->extras.n;
	if (h->done < w->g->sets.v[set].n)
		enqueue(w, node);
	if (w->kind[node] != FULL)
		hand_on(w, c, 0, h->done);
}

/* From now on the call hands on what it was found to. */
static void hold(struct fill *w, const struct binding *b)
{
	struct flow *f = w->flow;
	int last = b + 1 == w->bindings.v + w->bindings.n;
	size_t copies = last ? f->copies.n : b[1].copies;
	size_t told = last ? f->told.n : b[1].told;

	note_says(w);
	for (uint32_t i = b->copies; i < copies; i++)
		add_extra(w, i);
	for (size_t i = b->told; i < told; i++)
		add_value(w, f->told.v[i].node, f->told.v[i].seed);
}

/* Return: 1 if a call got a new target. */
static int bind_calls(struct fill *w)
{
	struct flow *f = w->flow;
	VEC(uint32_t) held = {0};
	int grew;

	for (uint32_t i = 0; i < f->vias.n; i++) {
		const seed_set *set =
			&w->g->sets.v[w->g->set_of[f->vias.v[i].node]];

		for (; w->bound[i] < set->n; w->bound[i]++) {
			func_t to = w->g->seeds.v[set->v[w->bound[i]]].fn;
			struct binding *b = to ? bind(w, i, to) : NULL;

			if (!b || b->round == w->round)
				continue;
			b->round = w->round;
			vec_push(&held, (uint32_t)(b - w->bindings.v));
		}
	}
	for (size_t i = 0; i < held.n; i++)
		hold(w, &w->bindings.v[held.v[i]]);
	grew = held.n > 0;
	vec_free(&held);
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

/* Sets do not grow any more: they lie side by side. */
static void sort_values(struct graph *g)
{
	sort_graph = g;
	for (size_t i = 1; i < g->sets.n; i++) {
		seed_set *set = &g->sets.v[i];
		seed_t *grown = set->v;

		if (set->n > 1)
			qsort(grown, set->n, sizeof(*grown), by_source);
		set->v = arena_dup(&g->mem, grown, set->n * sizeof(*grown));
		set->cap = set->n;
		free(grown);
	}
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
			kind[i] = graph_is_untyped(g, f->params.v[i].type)
					  ? ANY
					  : TYPED;
		kind += f->params.n;
		for (size_t i = 0; i < f->locals.n; i++)
			kind[i] = graph_is_untyped(g, f->locals.v[i].type)
					  ? ANY
					  : TYPED;
		w->kind[graph_return_node(gf)] =
			graph_is_untyped(g, f->ret) ? ANY : TYPED;
	}
	for (size_t i = 0; i < g->globals.n; i++)
		w->kind[w->flow->first_global + i] = TYPED;
}

/* Nothing stands anywhere, but who is full stays so. */
static void forget(struct fill *w)
{
	struct graph *g = w->g;

	for (size_t i = 1; i < g->sets.n; i++) {
		vec_clear(&g->sets.v[i]);
		w->queued[w->held.v[i].node] = 0;
		w->held.v[i].done = w->held.v[i].extra = 0;
	}
	forget_hashes(&w->seen);
	w->nqueued = 0;
	w->order.n = w->norder;
	vec_clear(&w->extras);
	memset(w->bound, 0, w->flow->vias.n * sizeof(*w->bound));
	w->nfull = 0;
	w->round++;
}

/*
 * Until no node becomes full: a full node hands nothing on, so all that came
 * through it is forgotten and told anew.
 */
static void fill_nodes(struct fill *w)
{
	do {
		forget(w);
		for (size_t i = 0; i < w->ntold; i++)
			add_value(w, w->flow->told.v[i].node,
				  w->flow->told.v[i].seed);
		do {
			propagate(w);
		} while (!w->nfull && bind_calls(w));
		w->g->nfull += w->nfull;
	} while (w->nfull);
}

/* ---- what is not followed ---- */

static void tint(struct fill *w, uint32_t node)
{
	if (w->g->open[node])
		return;
	w->g->open[node] = 1;
	vec_push(&w->open, node);
}

/* Whoever takes from a node of which we do not know all is such a node. */
static void tint_nodes(struct fill *w)
{
	struct flow *f = w->flow;
	uint32_t *first = sort_copies(&f->tints.v, f->tints.n, w->g->nnodes);

	for (size_t i = 0; i < f->opened.n; i++)
		tint(w, f->opened.v[i]);
	for (uint32_t n = 1; n < w->g->nnodes; n++)
		if (w->kind[n] == FULL)
			tint(w, n);
	while (w->open.n) {
		uint32_t node = w->open.v[--w->open.n];

		for (uint32_t i = w->first[node]; i < w->first[node + 1]; i++)
			tint(w, f->copies.v[i].to);
		for (uint32_t i = w->held.v[w->g->set_of[node]].extra; i;
		     i = w->extras.v[i - 1].next)
			tint(w, f->copies.v[w->extras.v[i - 1].copy].to);
		for (uint32_t i = first[node]; i < first[node + 1]; i++)
			tint(w, f->tints.v[i].to);
	}
	free(first);
}

/* ---- what an owner keeps ---- */

#define MAX_KEPT 64 /* functions that one store may bring */

static void keep(struct fill *w, const struct keeping *k)
{
	struct graph *g = w->g;
	seed_set from = g->sets.v[g->set_of[k->from]], *to;

	if (k->from == k->to || w->kind[k->from] == FULL)
		return;
	if (from.n > MAX_KEPT) {
		tint(w, k->to);
		return;
	}
	to = &g->sets.v[set_of(w, k->to)];
	for (size_t i = 0; i < from.n; i++) {
		struct seed s = g->seeds.v[from.v[i]];

		s.owner = k->owner;
		if (!s.fn || is_said(w, to, says(&s)))
			continue;
		vec_push(to, (seed_t)g->seeds.n);
		vec_push(&g->seeds, s);
		note_says(w);
	}
}

/* ---- all of it ---- */

static void begin(struct fill *w)
{
	struct graph *g = w->g;

	g->set_of = mem_zeroed(g->nnodes, sizeof(*g->set_of));
	g->open = mem_zeroed(g->nnodes, 1);
	w->queued = mem_zeroed(g->nnodes, 1);
	w->kind = mem_zeroed(g->nnodes, 1);
	w->bound = mem_zeroed(w->flow->vias.n, sizeof(*w->bound));
	vec_push(&g->sets, (seed_set){0});
	vec_push(&w->held, (struct held){0});
	grow_hashes(&w->seen);
	note_says(w);
}

void flow_close(struct flow *flow)
{
	struct fill w = {.flow = flow, .g = flow->g};

	begin(&w);
	index_copies(&w);
	type_nodes(&w);
	fill_nodes(&w);
	for (size_t i = 0; i < flow->keepings.n; i++)
		keep(&w, &flow->keepings.v[i]);
	tint_nodes(&w);
	sort_values(w.g);
	free(w.queued);
	free(w.kind);
	free(w.bound);
	vec_free(&w.says);
	free(w.seen.slot);
	free(w.binding_of);
	free(w.first);
	vec_free(&w.held);
	vec_free(&w.bindings);
	vec_free(&w.order);
	vec_free(&w.open);
	vec_free(&w.full);
	vec_free(&w.extras);
	vec_free(&flow->vias);
	vec_free(&flow->tints);
	vec_free(&flow->opened);
	vec_free(&flow->changes);
	vec_free(&flow->keepings);
	vec_free(&flow->copies);
	vec_free(&flow->told);
}
