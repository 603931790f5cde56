// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of facts/: a summary as bytes and back, whole and damaged. */
#include "facts/facts.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static expr_t of(struct func *f, struct expr e)
{
	return func_expr(f, e);
}

/* every shape of expression, several of them shared */
static void add_exprs(struct func *f, expr_t out[8])
{
	expr_t p = of(f, (struct expr){.op = E_PARAM, .num = 1});
	expr_t field = of(f, (struct expr){.op = E_FIELD,
					   .a = p,
					   .name = sym("lo"),
					   .field = sym("work")});
	expr_t big = of(f, (struct expr){.op = E_CONST, .num = INT64_MIN + 1});

	out[0] = of(f, (struct expr){.op = E_FUNC, .name = sym("start")});
	out[1] = of(f, (struct expr){.op = E_ADDR, .a = field});
	out[2] = of(f, (struct expr){.op = E_LOCAL, .num = 70});
	out[3] = of(f,
		    (struct expr){.op = E_COND, .a = p, .b = big, .c = out[2]});
	out[4] = of(f, (struct expr){.op = E_GLOBAL, .name = sym("all")});
	out[5] = of(f, (struct expr){.op = E_INDEX, .a = out[4]});
	out[6] = of(f, (struct expr){.op = E_CALL, .num = 0});
	out[7] = field;
}

static void add_call(struct func *f, const expr_t e[8], uint32_t nargs,
		     uint32_t line)
{
	struct instr i = {.op = I_CALL,
			  .a = e[0],
			  .b = f->ncalls++,
			  .line = line,
			  .col = 300,
			  .nargs = (uint16_t)nargs,
			  .args = nargs ? f->args.n : 0,
			  .sig = sym(nargs % 2 ? "int ()" : "void ()")};

	for (uint32_t k = 0; k < nargs; k++)
		vec_push(&f->args, e[k % 8]);
	vec_push(&f->instrs, i);
}

static void add_blocks(struct func *f, const expr_t e[8])
{
	uint32_t calls = f->instrs.n;

	vec_push(&f->instrs, (struct instr){.op = I_STORE,
					    .a = e[7],
					    .b = e[3],
					    .line = 5,
					    .file = sym("other.h"),
					    .sig = sym("struct work")});
	vec_push(&f->ranges, (struct range){-5, 9});
	vec_push(&f->ranges, (struct range){INT64_MAX - 1, INT64_MAX});
	for (uint32_t k = 0; k < 3; k++)
		vec_push(&f->edges, (struct edge){k, k < 2 ? k : 0});
	vec_push(&f->edges, (struct edge){2, 0});
	vec_push(&f->blocks, (struct block){.ninstrs = calls,
					    .nedges = 3,
					    .term = T_SWITCH,
					    .line = 77,
					    .value = e[6]});
	vec_push(&f->blocks, (struct block){.instrs = calls,
					    .ninstrs = 1,
					    .edges = 3,
					    .nedges = 1,
					    .term = T_GOTO,
					    .line = 3});
	vec_push(&f->blocks, (struct block){.instrs = calls + 1,
					    .edges = 4,
					    .term = T_RETURN,
					    .value = e[1]});
}

static void add_func(struct summary *s, const char *name, uint8_t flags)
{
	struct func *f = func_new(s);
	expr_t e[8];

	f->name = sym(name);
	f->file = sym("a.c");
	f->sig = sym("int (int, struct lo *)");
	f->line = 40;
	f->end = 99;
	f->flags = flags;
	vec_push(&f->params, (struct var){sym("n"), sym("int")});
	vec_push(&f->params, (struct var){sym("lo"), sym("struct lo *")});
	for (int i = 0; i < 80; i++)
		vec_push(&f->locals, (struct var){sym("x"), sym("int")});
	add_exprs(f, e);
	for (uint32_t n = 0; n < 9; n++)
		add_call(f, e, n, 41 + n * n);
	add_blocks(f, e);
	func_seal(f);
	vec_push(&s->funcs, f);
}

