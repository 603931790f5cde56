// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fingerprints: what a bug is called from one version of the source to the
 * next. They hold the context, the function and the shape of what is written
 * there (the call, the store, the returned value), and of several equal ones
 * which it is. No line, no file and nothing of the chain is in them, and of
 * constants only that they are some: sizes change with structures elsewhere.
 */
#include "findings/make.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define DEEP 12 /* expressions nest hardly ever as much */

static void put_shape(const struct func *f, expr_t id, int depth,
		      struct buf *out);

static const struct instr *call_of(const struct func *f, int64_t number)
{
	for (size_t i = 0; i < f->instrs.n; i++)
		if (f->instrs.v[i].op == I_CALL && f->instrs.v[i].b == number)
			return &f->instrs.v[i];
	return NULL;
}

/* Numbers of variables and of calls change when others come and go. */
static void put_numbered(const struct func *f, const struct expr *e, int depth,
			 struct buf *out)
{
	const struct instr *call;
	size_t i = (size_t)e->num;

	if (e->op == E_PARAM && i < f->params.n)
		buf_puts(out, sym_str(f->params.v[i].name));
	else if (e->op == E_LOCAL && i < f->locals.n)
		buf_puts(out, sym_str(f->locals.v[i].name));
	else if (e->op == E_CALL && (call = call_of(f, e->num)))
		put_shape(f, call->a, depth, out);
	else
		buf_puts(out, "#");
}

static void put_shape(const struct func *f, expr_t id, int depth,
		      struct buf *out)
{
	const struct expr *e = &f->exprs.v[id];

	if (!depth--)
		return;
	buf_printf(out, "%u ", e->op);
	switch (expr_shape(e->op)) {
	case SHAPE_leaf:
		return;
	case SHAPE_num:
		put_numbered(f, e, depth, out);
		return;
	case SHAPE_name:
		buf_puts(out, sym_str(e->name));
		return;
	case SHAPE_member:
		buf_printf(out, "%s.%s ", sym_str(e->name), sym_str(e->field));
		put_shape(f, e->a, depth, out);
		return;
	case SHAPE_ternary:
		put_shape(f, e->c, depth, out);
		/* fall through */
	case SHAPE_binary:
		put_shape(f, e->b, depth, out);
		/* fall through */
	case SHAPE_unary:
		put_shape(f, e->a, depth, out);
	}
}

/* where the result of a call is kept */
static void put_target(const struct func *f, const struct instr *call,
		       struct buf *out)
{
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *s = &f->instrs.v[i];
		const struct expr *v = &f->exprs.v[s->b];

		if (s->op != I_STORE || v->op != E_CALL || v->num != call->b)
			continue;
		put_shape(f, s->a, DEEP, out);
		return;
	}
}

static void instr_shape(const struct func *f, const struct instr *i,
			struct buf *out)
{
	buf_printf(out, "%c ", i->op == I_CALL ? '(' : '=');
	put_shape(f, i->a, DEEP, out);
	for (uint32_t k = 0; i->op == I_CALL && k < i->nargs; k++) {
		buf_puts(out, ", ");
		put_shape(f, f->args.v[i->args + k], DEEP, out);
	}
	if (i->op == I_CALL)
		put_target(f, i, out);
}

static int is_before(const struct instr *a, const struct instr *b)
{
	return a->line < b->line || (a->line == b->line && a->col < b->col);
}

/* The shape of an instruction, and how many equal ones stand before it. */
static void put_instr(const struct func *f, uint32_t instr, struct buf *out)
{
	const struct instr *self = &f->instrs.v[instr];
	struct buf mine = {0}, other = {0};
	int named = f->exprs.v[self->a].op == E_FUNC; /* equal ones are one */
	unsigned before = 0;

	instr_shape(f, self, &mine);
	for (size_t i = 0; i < f->instrs.n; i++) {
		const struct instr *x = &f->instrs.v[i];

		if (x->op != self->op || (named && x->a != self->a) ||
		    !is_before(x, self))
			continue;
		other.n = 0;
		instr_shape(f, x, &other);
		before += other.n == mine.n && !memcmp(other.v, mine.v, mine.n);
	}
	buf_printf(out, "%s %u", mine.v, before);
	buf_free(&mine);
	buf_free(&other);
}

/* As put_instr(), for `return VALUE;`. Return: 0, or -1: none on that line. */
static int put_return(const struct func *f, uint32_t line, struct buf *out)
{
	const struct block *self = NULL;
	struct buf mine = {0}, other = {0};
	unsigned before = 0;

	for (size_t i = 0; i < f->blocks.n && !self; i++)
		if (f->blocks.v[i].term == T_RETURN && f->blocks.v[i].value &&
		    f->blocks.v[i].line == line)
			self = &f->blocks.v[i];
	if (!self)
		return -1;
	put_shape(f, self->value, DEEP, &mine);
	for (size_t i = 0; i < f->blocks.n; i++) {
		const struct block *b = &f->blocks.v[i];

		if (b->term != T_RETURN || !b->value || b->line >= line)
			continue;
		other.n = 0;
		put_shape(f, b->value, DEEP, &other);
		before += other.n == mine.n && !memcmp(other.v, mine.v, mine.n);
	}
	buf_printf(out, "return %s %u", mine.v, before);
	buf_free(&mine);
	buf_free(&other);
	return 0;
}

/* A mask that a line gave to a field, or returned. */
static void put_line(const struct func *f, uint32_t line, struct buf *out)
{
	for (uint32_t i = 0; i < f->instrs.n; i++) {
		if (f->instrs.v[i].op != I_STORE || f->instrs.v[i].line != line)
			continue;
		put_instr(f, i, out);
		return;
	}
	put_return(f, line, out);
}

uint64_t candidate_key(struct make *m, const struct candidate *c)
{
	const struct func *f = m->g->funcs.v[c->origin.fn].f;
	struct buf t = {0};
	uint64_t h;

	buf_printf(&t, "%d %s %s ", c->kind,
		   sym_str(m->s->k->contexts[__builtin_ctz(c->ctx)].rule->id),
		   func_name(m->g, c->origin.fn));
	if (c->kind == FINDING_DOOR)
		buf_puts(&t, sym_str(c->layer->id));
	else if (f && c->origin.instr < f->instrs.n)
		put_instr(f, c->origin.instr, &t);
	else if (f)
		put_line(f, c->origin.line, &t);
	h = XXH3_64bits(t.v, t.n);
	buf_free(&t);
	return h;
}

uint64_t key_nth(uint64_t key, unsigned nth)
{
	return XXH3_64bits_withSeed(&key, sizeof(key), nth);
}
