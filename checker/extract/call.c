// SPDX-License-Identifier: GPL-2.0-only
/* Calls: of functions, through pointers, and the compiler's builtins. */
#include "extract/lower.h"

#include <string.h>

static int is_builtin(const char *name)
{
	return !strncmp(name, "__builtin_", 10);
}

/* Builtins of the compiler that decide control flow or pass a value on. */
static int lower_builtin(struct lower *l, CXCursor c, const char *name,
			 const struct cursors *kids, expr_t *out)
{
	const struct expr *e;

	if (!is_builtin(name) || kids->n < 1)
		return 0;
	name += strlen("__builtin_");
	*out = 0;
	if (!strncmp(name, "expect", 6) || !strcmp(name, "assume_aligned")) {
		*out = lower_rvalue(l, kids->v[1]);
	} else if (!strcmp(name, "constant_p")) {
		uint32_t block, from = l->cur;
		expr_t arg;

		speculate(l, kids->v[1], &block, &arg);
		start_block(l, from); /* it is never evaluated */
		e = &l->f->exprs.v[arg];
		*out = constant(l, e->op == E_CONST || e->op == E_STRING);
	} else if (!strcmp(name, "unreachable") || !strcmp(name, "trap")) {
		end_stop(l);
	} else {
		*out = evaluated(l, c);
		for (size_t i = 1; i < kids->n && !*out; i++)
			lower_rvalue(l, kids->v[i]);
	}
	return 1;
}

static sym_t pointer_signature(CXCursor callee)
{
	CXType t = clang_getCanonicalType(clang_getCursorType(callee));

	if (t.kind == CXType_Pointer)
		t = clang_getPointeeType(t);
	return sym_of(clang_getTypeSpelling(t));
}

/* The declaration a call names, if it names one. */
struct decl *called_function(struct lower *l, CXCursor callee)
{
	CXCursor ref;

	callee = skip_parens(callee);
	if (clang_getCursorKind(callee) != CXCursor_DeclRefExpr)
		return NULL;
	ref = clang_getCursorReferenced(callee);
	if (clang_getCursorKind(ref) != CXCursor_FunctionDecl)
		return NULL;
	return tu_function(l->tu, ref);
}

static expr_t emit_call(struct lower *l, CXCursor c, const struct decl *fn,
			const struct cursors *kids)
{
	struct instr i = at_cursor(l, c);
	expr_t args[64];

	i.op = I_CALL;
	if (!fn) {
		i.a = lower_rvalue(l, kids->v[0]);
		i.sig = pointer_signature(kids->v[0]);
	}
	for (size_t k = 1; k < kids->n && i.nargs < 64; k++)
		args[i.nargs++] = lower_rvalue(l, kids->v[k]);
	if (fn)
		i.a = make(l, (struct expr){.op = E_FUNC, .name = fn->name});
	i.args = (uint32_t)l->f->args.n;
	for (uint16_t k = 0; k < i.nargs; k++)
		vec_push(&l->f->args, args[k]);
	i.b = l->f->ncalls++;
	emit(l, i);
	if (fn && fn->noreturn)
		end_stop(l);
	return make(l, (struct expr){.op = E_CALL, .num = i.b});
}

expr_t lower_call_expr(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	const struct decl *fn;
	expr_t e = 0;

	if (kids.n) {
		fn = called_function(l, kids.v[0]);
		if (fn && fn->never)
			e = 0;
		else if (!fn ||
			 !lower_builtin(l, c, sym_str(fn->name), &kids, &e))
			e = emit_call(l, c, fn, &kids);
	}
	vec_free(&kids);
	return e;
}
