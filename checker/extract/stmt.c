// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statements: the shape of a function's control flow. A scope remembers the
 * variables that __attribute__((cleanup)) must clean, so that every way out of
 * it makes the calls that the compiler would make.
 */
#include "extract/lower.h"

#include <string.h>

static void lower_children(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);

	for (size_t i = 0; i < kids.n; i++)
		lower_statement(l, kids.v[i]);
	vec_free(&kids);
}

/* Calls for what goes out of scope, down to @depth, newest first. */
static void run_cleanups(struct lower *l, CXCursor at, size_t depth)
{
	for (size_t i = l->active.n; i-- > depth;)
		lower_call(l, at, l->active.v[i].fn,
			   unary(l, E_ADDR, l->active.v[i].var));
}

static void lower_compound(struct lower *l, CXCursor c)
{
	size_t depth = l->active.n;

	lower_children(l, c);
	if (!l->blocks.v[l->cur].closed)
		run_cleanups(l, c, depth);
	l->active.n = depth;
}

static void lower_local(struct lower *l, CXCursor var)
{
	CXCursor init = clang_Cursor_getVarDeclInitializer(var);
	CXType type = clang_getCursorType(var);
	struct decl *d;
	expr_t place;
	int fresh;

	if (clang_Cursor_getStorageClass(var) == CX_SC_Static) {
		lower_variable(l->tu, var, l->name);
		return;
	}
	if (clang_Cursor_getStorageClass(var) == CX_SC_Extern)
		return;
	d = decls_get(&l->locals, var, &fresh);
	if (fresh) {
		d->kind = E_LOCAL;
		d->index = (int32_t)l->f->locals.n;
		new_local(l, local_name(var), type_sym(type));
	}
	place = make(l, (struct expr){.op = E_LOCAL, .num = d->index});
	if (!clang_Cursor_isNull(init))
		lower_initialiser(l, place, type, init);
	if (has_unexposed_attribute(var)) {
		struct cleanup cl = {.fn = attribute_argument(var, "cleanup"),
				     .var = place};

		if (cl.fn) {
			tu_named_function(l->tu, cl.fn);
			vec_push(&l->active, cl);
		}
	}
}

static void lower_decl_stmt(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);

	for (size_t i = 0; i < kids.n; i++)
		if (clang_getCursorKind(kids.v[i]) == CXCursor_VarDecl)
			lower_local(l, kids.v[i]);
	vec_free(&kids);
}

static void lower_if(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	uint32_t yes = new_block(l), no = new_block(l), join = new_block(l);

	if (kids.n >= 2) {
		lower_condition(l, kids.v[0], yes, no);
		start_block(l, yes);
		lower_statement(l, kids.v[1]);
		if (!l->blocks.v[l->cur].closed)
			end_goto(l, join);
		start_block(l, no);
		if (kids.n >= 3)
			lower_statement(l, kids.v[2]);
		if (!l->blocks.v[l->cur].closed)
			end_goto(l, join);
		start_block(l, join);
	}
	vec_free(&kids);
}

struct loop {
	uint32_t brk, cont;
	size_t brk_depth, cont_depth;
};

static struct loop enter_loop(struct lower *l, uint32_t brk, uint32_t cont)
{
	struct loop saved = {l->brk, l->cont, l->brk_depth, l->cont_depth};

	l->brk = brk;
	l->cont = cont;
	l->brk_depth = l->cont_depth = l->active.n;
	return saved;
}

static void leave_loop(struct lower *l, struct loop saved)
{
	l->brk = saved.brk;
	l->cont = saved.cont;
	l->brk_depth = saved.brk_depth;
	l->cont_depth = saved.cont_depth;
}

static void go(struct lower *l, uint32_t to)
{
	if (!l->blocks.v[l->cur].closed)
		end_goto(l, to);
}

static void lower_while(struct lower *l, CXCursor c, int test_first)
{
	struct cursors kids = children(c);
	uint32_t test = new_block(l), body = new_block(l), out = new_block(l);
	struct loop saved;

	if (kids.n == 2) {
		go(l, test_first ? test : body);
		start_block(l, test);
		lower_condition(l, kids.v[test_first ? 0 : 1], body, out);
		saved = enter_loop(l, out, test);
		start_block(l, body);
		lower_statement(l, kids.v[test_first ? 1 : 0]);
		go(l, test);
		leave_loop(l, saved);
		start_block(l, out);
	}
	vec_free(&kids);
}

