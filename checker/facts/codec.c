// SPDX-License-Identifier: GPL-2.0-only
/*
 * Summaries as bytes. One description of the layout serves writing, reading
 * and hashing: each x_*() moves one value in the direction of the codec.
 *
 *	"GFPCHK\n" version | strings | unit | globals | functions | xxh64
 *
 * Numbers are LEB128, signed ones zigzag; strings are indices into the table.
 * Functions carry their length, so that a known header copy is skipped.
 */
#include "facts/facts.h"
#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "GFPCHK\n"
#define MAGIC_LEN 7

enum mode { READ, WRITE, HASH };

struct codec {
	enum mode mode;
	struct buf *out;
	const uint8_t *at, *end; /* READ */
	int bad;
	VEC(sym_t) strings; /* READ: index -> sym; WRITE: in order of use */
	uint32_t *index;    /* WRITE: sym -> index + 1 */
	sym_t nindex;
};

static uint64_t take_varint(struct codec *c)
{
	uint64_t x = 0;

	for (int shift = 0; shift < 64; shift += 7) {
		if (c->at >= c->end)
			break;
		x |= (uint64_t)(*c->at & 0x7f) << shift;
		if (!(*c->at++ & 0x80))
			return x;
	}
	c->bad = 1;
	return 0;
}

static void x_u64(struct codec *c, uint64_t *x)
{
	if (c->mode == READ)
		*x = take_varint(c);
	else
		buf_varint(c->out, *x);
}

static void x_u32(struct codec *c, uint32_t *x)
{
	uint64_t v = *x;

	x_u64(c, &v);
	*x = (uint32_t)v;
}

static void x_u16(struct codec *c, uint16_t *x)
{
	uint64_t v = *x;

	x_u64(c, &v);
	*x = (uint16_t)v;
}

static void x_u8(struct codec *c, uint8_t *x)
{
	uint64_t v = *x;

	x_u64(c, &v);
	*x = (uint8_t)v;
}

