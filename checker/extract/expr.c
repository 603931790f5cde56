// SPDX-License-Identifier: GPL-2.0-only
/*
 * Expressions. A place (lvalue) and its value are one expression; an array's
 * value is its address. Calls become instructions where they are evaluated;
 * && || ?: become branches only when an operand has effects.
 */
#include "extract/lower.h"

#include <string.h>

expr_t make(struct lower *l, struct expr e)
{
	return func_expr(l->f, e);
}

expr_t unary(struct lower *l, enum expr_op op, expr_t a)
{
	if (!a)
		return 0;
	return make(l, (struct expr){.op = (uint8_t)op, .a = a});
}

expr_t binary(struct lower *l, enum expr_op op, expr_t a, expr_t b)
{
	return make(l, (struct expr){.op = (uint8_t)op, .a = a, .b = b});
}

expr_t constant(struct lower *l, int64_t n)
{
	return make(l, (struct expr){.op = E_CONST, .num = n});
}

expr_t new_local(struct lower *l, sym_t name, sym_t type)
{
	vec_push(&l->f->locals, (struct var){.name = name, .type = type});
	return make(l, (struct expr){.op = E_LOCAL,
				     .num = (int64_t)l->f->locals.n - 1});
}

int evaluate(CXCursor c, int64_t *n)
{
	CXEvalResult r = clang_Cursor_Evaluate(c);
	int ok = r && clang_EvalResult_getKind(r) == CXEval_Int;

	if (ok)
		*n = clang_EvalResult_isUnsignedInt(r)
			     ? (int64_t)clang_EvalResult_getAsUnsigned(r)
			     : clang_EvalResult_getAsLongLong(r);
	if (r)
		clang_EvalResult_dispose(r);
	return ok;
}

expr_t evaluated(struct lower *l, CXCursor c)
{
	int64_t n;

	return evaluate(c, &n) ? constant(l, n) : 0;
}

struct instr at_cursor(struct lower *l, CXCursor c)
{
	struct instr i = {0};
	uint32_t col;
	int header;

	i.file = tu_location(l->tu, c, &i.line, &col, &header);
	i.col = col > UINT16_MAX ? UINT16_MAX : (uint16_t)col;
	if (i.file == l->f->file)
		i.file = 0;
	return i;
}

void lower_store(struct lower *l, CXCursor at, expr_t place, expr_t value,
		 sym_t type)
{
	struct instr i = at_cursor(l, at);

	i.op = I_STORE;
	i.a = place;
	i.b = value;
	i.sig = type;
	if (place)
		emit(l, i);
}

void lower_call(struct lower *l, CXCursor at, sym_t fn, expr_t arg)
{
	struct instr i = at_cursor(l, at);

	i.op = I_CALL;
	i.a = make(l, (struct expr){.op = E_FUNC, .name = fn});
	i.b = l->f->ncalls++;
	i.args = (uint32_t)l->f->args.n;
	i.nargs = 1;
	vec_push(&l->f->args, arg);
	emit(l, i);
}

static int is_expression(CXCursor c)
{
	return clang_isExpression(clang_getCursorKind(c));
}

/* The last child that is an expression: casts carry their type before it. */
static int last_expression(const struct cursors *kids, CXCursor *out)
{
	for (size_t i = kids->n; i-- > 0;) {
		if (is_expression(kids->v[i])) {
			*out = kids->v[i];
			return 1;
		}
	}
	return 0;
}

static int is_array(CXCursor c)
{
	enum CXTypeKind k = clang_getCanonicalType(clang_getCursorType(c)).kind;

	return k == CXType_ConstantArray || k == CXType_IncompleteArray ||
	       k == CXType_VariableArray || k == CXType_DependentSizedArray;
}

static int is_pointer(CXCursor c)
{
	return clang_getCanonicalType(clang_getCursorType(c)).kind ==
	       CXType_Pointer;
}

CXCursor skip_parens(CXCursor c)
{
	for (;;) {
		enum CXCursorKind k = clang_getCursorKind(c);
		struct cursors kids;
		int ok;

		if (k != CXCursor_ParenExpr && k != CXCursor_UnexposedExpr &&
		    k != CXCursor_CStyleCastExpr)
			return c;
		kids = children(c);
		ok = (k == CXCursor_CStyleCastExpr && kids.n) || kids.n == 1;
		ok = ok && last_expression(&kids, &c);
		vec_free(&kids);
		if (!ok)
			return c;
	}
}