enum for_part { FOR_INIT, FOR_TEST, FOR_STEP };

static enum for_part guess_part(CXCursor c);

/* A comma is what its last operand is: `x = next(x), x < n` is a test. */
static enum for_part guess_comma(CXCursor c)
{
	struct cursors kids = children(c);
	enum for_part p = kids.n ? guess_part(kids.v[kids.n - 1]) : FOR_STEP;

	vec_free(&kids);
	return p;
}

/*
 * libclang leaves out the parts of for (;;) that are not written and does not
 * say which: what a part does tells which one it is. `for (i = n; i--;)` counts
 * down to nothing, and so does `for (; n >>= 1;)`: what could be either is the
 * test, for without one the loop would not end there.
 */
static enum for_part guess_part(CXCursor c)
{
	enum CXCursorKind k = clang_getCursorKind(c);
	enum CXBinaryOperatorKind b;
	enum CXUnaryOperatorKind u;

	if (k == CXCursor_DeclStmt)
		return FOR_INIT;
	if (k == CXCursor_CompoundAssignOperator) {
		b = clang_getCursorBinaryOperatorKind(c);
		return b == CXBinaryOperator_ShrAssign ||
				       b == CXBinaryOperator_AndAssign
			       ? FOR_TEST
			       : FOR_STEP;
	}
	if (k == CXCursor_BinaryOperator) {
		b = clang_getCursorBinaryOperatorKind(c);
		if (b == CXBinaryOperator_Assign)
			return FOR_INIT;
		return b == CXBinaryOperator_Comma ? guess_comma(c) : FOR_TEST;
	}
	if (k == CXCursor_UnaryOperator) {
		u = clang_getCursorUnaryOperatorKind(c);
		return u == CXUnaryOperator_PostInc ||
				       u == CXUnaryOperator_PreInc
			       ? FOR_STEP
			       : FOR_TEST;
	}
	return FOR_TEST;
}

static void for_parts(const struct cursors *kids, CXCursor *part, int *have)
{
	size_t n = kids->n - 1; /* the last child is the body */

	have[0] = have[1] = have[2] = n >= 3;
	for (size_t i = 0; i < n && i < 3; i++) {
		enum for_part p =
			n >= 3 ? (enum for_part)i : guess_part(kids->v[i]);

		/* a second assignment is the step: for (x = 0;; x = y); so is
		 * what comes after the test: for (; x; x--) */
		if (n < 3 && i &&
		    (p == FOR_INIT || (p == FOR_TEST && have[FOR_TEST])))
			p = FOR_STEP;
		part[p] = kids->v[i];
		have[p] = 1;
	}
}

static void lower_for(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	uint32_t test = new_block(l), body = new_block(l), out = new_block(l),
		 step = new_block(l);
	size_t depth = l->active.n;
	CXCursor part[3];
	struct loop saved;
	int have[3];

	if (!kids.n)
		return;
	for_parts(&kids, part, have);
	if (have[FOR_INIT])
		lower_statement(l, part[FOR_INIT]);
	go(l, test);
	start_block(l, test);
	if (have[FOR_TEST])
		lower_condition(l, part[FOR_TEST], body, out);
	else
		go(l, body);
	saved = enter_loop(l, out, step);
	start_block(l, body);
	lower_statement(l, kids.v[kids.n - 1]);
	go(l, step);
	leave_loop(l, saved);
	start_block(l, step);
	if (have[FOR_STEP])
		lower_rvalue(l, part[FOR_STEP]);
	go(l, test);
	start_block(l, out);
	if (l->active.n > depth) /* for (CLASS(x, y)(...);;): scoped_guard() */
		run_cleanups(l, c, depth);
	l->active.n = depth;
	vec_free(&kids);
}