static void make(struct summary *s)
{
	memset(s, 0, sizeof(*s));
	s->src = sym("a.c");
	s->obj = sym("a.o");
	s->command = 12345;
	vec_push(&s->globals,
		 (struct global){sym("all"), sym("int *"), sym("a.c"), 3, 1});
	add_func(s, "own", F_STATIC | F_DEAD);
	add_func(s, "shared", F_STATIC | F_HEADER);
	add_func(s, "own_too", 0);
}

static int read_back(const struct buf *b, struct buf *text, struct buf *again)
{
	struct summary s = {0};
	const char *why;

	if (summary_read(&s, b->v, b->n, NULL, NULL, &why))
		return -1;
	summary_dump(&s, text);
	summary_write(&s, again);
	summary_free(&s);
	return 0;
}

static void test_round_trip(const struct summary *s, const struct buf *b)
{
	struct buf want = {0}, got = {0}, again = {0};

	summary_dump(s, &want);
	ok(!read_back(b, &got, &again), "a summary can be read");
	ok(want.n == got.n && !memcmp(want.v, got.v, want.n),
	   "it says what it said");
	ok(again.n == b->n && !memcmp(again.v, b->v, b->n),
	   "and is written in the same bytes again");
	buf_free(&want);
	buf_free(&got);
	buf_free(&again);
}

static int skip(sym_t name, sym_t file, uint32_t line, uint64_t hash, void *arg)
{
	(void)file;
	(void)line;
	*(uint64_t *)arg = hash;
	return name != sym("shared");
}

static void test_skip(const struct summary *want, const struct buf *b)
{
	struct arena mem = {0};
	struct summary s = {.heads = &mem, .bodies = &mem};
	uint64_t hash = 0;
	const char *why;

	ok(!summary_read(&s, b->v, b->n, skip, &hash, &why) && s.funcs.n == 2 &&
		   s.funcs.v[1]->name == sym("own_too") &&
		   s.funcs.v[1]->instrs.n == want->funcs.v[2]->instrs.n,
	   "a known header function is skipped, what follows is read");
	ok(hash == want->funcs.v[1]->hash, "it is known by its hash");
	func_seal(s.funcs.v[1]);
	ok(s.funcs.v[1]->hash == want->funcs.v[2]->hash,
	   "what was read has the hash of what was written");
	summary_free(&s);
	arena_free(&mem);
}

static void test_truncated(const struct buf *b)
{
	int good = 1;

	for (size_t n = 0; n < b->n; n++) {
		struct buf part = *b, text = {0}, again = {0};

		part.n = n;
		good &= read_back(&part, &text, &again) < 0;
		buf_free(&text);
		buf_free(&again);
	}
	ok(good, "each truncated one is refused");
}

/* with a checksum that fits: the reader must not run wild (see SAN=1) */
static void test_damaged(const struct buf *b)
{
	size_t body = b->n - sizeof(uint64_t), refused = 0;

	for (size_t at = 8; at < body; at++) {
		for (unsigned bit = 1; bit < 256; bit <<= 1) {
			struct buf bad = {0}, text = {0}, again = {0};
			uint64_t sum;

			buf_add(&bad, b->v, b->n);
			bad.v[at] = (char)(bad.v[at] ^ (char)bit);
			sum = XXH3_64bits(bad.v, body);
			memcpy(bad.v + body, &sum, sizeof(sum));
			refused += read_back(&bad, &text, &again) < 0;
			buf_free(&bad);
			buf_free(&text);
			buf_free(&again);
		}
	}
	ok(refused > 0, "damaged ones are read or refused");
}

int main(void)
{
	struct summary s;
	struct buf b = {0};

	make(&s);
	summary_write(&s, &b);
	test_round_trip(&s, &b);
	test_skip(&s, &b);
	test_truncated(&b);
	test_damaged(&b);
	summary_free(&s);
	buf_free(&b);
	return tap_end();
}
