// SPDX-License-Identifier: GPL-2.0-only
/*
 * A block depends on a branch if not all ways on from there come to it. What
 * follows `if (err) return err;` does so, too, but in kernel code that is the
 * rule: it only counts if there is at least as much beside it, on the other
 * ways, as there is on those that come to it alone.
 */
#include "findings/conditions.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MAX_BLOCKS 2048

/* Blocks reached from each block, edges back into a loop left out. */
struct reach {
	const struct func *f;
	size_t words;
	uint64_t *bits; /* block -> bitmap */
	uint8_t *seen;
	uint32_t *order, n; /* what is reached comes before who reaches it */
};

static uint64_t *reached(const struct reach *r, uint32_t block)
{
	return r->bits + block * r->words;
}

/* Depth first, without recursion: functions can be long. */
static void number_blocks(struct reach *r)
{
	const struct func *f = r->f;
	struct {
		uint32_t block, edge;
	} *stack = mem_zeroed(f->blocks.n, sizeof(*stack));
	size_t n = 0;

	stack[n++].block = 0;
	r->seen[0] = 1;
	while (n) {
		const struct block *b = &f->blocks.v[stack[n - 1].block];
		uint32_t to;

		if (stack[n - 1].edge == b->nedges) {
			r->order[r->n++] = stack[--n].block;
			continue;
		}
		to = f->edges.v[b->edges + stack[n - 1].edge++].block;
		if (r->seen[to])
			continue;
		r->seen[to] = 1;
		stack[n].block = to;
		stack[n++].edge = 0;
	}
	free(stack);
}

/* Along an edge back into a loop nothing is reached yet. */
static void close_reach(struct reach *r)
{
	for (uint32_t i = 0; i < r->n; i++) {
		uint32_t at = r->order[i];
		const struct block *b = &r->f->blocks.v[at];
		uint64_t *bits = reached(r, at);

		bits[at >> 6] |= 1ull << (at & 63);
		for (uint32_t k = 0; k < b->nedges; k++) {
			uint32_t to = r->f->edges.v[b->edges + k].block;

			for (size_t w = 0; w < r->words; w++)
				bits[w] |= reached(r, to)[w];
		}
	}
}

static unsigned count(const uint64_t *a, const uint64_t *without, size_t words)
{
	unsigned n = 0;

	for (size_t w = 0; w < words; w++)
		n += (unsigned)__builtin_popcountll(
			a[w] & ~(without ? without[w] : 0));
	return n;
}

/* The blocks that only one way on from @at comes to depend on it. */
static void count_branch(const struct reach *r, uint32_t at, uint8_t *out)
{
	const struct block *b = &r->f->blocks.v[at];
	uint64_t *rest = mem_zeroed(r->words, sizeof(*rest));

	for (uint32_t k = 0; k < b->nedges; k++) {
		const uint64_t *mine =
			reached(r, r->f->edges.v[b->edges + k].block);

		memset(rest, 0, r->words * sizeof(*rest));
		for (uint32_t i = 0; i < b->nedges; i++)
			for (size_t w = 0; i != k && w < r->words; w++)
				rest[w] |= reached(
					r,
					r->f->edges.v[b->edges + i].block)[w];
		if (count(mine, rest, r->words) > count(rest, NULL, r->words))
			continue;
		for (uint32_t to = 0; to < r->f->blocks.n; to++)
			if ((mine[to >> 6] & ~rest[to >> 6]) >> (to & 63) & 1 &&
			    out[to] < MAX_CONDITIONS)
				out[to]++;
	}
	free(rest);
}

/* By block. */
static void count_all(const struct func *f, uint8_t *blocks)
{
	struct reach r = {.f = f, .words = (f->blocks.n + 63) / 64};

	r.bits = mem_zeroed(f->blocks.n * r.words, sizeof(uint64_t));
	r.seen = mem_zeroed(f->blocks.n, 1);
	r.order = mem_zeroed(f->blocks.n, sizeof(*r.order));
	number_blocks(&r);
	close_reach(&r);
	for (uint32_t i = 0; i < r.n; i++) {
		const struct block *b = &f->blocks.v[r.order[i]];

		if (b->nedges > 1 && b->term != T_GOTO)
			count_branch(&r, r.order[i], blocks);
	}
	free(r.bits);
	free(r.seen);
	free(r.order);
}

/* By instruction. */
static const uint8_t *look_at(struct conditions *x, const struct func *f)
{
	uint8_t *out = arena_alloc(&x->mem, f->instrs.n + 1);
	uint8_t *blocks;

	if (!f->blocks.n || f->blocks.n > MAX_BLOCKS)
		return out;
	blocks = mem_zeroed(f->blocks.n, 1);
	count_all(f, blocks);
	for (uint32_t i = 0; i < f->blocks.n; i++)
		memset(out + f->blocks.v[i].instrs, blocks[i],
		       f->blocks.v[i].ninstrs);
	free(blocks);
	return out;
}

void conditions_begin(struct conditions *x, const struct graph *g)
{
	memset(x, 0, sizeof(*x));
	x->g = g;
	x->of = mem_zeroed(g->funcs.n, sizeof(*x->of));
}

void conditions_end(struct conditions *x)
{
	free(x->of);
	arena_free(&x->mem);
}

unsigned conditions_at(struct conditions *x, func_t fn, uint32_t instr)
{
	const struct func *f = x->g->funcs.v[fn].f;

	if (!f || instr >= f->instrs.n)
		return 0;
	if (!x->of[fn])
		x->of[fn] = look_at(x, f);
	return x->of[fn][instr];
}