static expr_t lower_variable_ref(struct lower *l, CXCursor var)
{
	int fresh;
	struct decl *d;

	if (clang_Cursor_getStorageClass(var) == CX_SC_Static ||
	    clang_Cursor_getStorageClass(var) == CX_SC_Extern ||
	    clang_getCursorKind(clang_getCursorSemanticParent(var)) ==
		    CXCursor_TranslationUnit) {
		d = tu_variable(l->tu, var, 0);
		return make(l, (struct expr){.op = E_GLOBAL, .name = d->name});
	}
	d = decls_get(&l->locals, var, &fresh);
	if (fresh) {
		d->kind = E_LOCAL;
		d->index = (int32_t)l->f->locals.n;
		new_local(l, local_name(var),
			  type_sym(clang_getCursorType(var)));
	}
	return make(l, (struct expr){.op = d->kind, .num = d->index});
}

static expr_t lower_decl_ref(struct lower *l, CXCursor c)
{
	CXCursor ref = clang_getCursorReferenced(c);

	switch (clang_getCursorKind(ref)) {
	case CXCursor_FunctionDecl:
		return make(l, (struct expr){
				       .op = E_FUNC,
				       .name = tu_function(l->tu, ref)->name});
	case CXCursor_EnumConstantDecl:
		return constant(l, clang_getEnumConstantDeclValue(ref));
	case CXCursor_ParmDecl:
	case CXCursor_VarDecl:
		return lower_variable_ref(l, ref);
	default:
		return 0;
	}
}

/* The address that a member's base stands for: p of p->f, &s of s.f. */
static expr_t base_address(struct lower *l, CXCursor base)
{
	expr_t e = lower_rvalue(l, base);

	return is_pointer(base) ? e : unary(l, E_ADDR, e);
}

static expr_t lower_member(struct lower *l, CXCursor c)
{
	CXCursor field = clang_getCursorReferenced(c);
	struct cursors kids = children(c);
	CXCursor base;
	expr_t addr = 0;
	struct decl *d;
	int implicit;

	if (clang_getCursorKind(field) != CXCursor_FieldDecl) {
		vec_free(&kids);
		return 0;
	}
	d = tu_field(l->tu, field);
	if (last_expression(&kids, &base))
		addr = base_address(l, base);
	vec_free(&kids);
	implicit = !d->name; /* the step through an anonymous struct or union */
	if (implicit)
		return unary(l, E_DEREF, addr);
	return make(l, (struct expr){.op = E_FIELD,
				     .a = addr,
				     .name = d->strct,
				     .field = d->name});
}

static sym_t place_type(struct lower *l, CXCursor place)
{
	CXCursor c = skip_parens(place);

	if (clang_getCursorKind(c) == CXCursor_MemberRefExpr) {
		CXCursor field = clang_getCursorReferenced(c);

		if (clang_getCursorKind(field) == CXCursor_FieldDecl)
			return tu_field(l->tu, field)->type;
	}
	return 0;
}

/* Evaluate @c in a block of its own; 1 if that left no instruction behind. */
int speculate(struct lower *l, CXCursor c, uint32_t *block, expr_t *e)
{
	uint32_t was = l->cur;

	*block = new_block(l);
	start_block(l, *block);
	*e = lower_rvalue(l, c);
	if (l->cur == *block && !l->blocks.v[*block].instrs.n &&
	    !l->blocks.v[*block].closed) {
		l->cur = was;
		return 1;
	}
	return 0;
}

static expr_t truth(struct lower *l, expr_t e)
{
	return unary(l, E_LNOT, unary(l, E_LNOT, e));
}

static expr_t lower_logical(struct lower *l, CXCursor at, int is_and,
			    CXCursor a, CXCursor b)
{
	expr_t left = lower_rvalue(l, a), right, tmp;
	enum expr_op op = is_and ? E_LAND : E_LOR;
	uint32_t from, then, join;

	if (l->f->exprs.v[left].op == E_CONST &&
	    (l->f->exprs.v[left].num != 0) != is_and)
		return constant(l, !is_and);
	from = l->cur;
	if (speculate(l, b, &then, &right))
		return binary(l, op, left, right);
	/* tmp = !is_and; if (left is not enough) tmp = !!right; */
	tmp = new_local(l, 0, 0);
	lower_store(l, at, tmp, truth(l, right), 0);
	join = new_block(l);
	end_goto(l, join);
	start_block(l, from);
	lower_store(l, at, tmp, constant(l, !is_and), 0);
	end_branch(l, left, is_and ? then : join, is_and ? join : then);
	start_block(l, join);
	return tmp;
}

