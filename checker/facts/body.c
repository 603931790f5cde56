// SPDX-License-Identifier: GPL-2.0-only
/*
 * The body of a function as bytes. Most numbers are small because they are
 * relative: an operand to the expression that has it, a use to the last
 * expression used, a line to the line before, a target to its block. The type
 * of a call or store is left out where it is the one that is expected.
 */
#include "facts/code.h"

#include "base/msg.h"

/* What was used and where, last. */
struct last {
	expr_t top; /* the highest expression */
	uint32_t line, call, args;
};

/* The first byte of an instruction. */
#define IS_STORE 1
#define HAS_FILE 2
#define HAS_TYPE 4
#define LINE_SAME 0
#define LINE_NEXT 8
#define LINE_FAR 16
#define LINE_BITS 24
#define CALL_NEXT 32
#define NARGS_SHIFT 6
#define NARGS_MANY 3u

/* The first byte of a block. */
#define TERM_BITS 7u
#define HAS_VALUE 8u
#define NEDGES_SHIFT 4
#define NEDGES_MANY 15u

static void x_byte(struct codec *c, uint8_t *x)
{
	if (c->mode != READ)
		buf_add(c->out, x, 1);
	else if (c->at < c->end)
		*x = *c->at++;
	else
		c->bad = 1;
}

/* a use of an expression */
static void x_use(struct codec *c, const struct func *f, expr_t *e,
		  struct last *last)
{
	x_near(c, e, last->top);
	if (*e >= f->exprs.n)
		c->bad = 1;
	else if (*e > last->top)
		last->top = *e;
}

/* ---- expressions ---- */

static void x_named(struct codec *c, struct named_set *s, struct named *n)
{
	uint64_t at = 0;

	if (c->mode == HASH) {
		x_sym(c, &n->name);
		x_sym(c, &n->field);
		return;
	}
	if (c->mode == WRITE)
		at = named_at(s, n->name, n->field);
	x_u64(c, &at);
	if (at >= s->all.n)
		c->bad = 1;
	else
		*n = s->all.v[at];
}

/* an operand: they come first, so there are no cycles */
static void x_operand(struct codec *c, expr_t *e, expr_t self)
{
	uint32_t back = self - *e;

	x_u32(c, &back);
	if (back - 1 >= self)
		c->bad = 1;
	*e = self - back;
}

static void check_number(struct codec *c, const struct func *f,
			 const struct expr *e)
{
	uint64_t n = (uint64_t)e->num;

	if ((e->op == E_PARAM && n >= f->params.n) ||
	    (e->op == E_LOCAL && n >= f->locals.n) ||
	    (e->op == E_CALL && n >= f->ncalls))
		c->bad = 1;
}

static sym_t x_number(struct codec *c, const struct func *f, struct expr *e)
{
	int64_t num = e->num;

	x_i64(c, &num);
	e->num = num;
	check_number(c, f, e);
	if (c->bad || (e->op != E_PARAM && e->op != E_LOCAL))
		return 0;
	return e->op == E_PARAM ? f->params.v[num].type : f->locals.v[num].type;
}

static sym_t x_name(struct codec *c, struct expr *e)
{
	struct named n = {.name = e->name};

	if (e->op == E_FUNC)
		x_named(c, &c->functions, &n);
	else
		x_sym(c, &n.name);
	e->name = n.name;
	return n.type;
}

static sym_t x_member(struct codec *c, struct expr *e, expr_t self)
{
	expr_t a = e->a;
	struct named n = {e->name, e->field, 0};

	x_operand(c, &a, self);
	x_named(c, &c->members, &n);
	e->a = a;
	e->name = n.name;
	e->field = n.field;
	return e->op == E_FIELD ? n.type : 0;
}

static void x_operands(struct codec *c, struct expr *e, expr_t self, int n)
{
	expr_t a = e->a, b = n > 1 ? e->b : 0, third = n > 2 ? e->c : 0;

	x_operand(c, &a, self);
	if (n > 1)
		x_operand(c, &b, self);
	if (n > 2)
		x_operand(c, &third, self);
	e->a = a;
	e->b = b;
	e->c = third;
}

/* Return: the type that a call of it or a store to it is expected to have */
static sym_t x_expr(struct codec *c, const struct func *f, struct expr *e,
		    expr_t self)
{
	x_byte(c, &e->op);
	if (e->op >= EXPR_OPS) {
		c->bad = 1;
		return 0;
	}
	switch (expr_shape(e->op)) {
	case SHAPE_leaf:
		break;
	case SHAPE_num:
		return x_number(c, f, e);
	case SHAPE_name:
		return x_name(c, e);
	case SHAPE_member:
		return x_member(c, e, self);
	case SHAPE_unary:
		x_operands(c, e, self, 1);
		break;
	case SHAPE_binary:
		x_operands(c, e, self, 2);
		break;
	case SHAPE_ternary:
		x_operands(c, e, self, 3);
		break;
	}
	return 0;
}