/* switch (sizeof(x)): one case is left. */
static void fold_switch(struct lower *l, struct tmp_block *b, expr_t value)
{
	const struct expr *e = &l->f->exprs.v[value];
	struct way to = b->edges.v[b->edges.n - 1];

	if (e->op != E_CONST)
		return;
	for (size_t i = 0; i + 1 < b->edges.n; i++) {
		if (e->num >= b->edges.v[i].lo && e->num <= b->edges.v[i].hi) {
			to = b->edges.v[i];
			break;
		}
	}
	b->edges.n = 1;
	b->edges.v[0] = to;
	b->term = T_GOTO;
	b->value = 0;
}

static void lower_switch(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	uint32_t out = new_block(l), saved_sw = l->sw, none;
	int saved_default = l->sw_default;
	struct loop saved;
	size_t cont_depth = l->cont_depth;
	expr_t value;

	if (kids.n < 2) {
		vec_free(&kids);
		return;
	}
	value = lower_rvalue(l, kids.v[0]);
	if (l->blocks.v[l->cur].closed || !l->cur) {
		/* block 0 is "no switch" to a case: head one of our own */
		uint32_t head = new_block(l);

		go(l, head);
		start_block(l, head);
	}
	l->sw = l->cur;
	l->sw_default = -1;
	l->blocks.v[l->sw].term = T_SWITCH;
	l->blocks.v[l->sw].value = value;
	l->blocks.v[l->sw].closed = 1;
	saved = enter_loop(l, out, l->cont);
	l->cont_depth = cont_depth;
	none = new_block(l); /* before the first case: never reached */
	start_block(l, none);
	lower_statement(l, kids.v[kids.n - 1]);
	go(l, out);
	leave_loop(l, saved);
	vec_push(&l->blocks.v[l->sw].edges,
		 (struct way){.block = l->sw_default < 0
					       ? out
					       : (uint32_t)l->sw_default});
	fold_switch(l, &l->blocks.v[l->sw], value);
	l->sw = saved_sw;
	l->sw_default = saved_default;
	start_block(l, out);
	vec_free(&kids);
}

static void lower_case(struct lower *l, CXCursor c, int is_default)
{
	struct cursors kids = children(c);
	uint32_t here = new_block(l);
	int64_t lo = 0, hi;

	go(l, here);
	start_block(l, here);
	if (is_default) {
		l->sw_default = (int)here;
	} else if (kids.n >= 2 && l->sw) {
		struct way e;

		evaluate(kids.v[0], &lo);
		hi = lo;
		if (kids.n >= 3) /* case LO ... HI */
			evaluate(kids.v[1], &hi);
		e = (struct way){.block = here, .lo = lo, .hi = hi};
		vec_push(&l->blocks.v[l->sw].edges, e);
	}
	if (kids.n)
		lower_statement(l, kids.v[kids.n - 1]);
	vec_free(&kids);
}

/* A reference's label and the label itself are two cursors at one location. */
static size_t find_label(struct lower *l, CXCursor label)
{
	CXSourceLocation at = clang_getCursorLocation(label);

	for (size_t i = 0; i < l->labels.n; i++)
		if (clang_equalLocations(
			    clang_getCursorLocation(l->labels.v[i].cursor), at))
			return i;
	vec_push(&l->labels,
		 (struct label){.cursor = label, .block = new_block(l)});
	return l->labels.n - 1;
}

#define copy_active(to, from)                     \
	for (size_t k_ = 0; k_ < (from)->n; k_++) \
	vec_push(to, (from)->v[k_])

static void lower_label(struct lower *l, CXCursor c)
{
	size_t i = find_label(l, c);
	struct label *label = &l->labels.v[i];

	label->placed = 1;
	copy_active(&label->active, &l->active);
	go(l, label->block);
	start_block(l, l->labels.v[i].block);
	lower_children(l, c);
}

static void lower_goto(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	struct jump j = {.block = l->cur};

	for (size_t i = 0; i < kids.n; i++) {
		CXCursor label = clang_getCursorReferenced(kids.v[i]);

		if (clang_getCursorKind(label) != CXCursor_LabelStmt)
			continue;
		j.label = (uint32_t)find_label(l, label);
		l->labels.v[j.label].taken = 1;
		j.block = new_block(l);
		go(l, j.block);
		copy_active(&j.active, &l->active);
		vec_push(&l->jumps, j);
		break;
	}
	vec_free(&kids);
	start_block(l, new_block(l)); /* what follows needs a label */
}