/* c ? a : b with effects: an arm's value goes through a temporary. */
static expr_t join_arms(struct lower *l, CXCursor at, expr_t cond,
			uint32_t from, const uint32_t *first,
			const uint32_t *last, const expr_t *arm)
{
	expr_t tmp = new_local(l, 0, 0);
	uint32_t join = new_block(l);

	for (int i = 0; i < 2; i++) {
		start_block(l, last[i]);
		lower_store(l, at, tmp,
			    arm[i] ? arm[i] : make(l, (struct expr){0}), 0);
		end_goto(l, join);
	}
	start_block(l, from);
	end_branch(l, cond, first[0], first[1]);
	start_block(l, join);
	return tmp;
}

static expr_t lower_conditional(struct lower *l, CXCursor at, CXCursor c,
				const CXCursor *arms)
{
	expr_t cond = lower_rvalue(l, c), arm[2];
	uint32_t from = l->cur, first[2], last[2];
	int pure = 1;

	if (l->f->exprs.v[cond].op == E_CONST)
		return lower_rvalue(l, arms[!l->f->exprs.v[cond].num]);
	for (int i = 0; i < 2; i++) {
		start_block(l, from);
		if (speculate(l, arms[i], &first[i], &arm[i])) {
			last[i] = first[i];
		} else {
			last[i] = l->cur;
			pure = 0;
		}
	}
	start_block(l, from);
	if (!pure)
		return join_arms(l, at, cond, from, first, last, arm);
	if (!arm[0] && !arm[1])
		return 0;
	return make(l,
		    (struct expr){
			    .op = E_COND, .a = cond, .b = arm[0], .c = arm[1]});
}

static enum expr_op binary_op(enum CXBinaryOperatorKind k)
{
	switch (k) {
	case CXBinaryOperator_Mul:
	case CXBinaryOperator_MulAssign:
		return E_MUL;
	case CXBinaryOperator_Div:
	case CXBinaryOperator_DivAssign:
		return E_DIV;
	case CXBinaryOperator_Rem:
	case CXBinaryOperator_RemAssign:
		return E_REM;
	case CXBinaryOperator_Add:
	case CXBinaryOperator_AddAssign:
		return E_ADD;
	case CXBinaryOperator_Sub:
	case CXBinaryOperator_SubAssign:
		return E_SUB;
	case CXBinaryOperator_Shl:
	case CXBinaryOperator_ShlAssign:
		return E_SHL;
	case CXBinaryOperator_Shr:
	case CXBinaryOperator_ShrAssign:
		return E_SHR;
	case CXBinaryOperator_And:
	case CXBinaryOperator_AndAssign:
		return E_AND;
	case CXBinaryOperator_Or:
	case CXBinaryOperator_OrAssign:
		return E_OR;
	case CXBinaryOperator_Xor:
	case CXBinaryOperator_XorAssign:
		return E_XOR;
	case CXBinaryOperator_LT:
		return E_LT;
	case CXBinaryOperator_GT:
		return E_GT;
	case CXBinaryOperator_LE:
		return E_LE;
	case CXBinaryOperator_GE:
		return E_GE;
	case CXBinaryOperator_EQ:
		return E_EQ;
	case CXBinaryOperator_NE:
		return E_NE;
	default:
		return E_UNKNOWN;
	}
}

/* (char *)p - offsetof(type, member) is what container_of() expands to. */
static int offset_member(struct lower *l, CXCursor c, struct decl **out)
{
	struct cursors kids = children(skip_parens(c));
	int found = 0;

	for (size_t i = 0; i < kids.n && !found; i++) {
		CXCursor ref;

		if (clang_getCursorKind(kids.v[i]) != CXCursor_MemberRef)
			continue;
		ref = clang_getCursorReferenced(kids.v[i]);
		if (clang_getCursorKind(ref) != CXCursor_FieldDecl)
			continue;
		*out = tu_field(l->tu, ref);
		found = 1;
	}
	vec_free(&kids);
	return found;
}

