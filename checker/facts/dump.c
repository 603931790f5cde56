// SPDX-License-Identifier: GPL-2.0-only
/* Facts as text: what the tests of the extractor look at. */
#include "facts/facts.h"

#include <inttypes.h>

static const char *const printed[] = {
#define EXPR(op, shape, text) [E_##op] = text,
#include "facts/expr.def"
#undef EXPR
};

static void print_var(const struct func *f, const struct expr *e,
		      struct buf *out)
{
	size_t i = (size_t)e->num;

	if (e->op == E_PARAM && i < f->params.n && f->params.v[i].name)
		buf_puts(out, sym_str(f->params.v[i].name));
	else if (e->op == E_LOCAL && i < f->locals.n && f->locals.v[i].name)
		buf_printf(out, "%s.%zu", sym_str(f->locals.v[i].name), i);
	else if (e->op == E_CALL)
		buf_printf(out, "call#%zu", i);
	else
		buf_printf(out, "%s#%zu", printed[e->op], i);
}

static void print_member(const struct func *f, const struct expr *e,
			 struct buf *out)
{
	if (e->op == E_CONTAINER)
		buf_puts(out, "container_of");
	buf_puts(out, "(");
	expr_print(f, e->a, out);
	buf_printf(out, ")%s%s.%s", e->op == E_FIELD ? "->" : ":",
		   sym_str(e->name), sym_str(e->field));
}

void expr_print(const struct func *f, expr_t id, struct buf *out)
{
	const struct expr *e = &f->exprs.v[id];

	switch (expr_shape(e->op)) {
	case SHAPE_leaf:
		buf_puts(out, printed[e->op]);
		break;
	case SHAPE_num:
		if (e->op == E_CONST)
			buf_printf(out,
				   e->num > 4096 ? "%#" PRIx64 : "%" PRId64,
				   e->num);
		else
			print_var(f, e, out);
		break;
	case SHAPE_name:
		buf_puts(out, sym_str(e->name));
		break;
	case SHAPE_member:
		print_member(f, e, out);
		break;
	case SHAPE_unary:
		buf_printf(out, "%s", printed[e->op]);
		expr_print(f, e->a, out);
		break;
	case SHAPE_binary:
		buf_puts(out, "(");
		expr_print(f, e->a, out);
		buf_printf(out, " %s ", printed[e->op]);
		expr_print(f, e->b, out);
		buf_puts(out, ")");
		break;
	case SHAPE_ternary:
		buf_puts(out, "(");
		expr_print(f, e->a, out);
		buf_puts(out, " ? ");
		expr_print(f, e->b, out);
		buf_puts(out, " : ");
		expr_print(f, e->c, out);
		buf_puts(out, ")");
		break;
	}
}

static void dump_instr(const struct func *f, const struct instr *i,
		       struct buf *out)
{
	buf_printf(out, "    %u:%u ", i->line, i->col);
	if (i->op == I_STORE) {
		expr_print(f, i->a, out);
		buf_puts(out, " = ");
		expr_print(f, i->b, out);
	} else {
		buf_printf(out, "call#%u ", i->b);
		expr_print(f, i->a, out);
		buf_puts(out, "(");
		for (uint32_t k = 0; k < i->nargs; k++) {
			if (k)
				buf_puts(out, ", ");
			expr_print(f, f->args.v[i->args + k], out);
		}
		buf_puts(out, ")");
	}
	buf_puts(out, "\n");
}

static void dump_term(const struct func *f, const struct block *b,
		      struct buf *out)
{
	static const char *const words[] = {"goto", "if", "switch", "return",
					    "stop"};

	buf_printf(out, "    %s", words[b->term]);
	if (b->value) {
		buf_puts(out, " ");
		expr_print(f, b->value, out);
	}
	for (uint32_t i = 0; i < b->nedges; i++) {
		const struct edge *e = &f->edges.v[b->edges + i];

		if (b->term == T_SWITCH && i + 1 < b->nedges)
			buf_printf(out, " %" PRId64 "..%" PRId64 ":b%u",
				   f->ranges.v[e->range].lo,
				   f->ranges.v[e->range].hi, e->block);
		else
			buf_printf(out, " b%u", e->block);
	}
	buf_puts(out, "\n");
}

static void dump_func(const struct func *f, struct buf *out)
{
	buf_printf(out, "\n%s %s %s:%u%s%s%s%s%s\n",
		   f->flags & F_INIT ? "initialisers" : "function",
		   sym_str(f->name), sym_str(f->file), f->line,
		   f->flags & F_STATIC ? " static" : "",
		   f->flags & F_HEADER ? " header" : "",
		   f->flags & F_WEAK ? " weak" : "",
		   f->flags & F_NORETURN ? " noreturn" : "",
		   f->flags & F_VARARGS ? " ..." : "");
	if (f->alias)
		buf_printf(out, "  alias of %s\n", sym_str(f->alias));
	for (size_t i = 0; i < f->params.n; i++)
		buf_printf(out, "  param %s: %s\n",
			   sym_str(f->params.v[i].name),
			   sym_str(f->params.v[i].type));
	for (size_t i = 0; i < f->blocks.n; i++) {
		const struct block *b = &f->blocks.v[i];

		buf_printf(out, "  b%zu:\n", i);
		for (uint32_t k = 0; k < b->ninstrs; k++)
			dump_instr(f, &f->instrs.v[b->instrs + k], out);
		dump_term(f, b, out);
	}
}

void summary_dump(const struct summary *s, struct buf *out)
{
	static const char *const status[] = {"ok", "degraded", "failed"};

	buf_printf(out, "unit %s\n  object %s module %s\n  status %s",
		   sym_str(s->src), sym_str(s->obj), sym_str(s->modname),
		   status[s->status]);
	if (s->reason)
		buf_printf(out, ": %s", sym_str(s->reason));
	buf_puts(out, "\n");
	for (size_t i = 0; i < s->globals.n; i++) {
		const struct global *g = &s->globals.v[i];

		buf_printf(out, "global %s: %s %s:%u%s\n", sym_str(g->name),
			   sym_str(g->type), sym_str(g->file), g->line,
			   g->is_static ? " static" : "");
	}
	for (size_t i = 0; i < s->funcs.n; i++)
		dump_func(s->funcs.v[i], out);
}