/* The jumps of goto, once every label has its place. */
static void patch_jumps(struct lower *l, CXCursor fn)
{
	for (size_t i = 0; i < l->jumps.n; i++) {
		struct jump *j = &l->jumps.v[i];
		struct label *to = &l->labels.v[j->label];
		size_t same = 0;

		while (same < j->active.n && same < to->active.n &&
		       j->active.v[same].var == to->active.v[same].var)
			same++;
		start_block(l, j->block);
		l->active.n = 0;
		copy_active(&l->active, &j->active);
		run_cleanups(l, fn, same);
		end_goto(l, to->block);
		vec_free(&j->active);
	}
	l->active.n = 0;
}

/* asm goto and computed goto may go to any label that no goto names. */
static void patch_asm_gotos(struct lower *l)
{
	for (size_t i = 0; i < l->asm_gotos.n; i++) {
		struct tmp_block *b = &l->blocks.v[l->asm_gotos.v[i]];

		for (size_t k = 0; k < l->labels.n; k++)
			if (!l->labels.v[k].taken && l->labels.v[k].placed)
				vec_push(
					&b->edges,
					(struct way){
						.block = l->labels.v[k].block});
	}
}

struct operand {
	CXCursor cursor;
	expr_t value;
	sym_t type; /* of a pointer to a function, else 0 */
};

/*
 * libclang does not tell outputs from inputs. An output is a place, what goes
 * in is read from one (a cast that it does not name); an input that has to lie
 * in memory looks like an output.
 */
static int is_output(const struct lower *l, const struct operand *o)
{
	enum expr_op op = l->f->exprs.v[o->value].op;

	return clang_getCursorKind(o->cursor) != CXCursor_UnexposedExpr &&
	       (op == E_PARAM || op == E_LOCAL || op == E_GLOBAL ||
		op == E_FIELD || op == E_DEREF);
}

static struct operand operand(struct lower *l, CXCursor c)
{
	CXType type = clang_getCursorType(c);
	struct operand o = {c, lower_rvalue(l, c), 0};

	if (is_function_pointer(type))
		o.type = type_sym(type);
	return o;
}

/* Any output may get any function that goes in (xchg, cmpxchg), or something
 * else: what it holds after that is not known. */
static void lower_operands(struct lower *l, const struct cursors *kids)
{
	VEC(struct operand) all = {0};

	for (size_t i = 0; i < kids->n; i++)
		if (clang_isExpression(clang_getCursorKind(kids->v[i])))
			vec_push(&all, operand(l, kids->v[i]));
	for (size_t i = 0; i < all.n; i++) {
		const struct operand *o = &all.v[i];

		if (!is_output(l, o))
			continue;
		for (size_t k = 0; k < all.n; k++)
			if (k != i && all.v[k].type)
				lower_store(l, o->cursor, o->value,
					    all.v[k].value, all.v[k].type);
		if (l->f->exprs.v[o->value].op != E_DEREF)
			lower_store(l, o->cursor, o->value, 0, 0);
	}
	vec_free(&all);
}

static void lower_asm(struct lower *l, CXCursor c, int falls_through)
{
	uint32_t next = new_block(l), at;
	struct cursors kids = children(c);

	lower_operands(l, &kids);
	vec_free(&kids);
	at = l->cur;
	if (l->blocks.v[at].closed)
		return;
	if (falls_through) {
		end_goto(l, next);
	} else {
		l->blocks.v[at].term = T_GOTO;
		l->blocks.v[at].closed = 1;
	}
	vec_push(&l->asm_gotos, at);
	start_block(l, next);
}

static void lower_return(struct lower *l, CXCursor c)
{
	struct cursors kids = children(c);
	expr_t value = 0;
	uint32_t line, col;
	int header;

	if (kids.n)
		value = lower_rvalue(l, kids.v[0]);
	if (l->active.n && value && l->f->exprs.v[value].op != E_CONST) {
		/* the value is taken before the cleanups run */
		expr_t tmp = new_local(l, 0, l->f->ret);

		lower_store(l, c, tmp, value, 0);
		value = tmp;
	}
	run_cleanups(l, c, 0);
	tu_location(l->tu, c, &line, &col, &header);
	end_return(l, value, line);
	vec_free(&kids);
}