/* A constant as the type of @c can hold it: (u8)~0U is 255. */
static int64_t converted(CXCursor c, int64_t n)
{
	CXType t = clang_getCanonicalType(clang_getCursorType(c));

	switch (t.kind) {
	case CXType_Bool:
		return n != 0;
	case CXType_Char_U:
	case CXType_UChar:
		return (uint8_t)n;
	case CXType_Char_S:
	case CXType_SChar:
		return (int8_t)n;
	case CXType_UShort:
		return (uint16_t)n;
	case CXType_Short:
		return (int16_t)n;
	case CXType_UInt:
		return (uint32_t)n;
	case CXType_Int:
		return (int32_t)n;
	default:
		return n;
	}
}

static expr_t typed(struct lower *l, CXCursor c, expr_t e)
{
	if (l->f->exprs.v[e].op != E_CONST)
		return e;
	return constant(l, converted(c, l->f->exprs.v[e].num));
}

/* Numbers have 64 bits and a sign here: what has 64 and none is told apart. */
static enum expr_op unsigned_op(enum expr_op op, CXCursor left)
{
	CXType t = clang_getCanonicalType(clang_getCursorType(left));

	if (t.kind != CXType_ULong && t.kind != CXType_ULongLong &&
	    t.kind != CXType_Pointer)
		return op;
	switch (op) {
	case E_LT:
		return E_ULT;
	case E_LE:
		return E_ULE;
	case E_GT:
		return E_UGT;
	case E_GE:
		return E_UGE;
	case E_SHR:
		return E_USHR;
	default:
		return op;
	}
}

static expr_t lower_arithmetic(struct lower *l, CXCursor c,
			       enum CXBinaryOperatorKind k, CXCursor a,
			       CXCursor b)
{
	struct decl *member;
	expr_t left = lower_rvalue(l, a), right;

	if (k == CXBinaryOperator_Sub && is_pointer(a) &&
	    offset_member(l, b, &member))
		return make(l, (struct expr){.op = E_CONTAINER,
					     .a = left,
					     .name = member->strct,
					     .field = member->name});
	right = lower_rvalue(l, b);
	/* Walking through an array stays in the array. */
	if ((k == CXBinaryOperator_Add || k == CXBinaryOperator_Sub) &&
	    is_pointer(a) && left && !is_pointer(b))
		return unary(l, E_ADDR, binary(l, E_INDEX, left, right));
	if (!left && !right)
		return 0;
	return typed(l, c,
		     binary(l, unsigned_op(binary_op(k), a), left, right));
}

static expr_t lower_assign(struct lower *l, CXCursor c,
			   enum CXBinaryOperatorKind k, CXCursor a, CXCursor b)
{
	expr_t value = lower_rvalue(l, b), place = lower_rvalue(l, a);

	if (k != CXBinaryOperator_Assign)
		value = binary(l, unsigned_op(binary_op(k), a), place, value);
	lower_store(l, c, place, value, place_type(l, a));
	/* The value of the assignment is what was stored: a load sees it. */
	return l->f->exprs.v[place].op == E_LOCAL ? place : value;
}

static expr_t lower_binary(struct lower *l, CXCursor c)
{
	enum CXBinaryOperatorKind k = clang_getCursorBinaryOperatorKind(c);
	struct cursors kids = children(c);
	expr_t e = 0;

	if (kids.n == 2) {
		CXCursor a = kids.v[0], b = kids.v[1];

		if (k == CXBinaryOperator_LAnd || k == CXBinaryOperator_LOr) {
			e = lower_logical(l, c, k == CXBinaryOperator_LAnd, a,
					  b);
		} else if (k == CXBinaryOperator_Comma) {
			lower_rvalue(l, a);
			e = lower_rvalue(l, b);
		} else if (k >= CXBinaryOperator_Assign &&
			   k <= CXBinaryOperator_OrAssign) {
			e = lower_assign(l, c, k, a, b);
		} else {
			e = lower_arithmetic(l, c, k, a, b);
		}
	}
	vec_free(&kids);
	return e;
}

static expr_t lower_step(struct lower *l, CXCursor at, CXCursor operand,
			 enum expr_op op, int post)
{
	expr_t place = lower_rvalue(l, operand), one = constant(l, 1);
	expr_t value = binary(l, op, place, one);

