// SPDX-License-Identifier: GPL-2.0-only
/* Modules that narrow below a function: sets along the call graph. */
#include "analysis/homes.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct frame {
	func_t fn;
	uint32_t edge; /* the next one to follow */
};

struct walk {
	struct homes *h;
	size_t nfuncs;
	uint32_t *first; /* caller -> index in callees */
	func_t *callees;
	uint32_t *own; /* func_t -> index into h->own */
	uint32_t *order, *low;
	uint8_t *open; /* on the stack of its component */
	uint32_t next;
	VEC(func_t) stack;
	VEC(struct frame) frames;
	uint64_t *now;	 /* the set in the making */
	uint32_t *index; /* hash table of sets */
	size_t nindex, nsets;
};

void homes_begin(struct homes *h, const struct graph *g)
{
	uint32_t n = 0;

	memset(h, 0, sizeof(*h));
	h->number = mem_zeroed(sym_count(), sizeof(*h->number));
	for (size_t i = 0; i < g->seeds.n; i++)
		if (!h->number[g->seeds.v[i].home])
			h->number[g->seeds.v[i].home] = ++n;
	h->nwords = n / 64 + 1;
	h->set_of = mem_zeroed(g->funcs.n, sizeof(*h->set_of));
}

void homes_add(struct homes *h, func_t fn, sym_t home)
{
	uint32_t n = h->number[home];

	if (n)
		vec_push(&h->own, (struct home_of){fn, n - 1});
}

/* ---- sets ---- */

static uint64_t *set_at(struct homes *h, uint32_t set)
{
	return &h->sets.v[set * h->nwords];
}

static uint32_t *find_set(struct walk *w, const uint64_t *bits)
{
	size_t size = w->h->nwords * sizeof(*bits);
	size_t at = XXH3_64bits(bits, size) & (w->nindex - 1);

	while (w->index[at] && memcmp(set_at(w->h, w->index[at]), bits, size))
		at = (at + 1) & (w->nindex - 1);
	return &w->index[at];
}

static void grow_index(struct walk *w)
{
	free(w->index);
	w->nindex = w->nindex ? w->nindex * 2 : 1024;
	w->index = mem_zeroed(w->nindex, sizeof(*w->index));
	for (uint32_t i = 1; i < w->nsets; i++)
		*find_set(w, set_at(w->h, i)) = i;
}

/* The number of the set in w->now. */
static uint32_t intern(struct walk *w)
{
	uint64_t any = 0;
	uint32_t *at;

	for (size_t i = 0; i < w->h->nwords; i++)
		any |= w->now[i];
	if (!any)
		return 0;
	if (w->nsets * 2 >= w->nindex)
		grow_index(w);
	at = find_set(w, w->now);
	if (!*at) {
		*at = (uint32_t)w->nsets++;
		for (size_t i = 0; i < w->h->nwords; i++)
			vec_push(&w->h->sets, w->now[i]);
	}
	return *at;
}

static void add_set(struct walk *w, uint32_t set)
{
	const uint64_t *bits = set_at(w->h, set);

	for (size_t i = 0; set && i < w->h->nwords; i++)
		w->now[i] |= bits[i];
}

/* ---- components ---- */

static void add_member(struct walk *w, func_t fn)
{
	for (uint32_t i = w->own[fn]; i < w->own[fn + 1]; i++) {
		uint32_t m = w->h->own.v[i].module;

		w->now[m >> 6] |= 1ull << (m & 63);
	}
	for (uint32_t i = w->first[fn]; i < w->first[fn + 1]; i++)
		add_set(w, w->h->set_of[w->callees[i]]);
}

/* All that @fn reaches is done: its component gets one set. */
static void close_component(struct walk *w, func_t fn)
{
	size_t from = w->stack.n;
	uint32_t set;

	memset(w->now, 0, w->h->nwords * sizeof(*w->now));
	do {
		add_member(w, w->stack.v[--from]);
	} while (w->stack.v[from] != fn);
	set = intern(w);
	for (size_t i = from; i < w->stack.n; i++) {
		w->open[w->stack.v[i]] = 0;
		w->h->set_of[w->stack.v[i]] = set;
	}
	w->stack.n = from;
}

static void visit(struct walk *w, func_t fn)
{
	w->order[fn] = w->low[fn] = ++w->next;
	w->open[fn] = 1;
	vec_push(&w->stack, fn);
	vec_push(&w->frames, (struct frame){fn, w->first[fn]});
}