static void lower_leave(struct lower *l, CXCursor c, uint32_t to, size_t depth)
{
	run_cleanups(l, c, depth);
	if (to)
		end_goto(l, to);
}

void lower_statement(struct lower *l, CXCursor c)
{
	switch (clang_getCursorKind(c)) {
	case CXCursor_CompoundStmt:
		lower_compound(l, c);
		break;
	case CXCursor_DeclStmt:
		lower_decl_stmt(l, c);
		break;
	case CXCursor_IfStmt:
		lower_if(l, c);
		break;
	case CXCursor_WhileStmt:
		lower_while(l, c, 1);
		break;
	case CXCursor_DoStmt:
		lower_while(l, c, 0);
		break;
	case CXCursor_ForStmt:
		lower_for(l, c);
		break;
	case CXCursor_SwitchStmt:
		lower_switch(l, c);
		break;
	case CXCursor_CaseStmt:
		lower_case(l, c, 0);
		break;
	case CXCursor_DefaultStmt:
		lower_case(l, c, 1);
		break;
	case CXCursor_BreakStmt:
		lower_leave(l, c, l->brk, l->brk_depth);
		break;
	case CXCursor_ContinueStmt:
		lower_leave(l, c, l->cont, l->cont_depth);
		break;
	case CXCursor_GotoStmt:
		lower_goto(l, c);
		break;
	case CXCursor_IndirectGotoStmt:
		lower_asm(l, c, 0);
		break;
	case CXCursor_GCCAsmStmt:
		lower_asm(l, c, 1);
		break;
	case CXCursor_LabelStmt:
		lower_label(l, c);
		break;
	case CXCursor_ReturnStmt:
		lower_return(l, c);
		break;
	case CXCursor_NullStmt:
		break;
	case CXCursor_UnexposedStmt:
		lower_children(l, c);
		break;
	default:
		if (clang_isExpression(clang_getCursorKind(c)))
			lower_rvalue(l, c);
		break;
	}
}

/* ({ ...; value; }) */
expr_t lower_statement_expression(struct lower *l, CXCursor c)
{
	struct cursors outer = children(c), kids = {0};
	size_t depth = l->active.n;
	expr_t value = 0;

	if (outer.n)
		kids = children(outer.v[0]);
	for (size_t i = 0; i < kids.n; i++) {
		if (i + 1 == kids.n &&
		    clang_isExpression(clang_getCursorKind(kids.v[i])))
			value = lower_rvalue(l, kids.v[i]);
		else
			lower_statement(l, kids.v[i]);
	}
	run_cleanups(l, c, depth);
	l->active.n = depth;
	vec_free(&kids);
	vec_free(&outer);
	return value;
}

static void release(struct lower *l)
{
	for (size_t i = 0; i < l->blocks.n; i++) {
		vec_free(&l->blocks.v[i].instrs);
		vec_free(&l->blocks.v[i].edges);
	}
	for (size_t i = 0; i < l->labels.n; i++)
		vec_free(&l->labels.v[i].active);
	vec_free(&l->blocks);
	vec_free(&l->active);
	vec_free(&l->labels);
	vec_free(&l->jumps);
	vec_free(&l->asm_gotos);
	decls_free(&l->locals);
}

static void add_params(struct lower *l, CXCursor fn)
{
	int n = clang_Cursor_getNumArguments(fn), fresh;

	for (int i = 0; i < n; i++) {
		CXCursor p = clang_Cursor_getArgument(fn, (unsigned)i);
		struct decl *d = decls_get(&l->locals, p, &fresh);
		struct var v = {sym_of(clang_getCursorSpelling(p)),
				type_sym(clang_getCursorType(p))};

		d->kind = E_PARAM;
		d->index = i;
		vec_push(&l->f->params, v);
	}
}

static int is_weak(CXCursor decl)
{
	return has_unexposed_attribute(decl) &&
	       attribute_argument(decl, "weak");
}