/* the first one is unknown in every function */
static void x_exprs(struct codec *c, struct func *f)
{
	vec_clear(&c->expect);
	vec_push(&c->expect, 0);
	for (expr_t i = 1; i < f->exprs.n && !c->bad; i++)
		vec_push(&c->expect, x_expr(c, f, &f->exprs.v[i], i));
}

/* ---- instructions ---- */

static uint32_t min_u32(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static sym_t expected(const struct codec *c, const struct instr *i)
{
	return c->mode == HASH || c->bad ? 0 : c->expect.v[i->a];
}

/* The first type seen is the one that is expected from then on. */
static void learn(struct codec *c, const struct func *f, const struct instr *i)
{
	const struct expr *e = &f->exprs.v[i->a];
	struct named *n;

	if (e->op == E_FUNC)
		n = &c->functions.all.v[named_at(&c->functions, e->name, 0)];
	else if (e->op == E_FIELD)
		n = &c->members.all.v[named_at(&c->members, e->name, e->field)];
	else
		return;
	if (!n->type)
		n->type = i->sig;
}

static uint8_t describe(const struct codec *c, const struct instr *i,
			const struct last *last)
{
	uint32_t how = i->file ? HAS_FILE : 0;

	how |= i->line == last->line	   ? LINE_SAME
	       : i->line == last->line + 1 ? LINE_NEXT
					   : LINE_FAR;
	if (i->sig != expected(c, i))
		how |= HAS_TYPE;
	if (i->op == I_STORE)
		return (uint8_t)(how | IS_STORE);
	if (i->b == last->call)
		how |= CALL_NEXT;
	return (uint8_t)(how | min_u32(i->nargs, NARGS_MANY) << NARGS_SHIFT);
}

static void x_args(struct codec *c, struct func *f, struct instr *i,
		   uint8_t how, struct last *last)
{
	uint32_t n = c->mode == READ ? how >> NARGS_SHIFT : i->nargs;
	uint32_t from = i->args;

	if (how >> NARGS_SHIFT == NARGS_MANY)
		x_u32(c, &n);
	if (c->mode == READ) {
		from = last->args;
		if (n > f->args.n - from || n > UINT16_MAX) {
			c->bad = 1;
			return;
		}
		i->nargs = (uint16_t)n;
		i->args = n ? from : 0;
	}
	last->args += n;
	for (uint32_t k = 0; k < n; k++)
		x_use(c, f, &f->args.v[from + k], last);
}

static void x_call(struct codec *c, struct func *f, struct instr *i,
		   uint8_t how, struct last *last)
{
	if (how & CALL_NEXT)
		i->b = last->call;
	else
		x_near(c, &i->b, last->call);
	if (i->b >= f->ncalls)
		c->bad = 1;
	last->call = i->b + 1;
	x_args(c, f, i, how, last);
}

static void x_place(struct codec *c, struct instr *i, uint8_t how,
		    struct last *last)
{
	uint32_t col = i->col, line = i->line;
	sym_t file = i->file;

	if ((how & LINE_BITS) == LINE_FAR)
		x_near(c, &line, last->line);
	else
		line = last->line + ((how & LINE_BITS) == LINE_NEXT);
	x_u32(c, &col);
	if (how & HAS_FILE)
		x_sym(c, &file);
	i->line = last->line = line;
	i->col = (uint16_t)col;
	i->file = file;
}

static void x_instr(struct codec *c, struct func *f, struct instr *i,
		    struct last *last)
{
	uint8_t how = c->mode == READ ? 0 : describe(c, i, last);

	if (c->learning)
		learn(c, f, i);
	x_byte(c, &how);
	i->op = how & IS_STORE ? I_STORE : I_CALL;
	x_place(c, i, how, last);
	x_use(c, f, &i->a, last);
	if (how & HAS_TYPE)
		x_sym(c, &i->sig);
	else
		i->sig = expected(c, i);
	if (i->op == I_STORE)
		x_use(c, f, &i->b, last);
	else
		x_call(c, f, i, how, last);
}

/* ---- blocks ---- */

static void x_range(struct codec *c, struct func *f, struct edge *e,
		    int64_t *before, uint32_t *nranges)
{
	uint32_t at = c->mode == READ ? (*nranges)++ : e->range;
	struct range *r;
	int64_t lo, width;

	if (at >= f->ranges.n) {
		c->bad = 1;
		return;
	}
	r = &f->ranges.v[at];
	lo = (int64_t)((uint64_t)r->lo - (uint64_t)*before);
	width = (int64_t)((uint64_t)r->hi - (uint64_t)r->lo);
	x_i64(c, &lo);
	x_i64(c, &width);
	r->lo = (int64_t)((uint64_t)*before + (uint64_t)lo);
	r->hi = (int64_t)((uint64_t)r->lo + (uint64_t)width);
	e->range = at;
	*before = r->lo;
}

static void x_edges(struct codec *c, struct func *f, const struct block *b,
		    uint32_t self, uint32_t *nranges)
{
	int64_t before = 0;

	for (uint32_t i = 0; i < b->nedges && !c->bad; i++) {
		struct edge *e = &f->edges.v[b->edges + i];

		x_near(c, &e->block, self);
		if (e->block >= f->blocks.n)
			c->bad = 1;
		if (b->term == T_SWITCH && i + 1 < b->nedges)
			x_range(c, f, e, &before, nranges);
	}
}

static void x_shape(struct codec *c, struct block *b, int *has_value,
		    uint32_t *line)
{
	uint32_t n = b->nedges, at = b->line;
	uint8_t how = (uint8_t)(b->term | (*has_value ? HAS_VALUE : 0) |
				min_u32(n, NEDGES_MANY) << NEDGES_SHIFT);

	x_u32(c, &b->ninstrs);
	x_byte(c, &how);
	if (c->mode == READ)
		n = how >> NEDGES_SHIFT;
	if (how >> NEDGES_SHIFT == NEDGES_MANY)
		x_u32(c, &n);
	x_near(c, &at, *line);
	b->term = how & TERM_BITS;
	*has_value = how & HAS_VALUE ? 1 : 0;
	b->nedges = n;
	b->line = *line = at;
	c->bad |= b->term > T_STOP || (b->term == T_BRANCH && n != 2);
}

static void x_block(struct codec *c, struct func *f, struct block *b,
		    struct last *last, uint32_t *line, uint32_t *nranges)
{
	int has_value = b->value != 0;

	x_shape(c, b, &has_value, line);
	if (b->ninstrs > f->instrs.n - b->instrs ||
	    b->nedges > f->edges.n - b->edges)
		c->bad = 1;
	for (uint32_t i = 0; i < b->ninstrs && !c->bad; i++)
		x_instr(c, f, &f->instrs.v[b->instrs + i], last);
	if (has_value)
		x_use(c, f, &b->value, last);
	x_edges(c, f, b, (uint32_t)(b - f->blocks.v), nranges);
}

static void x_blocks(struct codec *c, struct func *f)
{
	uint32_t instrs = 0, edges = 0, nranges = 0, line = f->line;
	struct last last = {.line = f->line};

	for (uint32_t i = 0; i < f->blocks.n && !c->bad; i++) {
		struct block *b = &f->blocks.v[i];

		b->instrs = instrs;
		b->edges = edges;
		x_block(c, f, b, &last, &line, &nranges);
		instrs += b->ninstrs;
		edges += b->nedges;
	}
	c->bad |= instrs != f->instrs.n || edges != f->edges.n ||
		  nranges > f->ranges.n;
}

/* ---- functions ---- */

static void x_var(struct codec *c, struct var *v)
{
	x_sym(c, &v->name);
	x_sym(c, &v->type);
}

/* How many there are; room for them when they are read. */
#define x_room(c, V)                                                    \
	do {                                                            \
		(V)->n = (uint32_t)x_count((c), (V)->n);                \
		if ((c)->mode == READ && (V)->n)                        \
			(V)->v = arena_alloc((c)->mem,                  \
					     (V)->n * sizeof(*(V)->v)); \
	} while (0)

static void x_rooms(struct codec *c, struct func *f)
{
	x_room(c, &f->params);
	x_room(c, &f->locals);
	x_room(c, &f->exprs);
	x_room(c, &f->instrs);
	x_room(c, &f->args);
	x_room(c, &f->blocks);
	x_room(c, &f->edges);
	x_room(c, &f->ranges);
	c->bad |= !f->blocks.n || !f->exprs.n;
}

void x_body(struct codec *c, struct func *f)
{
	x_sym(c, &f->sig);
	x_sym(c, &f->ret);
	x_sym(c, &f->alias);
	x_near(c, &f->end, f->line);
	x_u32(c, &f->ncalls);
	x_rooms(c, f);
	for (uint32_t i = 0; i < f->params.n && !c->bad; i++)
		x_var(c, &f->params.v[i]);
	for (uint32_t i = 0; i < f->locals.n && !c->bad; i++)
		x_var(c, &f->locals.v[i]);
	x_exprs(c, f);
	if (!c->bad)
		x_blocks(c, f);
}