	if (is_pointer(operand)) { /* another element of the same array */
		lower_store(l, at, place,
			    unary(l, E_ADDR, binary(l, E_INDEX, place, one)),
			    0);
		return place;
	}
	lower_store(l, at, place, value, place_type(l, operand));
	if (!post)
		return place;
	return binary(l, op == E_ADD ? E_SUB : E_ADD, place, one);
}

static expr_t lower_unary(struct lower *l, CXCursor c)
{
	enum CXUnaryOperatorKind k = clang_getCursorUnaryOperatorKind(c);
	struct cursors kids = children(c);
	CXCursor a;

	if (!last_expression(&kids, &a)) {
		vec_free(&kids);
		return evaluated(l, c); /* sizeof(type) */
	}
	vec_free(&kids);
	switch (k) {
	case CXUnaryOperator_PostInc:
		return lower_step(l, c, a, E_ADD, 1);
	case CXUnaryOperator_PostDec:
		return lower_step(l, c, a, E_SUB, 1);
	case CXUnaryOperator_PreInc:
		return lower_step(l, c, a, E_ADD, 0);
	case CXUnaryOperator_PreDec:
		return lower_step(l, c, a, E_SUB, 0);
	case CXUnaryOperator_AddrOf:
		return unary(l, E_ADDR, lower_rvalue(l, a));
	case CXUnaryOperator_Deref:
		return unary(l, E_DEREF, lower_rvalue(l, a));
	case CXUnaryOperator_Minus:
		return typed(l, c, unary(l, E_NEG, lower_rvalue(l, a)));
	case CXUnaryOperator_Not:
		return typed(l, c, unary(l, E_NOT, lower_rvalue(l, a)));
	case CXUnaryOperator_LNot:
		return unary(l, E_LNOT, lower_rvalue(l, a));
	case CXUnaryOperator_Plus:
	case CXUnaryOperator_Extension:
		return lower_rvalue(l, a);
	default: /* sizeof, alignof: the operand is not evaluated */
		return evaluated(l, c);
	}
}

/* a ?: b, which libclang shows as (a, a', a', b): a is evaluated once. */
static expr_t lower_elvis(struct lower *l, CXCursor at, CXCursor a, CXCursor b)
{
	expr_t first = lower_rvalue(l, a), arm[2];
	uint32_t from, blocks[2], last[2];

	if (l->f->exprs.v[first].op == E_CONST)
		return l->f->exprs.v[first].num ? first : lower_rvalue(l, b);
	from = l->cur;
	arm[0] = first;
	if (speculate(l, b, &blocks[1], &arm[1]))
		return make(l, (struct expr){.op = E_COND,
					     .a = first,
					     .b = first,
					     .c = arm[1]});
	last[1] = l->cur;
	blocks[0] = last[0] = new_block(l);
	return join_arms(l, at, first, from, blocks, last, arm);
}

/* _Generic and __builtin_choose_expr: only one operand is really there. */
static expr_t lower_selection(struct lower *l, CXCursor c,
			      const struct cursors *kids)
{
	CXType want = clang_getCanonicalType(clang_getCursorType(c));
	int64_t n;

	if (clang_getCursorKind(c) != CXCursor_GenericSelectionExpr &&
	    kids->n == 4)
		return lower_elvis(l, c, kids->v[0], kids->v[3]);
	if (clang_getCursorKind(c) != CXCursor_GenericSelectionExpr &&
	    kids->n == 3 && evaluate(kids->v[0], &n))
		return lower_rvalue(l, kids->v[n ? 1 : 2]);
	if (evaluate(c, &n)) /* of several with one type clang knows which */
		return constant(l, n);
	for (size_t i = kids->n; i-- > 1;) {
		CXType t = clang_getCursorType(kids->v[i]);

		if (is_expression(kids->v[i]) &&
		    clang_equalTypes(clang_getCanonicalType(t), want))
			return lower_rvalue(l, kids->v[i]);
	}
	return 0;
}

static expr_t lower_wrapper(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	CXCursor inner;
	size_t nexpr = 0;
	expr_t e = 0;

	for (size_t i = 0; i < kids.n; i++)
		nexpr += (size_t)is_expression(kids.v[i]);
	if (nexpr > 1 && clang_getCursorKind(c) != CXCursor_CStyleCastExpr) {
		e = lower_selection(l, c, &kids);
	} else if (last_expression(&kids, &inner)) {
		e = lower_rvalue(l, inner);
		if (is_array(inner) && is_pointer(c))
			e = unary(l, E_ADDR, e);
		e = typed(l, c, e);
	} else {
		e = evaluated(l, c);
	}
	vec_free(&kids);
	return e;
}