static void set_function(struct lower *l, CXCursor fn)
{
	CXSourceRange extent = clang_getCursorExtent(fn);
	CXType type = clang_getCursorType(fn);
	struct func *f = l->f;
	uint32_t col;
	unsigned end = 0;
	int header;

	f->name = l->name = tu_function(l->tu, fn)->name;
	f->file = tu_location(l->tu, fn, &f->line, &col, &header);
	clang_getExpansionLocation(clang_getRangeEnd(extent), NULL, &end, NULL,
				   NULL);
	f->end = end;
	if (header)
		f->flags |= F_HEADER;
	if (clang_Cursor_getStorageClass(fn) == CX_SC_Static)
		f->flags |= F_STATIC;
	if (clang_Cursor_isVariadic(fn))
		f->flags |= F_VARARGS;
	f->ret = type_sym(clang_getResultType(type));
	f->sig = sym_of(clang_getTypeSpelling(clang_getCanonicalType(type)));
	if (!(f->flags & F_STATIC) &&
	    (is_weak(fn) || is_weak(clang_getCanonicalCursor(fn))))
		f->flags |= F_WEAK;
	add_params(l, fn);
}

void lower_function(struct tu *tu, CXCursor fn)
{
	struct lower l = {.tu = tu, .f = func_new(tu->out)};
	struct cursors kids = children(fn);

	set_function(&l, fn);
	new_block(&l);
	for (size_t i = 0; i < kids.n; i++)
		if (clang_getCursorKind(kids.v[i]) == CXCursor_CompoundStmt)
			lower_statement(&l, kids.v[i]);
	vec_free(&kids);
	if (!l.blocks.v[l.cur].closed)
		end_return(&l, 0, l.f->end);
	patch_jumps(&l, fn);
	patch_asm_gotos(&l);
	cfg_finish(&l);
	release(&l);
	func_seal(l.f);
	vec_push(&tu->out->funcs, l.f);
}

void lower_alias(struct tu *tu, CXCursor fn)
{
	struct lower l = {.tu = tu};
	struct instr i = {.op = I_CALL};
	sym_t target;

	if (!has_unexposed_attribute(fn))
		return;
	target = attribute_argument(fn, "alias");
	if (!target || !strcmp(sym_str(target), "alias"))
		return;
	l.f = func_new(tu->out);
	set_function(&l, fn);
	l.f->alias = target;
	new_block(&l);
	i.a = make(&l, (struct expr){.op = E_FUNC, .name = target});
	i.b = l.f->ncalls++;
	i.line = l.f->line;
	for (size_t n = 0; n < l.f->params.n; n++, i.nargs++)
		vec_push(&l.f->args,
			 make(&l,
			      (struct expr){.op = E_PARAM, .num = (int64_t)n}));
	emit(&l, i);
	end_return(&l, make(&l, (struct expr){.op = E_CALL, .num = i.b}),
		   l.f->line);
	cfg_finish(&l);
	release(&l);
	func_seal(l.f);
	vec_push(&tu->out->funcs, l.f);
}

/* Static data belongs to the unit's function of initialisers: no control flow.
 */
void lower_variable(struct tu *tu, CXCursor var, sym_t owner)
{
	struct decl *d = tu_variable(tu, var, owner);
	CXCursor init = clang_Cursor_getVarDeclInitializer(var);
	CXType type = clang_getCursorType(var);
	struct global g = {.name = d->name, .type = type_sym(type)};
	struct lower l = {.tu = tu, .f = tu->inits};
	uint32_t col;
	int header;

	g.file = tu_location(tu, var, &g.line, &col, &header);
	g.is_static =
		owner || clang_Cursor_getStorageClass(var) == CX_SC_Static;
	vec_push(&tu->out->globals, g);
	if (clang_Cursor_isNull(init))
		return;
	new_block(&l);
	lower_initialiser(
		&l, make(&l, (struct expr){.op = E_GLOBAL, .name = d->name}),
		type, init);
	for (size_t i = 0; i < l.blocks.v[0].instrs.n; i++)
		vec_push(&tu->inits->instrs, l.blocks.v[0].instrs.v[i]);
	release(&l);
}