static void leave(struct walk *w)
{
	func_t fn = w->frames.v[--w->frames.n].fn;

	if (w->low[fn] == w->order[fn])
		close_component(w, fn);
	if (w->frames.n) {
		func_t up = w->frames.v[w->frames.n - 1].fn;

		if (w->low[fn] < w->low[up])
			w->low[up] = w->low[fn];
	}
}

static void components_from(struct walk *w, func_t root)
{
	visit(w, root);
	while (w->frames.n) {
		struct frame *at = &w->frames.v[w->frames.n - 1];
		func_t to;

		if (at->edge == w->first[at->fn + 1]) {
			leave(w);
			continue;
		}
		to = w->callees[at->edge++];
		if (!w->order[to])
			visit(w, to);
		else if (w->open[to] && w->order[to] < w->low[at->fn])
			w->low[at->fn] = w->order[to];
	}
}

static void index_callees(struct walk *w, const struct call_edge *calls,
			  size_t n)
{
	uint32_t *at = mem_zeroed(w->nfuncs + 1, sizeof(*at));

	w->first = mem_zeroed(w->nfuncs + 1, sizeof(*w->first));
	w->callees = mem_zeroed(n, sizeof(*w->callees));
	for (size_t i = 0; i < n; i++)
		w->first[calls[i].caller + 1]++;
	for (size_t i = 1; i <= w->nfuncs; i++)
		w->first[i] += w->first[i - 1];
	memcpy(at, w->first, (w->nfuncs + 1) * sizeof(*at));
	for (size_t i = 0; i < n; i++)
		w->callees[at[calls[i].caller]++] = calls[i].callee;
	free(at);
}

static void index_own(struct walk *w)
{
	const struct homes *h = w->h;

	w->own = mem_zeroed(w->nfuncs + 1, sizeof(*w->own));
	for (size_t i = 0; i < h->own.n; i++)
		w->own[h->own.v[i].fn + 1]++;
	for (size_t i = 1; i <= w->nfuncs; i++)
		w->own[i] += w->own[i - 1];
}

void homes_close(struct homes *h, const struct call_edge *calls, size_t n,
		 size_t nfuncs)
{
	struct walk w = {.h = h, .nfuncs = nfuncs, .nsets = 1};

	index_callees(&w, calls, n);
	index_own(&w);
	w.order = mem_zeroed(nfuncs, sizeof(*w.order));
	w.low = mem_zeroed(nfuncs, sizeof(*w.low));
	w.open = mem_zeroed(nfuncs, 1);
	w.now = mem_zeroed(h->nwords, sizeof(*w.now));
	for (size_t i = 0; i < h->nwords; i++)
		vec_push(&h->sets, 0); /* set 0 */
	for (func_t fn = 1; fn < nfuncs; fn++)
		if (!w.order[fn])
			components_from(&w, fn);
	vec_free(&w.stack);
	vec_free(&w.frames);
	vec_free(&h->own);
	free(w.first);
	free(w.callees);
	free(w.own);
	free(w.order);
	free(w.low);
	free(w.open);
	free(w.now);
	free(w.index);
}

static int has_number(const uint64_t *bits, uint32_t n)
{
	return n && (bits[(n - 1) >> 6] >> ((n - 1) & 63) & 1);
}

int homes_has(const struct homes *h, func_t fn, sym_t home)
{
	return has_number(&h->sets.v[h->set_of[fn] * h->nwords],
			  home ? h->number[home] : 0);
}

/* ---- who is written against whom ---- */

void homes_clients(struct homes *h, const struct graph *g,
		   const struct call_edge *calls, size_t n)
{
	h->clients = mem_zeroed((h->nwords * 64 + 1) * h->nwords,
				sizeof(*h->clients));
	for (size_t i = 0; i < n; i++) {
		uint32_t home = h->number[g->funcs.v[calls[i].callee].home];
		uint32_t client = h->number[g->funcs.v[calls[i].caller].home];

		if (calls[i].named == NAMED && home && client && home != client)
			h->clients[home * h->nwords + ((client - 1) >> 6)] |=
				1ull << ((client - 1) & 63);
	}
}

int homes_is_client(const struct homes *h, sym_t home, sym_t client)
{
	return has_number(&h->clients[h->number[home] * h->nwords],
			  h->number[client]);
}

void homes_end(struct homes *h)
{
	free(h->number);
	free(h->set_of);
	free(h->clients);
	vec_free(&h->sets);
	vec_free(&h->own);
}