static expr_t lower_compound_literal(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	CXType type = clang_getCursorType(c);
	expr_t place = new_local(l, 0, type_sym(type));
	CXCursor list;

	if (last_expression(&kids, &list))
		lower_initialiser(l, place, type, list);
	vec_free(&kids);
	return place;
}

expr_t lower_rvalue(struct lower *l, CXCursor c)
{
	struct cursors kids;
	expr_t e = 0;

	switch (clang_getCursorKind(c)) {
	case CXCursor_IntegerLiteral:
	case CXCursor_CharacterLiteral:
	case CXCursor_UnaryExpr:
		return evaluated(l, c);
	case CXCursor_StringLiteral:
		return make(l, (struct expr){.op = E_STRING});
	case CXCursor_DeclRefExpr:
		return lower_decl_ref(l, c);
	case CXCursor_MemberRefExpr:
		return lower_member(l, c);
	case CXCursor_CallExpr:
		return lower_call_expr(l, c);
	case CXCursor_BinaryOperator:
	case CXCursor_CompoundAssignOperator:
		return lower_binary(l, c);
	case CXCursor_UnaryOperator:
		return lower_unary(l, c);
	case CXCursor_ConditionalOperator:
		kids = children(c);
		if (kids.n == 3)
			e = lower_conditional(l, c, kids.v[0], &kids.v[1]);
		vec_free(&kids);
		return e;
	case CXCursor_ArraySubscriptExpr:
		kids = children(c);
		if (kids.n == 2) {
			expr_t base = lower_rvalue(l, kids.v[0]);

			e = lower_rvalue(l, kids.v[1]);
			e = base ? binary(l, E_INDEX, base, e) : 0;
		}
		vec_free(&kids);
		return e;
	case CXCursor_StmtExpr:
		return lower_statement_expression(l, c);
	case CXCursor_CompoundLiteralExpr:
		return lower_compound_literal(l, c);
	case CXCursor_AddrLabelExpr:
		return make(l, (struct expr){.op = E_STRING});
	default:
		return lower_wrapper(l, c);
	}
}

/* likely(x) is x, and its && and || are worth seeing. */
static int is_likely(struct lower *l, CXCursor c, CXCursor *inner)
{
	struct cursors kids = children(c);
	struct decl *fn = kids.n >= 2 ? called_function(l, kids.v[0]) : NULL;
	int yes = fn && !strncmp(sym_str(fn->name), "__builtin_expect", 16);

	if (yes)
		*inner = kids.v[1];
	vec_free(&kids);
	return yes;
}

static int lower_condition_parts(struct lower *l, CXCursor c, uint32_t yes,
				 uint32_t no)
{
	enum CXCursorKind kind = clang_getCursorKind(c);
	struct cursors kids = {0};
	uint32_t middle;
	int done = 0;

	if (kind == CXCursor_BinaryOperator) {
		enum CXBinaryOperatorKind k =
			clang_getCursorBinaryOperatorKind(c);

		if (k != CXBinaryOperator_LAnd && k != CXBinaryOperator_LOr)
			return 0;
		kids = children(c);
		if (kids.n == 2) {
			int and = k == CXBinaryOperator_LAnd;

			middle = new_block(l);
			lower_condition(l, kids.v[0], and? middle : yes,
					and? no : middle);
			start_block(l, middle);
			lower_condition(l, kids.v[1], yes, no);
			done = 1;
		}
	} else if (kind == CXCursor_UnaryOperator &&
		   clang_getCursorUnaryOperatorKind(c) ==
			   CXUnaryOperator_LNot) {
		kids = children(c);
		if (kids.n == 1) {
			lower_condition(l, kids.v[0], no, yes);
			done = 1;
		}
	}
	vec_free(&kids);
	return done;
}

void lower_condition(struct lower *l, CXCursor c, uint32_t yes, uint32_t no)
{
	CXCursor inner = skip_parens(c);

	if (clang_getCursorKind(inner) == CXCursor_CallExpr &&
	    is_likely(l, inner, &inner)) {
		lower_condition(l, inner, yes, no);
		return;
	}
	if (lower_condition_parts(l, inner, yes, no))
		return;
	end_branch(l, lower_rvalue(l, c), yes, no);
}