static void x_i64(struct codec *c, int64_t *x)
{
	uint64_t v = ((uint64_t)*x << 1) ^ (uint64_t)(*x >> 63);

	x_u64(c, &v);
	*x = (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

static void x_fixed(struct codec *c, uint64_t *x)
{
	if (c->mode != READ) {
		buf_add(c->out, x, sizeof(*x));
	} else if (c->end - c->at < (ptrdiff_t)sizeof(*x)) {
		c->bad = 1;
	} else {
		memcpy(x, c->at, sizeof(*x));
		c->at += sizeof(*x);
	}
}

static uint32_t string_index(struct codec *c, sym_t s)
{
	if (!s)
		return 0;
	if (!c->index[s]) {
		vec_push(&c->strings, s);
		c->index[s] = (uint32_t)c->strings.n;
	}
	return c->index[s];
}

static void x_sym(struct codec *c, sym_t *s)
{
	uint64_t i;

	switch (c->mode) {
	case HASH:
		buf_add(c->out, sym_str(*s), strlen(sym_str(*s)) + 1);
		break;
	case WRITE:
		buf_varint(c->out, string_index(c, *s));
		break;
	case READ:
		i = take_varint(c);
		if (i > c->strings.n)
			c->bad = 1;
		else
			*s = i ? c->strings.v[i - 1] : 0;
		break;
	}
}

/* A count may not promise more elements than there are bytes left. */
static size_t x_count(struct codec *c, size_t n)
{
	uint64_t v = n;

	x_u64(c, &v);
	if (c->mode == READ && v > (uint64_t)(c->end - c->at)) {
		c->bad = 1;
		return 0;
	}
	return (size_t)v;
}

/* What is read never grows: exactly as much memory as it needs. */
static void *zeroed(size_t n, size_t size)
{
	void *p = n ? calloc(n, size) : NULL;

	if (n && !p)
		die("out of memory (%zu bytes asked for)", n * size);
	return p;
}

#define x_vec(c, V, each)                                       \
	do {                                                    \
		size_t n_ = x_count((c), (V)->n);               \
                                                                \
		if ((c)->mode == READ) {                        \
			(V)->v = zeroed(n_, sizeof(*(V)->v));   \
			(V)->n = (V)->cap = n_;                 \
		}                                               \
		for (size_t i_ = 0; i_ < n_ && !(c)->bad; i_++) \
			each((c), &(V)->v[i_]);                 \
	} while (0)

static void x_expr(struct codec *c, struct expr *e)
{
	x_u8(c, &e->op);
	if (e->op >= EXPR_OPS) {
		c->bad = 1;
		return;
	}
	switch (expr_shape(e->op)) {
	case SHAPE_leaf:
		break;
	case SHAPE_num:
		x_i64(c, &e->num);
		break;
	case SHAPE_name:
		x_sym(c, &e->name);
		break;
	case SHAPE_member:
		x_u32(c, &e->a);
		x_sym(c, &e->name);
		x_sym(c, &e->field);
		break;
	case SHAPE_ternary:
		x_u32(c, &e->c); /* fall through */
	case SHAPE_binary:
		x_u32(c, &e->b); /* fall through */
	case SHAPE_unary:
		x_u32(c, &e->a);
		break;
	}
}

static void x_instr(struct codec *c, struct instr *i)
{
	x_u8(c, &i->op);
	x_u32(c, &i->line);
	x_u16(c, &i->col);
	x_sym(c, &i->file);
	x_sym(c, &i->sig);
	x_u32(c, &i->a);
	x_u32(c, &i->b);
	if (i->op == I_CALL) {
		x_u16(c, &i->nargs);
		x_u32(c, &i->args);
	}
}

static void x_edge(struct codec *c, struct edge *e)
{
	x_u32(c, &e->block);
	x_i64(c, &e->lo);
	x_i64(c, &e->hi);
}

static void x_block(struct codec *c, struct block *b)
{
	x_u32(c, &b->ninstrs);
	x_u32(c, &b->nedges);
	x_u8(c, &b->term);
	x_u32(c, &b->line);
	x_u32(c, &b->value);
}

static void x_var(struct codec *c, struct var *v)
{
	x_sym(c, &v->name);
	x_sym(c, &v->type);
}

static void x_global(struct codec *c, struct global *g)
{
	uint8_t is_static = (uint8_t)g->is_static;

	x_sym(c, &g->name);
	x_sym(c, &g->type);
	x_sym(c, &g->file);
	x_u32(c, &g->line);
	x_u8(c, &is_static);
	g->is_static = is_static;
}

/* Offsets of instructions and edges follow from the counts. */
static void number_blocks(struct codec *c, struct func *f)
{
	uint32_t instrs = 0, edges = 0;

	for (size_t i = 0; i < f->blocks.n; i++) {
		struct block *b = &f->blocks.v[i];

		b->instrs = instrs;
		b->edges = edges;
		instrs += b->ninstrs;
		edges += b->nedges;
		if (instrs > f->instrs.n || edges > f->edges.n)
			c->bad = 1;
	}
}

static void check_expr(struct codec *c, const struct func *f, size_t at)
{
	const struct expr *e = &f->exprs.v[at];

	if (at && (e->a >= at || e->b >= at || e->c >= at))
		c->bad = 1; /* operands come first: no cycles */
	if (e->op == E_PARAM && (uint64_t)e->num >= f->params.n)
		c->bad = 1;
	if (e->op == E_LOCAL && (uint64_t)e->num >= f->locals.n)
		c->bad = 1;
	if (e->op == E_CALL && (uint64_t)e->num >= f->ncalls)
		c->bad = 1;
}

static void check_instr(struct codec *c, const struct func *f,
			const struct instr *i)
{
	if (i->op > I_STORE || i->a >= f->exprs.n)
		c->bad = 1;
	else if (i->op == I_STORE && i->b >= f->exprs.n)
		c->bad = 1;
	else if (i->op == I_CALL &&
		 (i->b >= f->ncalls || i->args + i->nargs > f->args.n))
		c->bad = 1;
}

/* What was read may index only what is there. */
static void check_func(struct codec *c, struct func *f)
{
	for (size_t i = 0; i < f->exprs.n && !c->bad; i++)
		check_expr(c, f, i);
	for (size_t i = 0; i < f->instrs.n && !c->bad; i++)
		check_instr(c, f, &f->instrs.v[i]);
	for (size_t i = 0; i < f->args.n; i++)
		c->bad |= f->args.v[i] >= f->exprs.n;
	for (size_t i = 0; i < f->edges.n; i++)
		c->bad |= f->edges.v[i].block >= f->blocks.n;
	for (size_t i = 0; i < f->blocks.n; i++)
		c->bad |= f->blocks.v[i].value >= f->exprs.n ||
			  (f->blocks.v[i].term == T_BRANCH &&
			   f->blocks.v[i].nedges != 2) ||
			  f->blocks.v[i].term > T_STOP;
	c->bad |= !f->blocks.n || !f->exprs.n;
}

static void x_body(struct codec *c, struct func *f)
{
	x_sym(c, &f->sig);
	x_sym(c, &f->ret);
	x_sym(c, &f->alias);
	x_u32(c, &f->end);
	x_u32(c, &f->ncalls);
	x_vec(c, &f->params, x_var);
	x_vec(c, &f->locals, x_var);
	x_vec(c, &f->exprs, x_expr);
	x_vec(c, &f->args, x_u32);
	x_vec(c, &f->instrs, x_instr);
	x_vec(c, &f->edges, x_edge);
	x_vec(c, &f->blocks, x_block);
	if (c->mode == READ) {
		number_blocks(c, f);
		if (!c->bad)
			check_func(c, f);
	}
}

static void x_head(struct codec *c, struct func *f)
{
	x_sym(c, &f->name);
	x_sym(c, &f->file);
	x_u32(c, &f->line);
	x_u8(c, &f->flags);
}

void func_seal(struct func *f)
{
	struct buf bytes = {0};
	struct codec c = {.mode = HASH, .out = &bytes};

	x_head(&c, f);
	x_body(&c, f);
	f->hash = XXH3_64bits(bytes.v, bytes.n);
	buf_free(&bytes);
}

static void write_func(struct codec *c, struct func *f)
{
	struct buf body = {0}, *out = c->out;

	x_head(c, f);
	x_fixed(c, &f->hash);
	c->out = &body;
	x_body(c, f);
	c->out = out;
	buf_varint(out, body.n);
	buf_add(out, body.v, body.n);
	buf_free(&body);
}

static void x_unit(struct codec *c, struct summary *s)
{
	uint8_t status = (uint8_t)s->status;

	x_sym(c, &s->src);
	x_sym(c, &s->obj);
	x_sym(c, &s->modname);
	x_u8(c, &status);
	s->status = status;
	x_sym(c, &s->reason);
	x_fixed(c, &s->command);
	x_fixed(c, &s->inputs);
	x_vec(c, &s->globals, x_global);
}

void summary_write(const struct summary *s, struct buf *out)
{
	struct buf body = {0};
	struct codec c = {.mode = WRITE, .out = &body};
	size_t start = out->n;
	uint64_t sum;

	c.index = calloc(sym_count(), sizeof(*c.index));
	if (!c.index)
		die("out of memory");
	x_unit(&c, (struct summary *)s);
	buf_varint(&body, s->funcs.n);
	for (size_t i = 0; i < s->funcs.n; i++)
		write_func(&c, s->funcs.v[i]);

	buf_add(out, MAGIC, MAGIC_LEN);
	buf_varint(out, FACTS_VERSION);
	buf_varint(out, c.strings.n);
	for (size_t i = 0; i < c.strings.n; i++) {
		const char *text = sym_str(c.strings.v[i]);

		buf_varint(out, strlen(text));
		buf_puts(out, text);
	}
	buf_add(out, body.v, body.n);
	sum = XXH3_64bits(out->v + start, out->n - start);
	buf_add(out, &sum, sizeof(sum));
	buf_free(&body);
	vec_free(&c.strings);
	free(c.index);
}

static void read_strings(struct codec *c)
{
	size_t n = x_count(c, 0);

	for (size_t i = 0; i < n && !c->bad; i++) {
		size_t len = x_count(c, 0);

		if (c->bad)
			return;
		vec_push(&c->strings, sym_n((const char *)c->at, len));
		c->at += len;
	}
}

static void read_funcs(struct codec *c, struct summary *s,
		       int (*keep)(sym_t, sym_t, uint32_t, uint64_t, void *),
		       void *arg)
{
	size_t n = x_count(c, 0);

	for (size_t i = 0; i < n && !c->bad; i++) {
		struct func head = {0}, *f;
		size_t len;

		x_head(c, &head);
		x_fixed(c, &head.hash);
		len = x_count(c, 0);
		if (c->bad)
			return;
		if (keep && (head.flags & F_HEADER) &&
		    !keep(head.name, head.file, head.line, head.hash, arg)) {
			c->at += len;
			continue;
		}
		f = arena_alloc(&s->mem, sizeof(*f));
		*f = head;
		vec_push(&s->funcs, f);
		x_body(c, f);
	}
}

static const char *check_frame(const uint8_t *p, size_t n)
{
	uint64_t sum;

	if (n < MAGIC_LEN || memcmp(p, MAGIC, MAGIC_LEN))
		return "is no summary of gfpcheck";
	if (n < MAGIC_LEN + 1 + sizeof(sum))
		return "is truncated";
	if (p[MAGIC_LEN] != FACTS_VERSION)
		return "was written by another version of gfpcheck";
	memcpy(&sum, p + n - sizeof(sum), sizeof(sum));
	if (sum != XXH3_64bits(p, n - sizeof(sum)))
		return "is truncated or damaged";
	return NULL;
}

int summary_read(struct summary *s, const void *p, size_t n,
		 int (*keep)(sym_t, sym_t, uint32_t, uint64_t, void *),
		 void *arg, const char **why)
{
	const uint8_t *bytes = p;
	struct codec c = {.mode = READ};

	*why = check_frame(bytes, n);
	if (*why)
		return -1;
	c.at = bytes + MAGIC_LEN + 1;
	c.end = bytes + n - sizeof(uint64_t);
	read_strings(&c);
	if (!c.bad)
		x_unit(&c, s);
	if (!c.bad)
		read_funcs(&c, s, keep, arg);
	vec_free(&c.strings);
	if (!c.bad)
		return 0;
	*why = "is damaged";
	summary_free(s);
	return -1;
}
