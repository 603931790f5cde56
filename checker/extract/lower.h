/* SPDX-License-Identifier: GPL-2.0-only */
/* The inside of extract/: lowering one function of one unit. */
#ifndef GFPCHECK_EXTRACT_LOWER_H
#define GFPCHECK_EXTRACT_LOWER_H

#include "extract/extract.h"

#include <clang-c/Index.h>

/** struct decl - what is known of a declaration that was seen before. */
struct decl {
	CXCursor cursor;
	sym_t name, strct, type;
	int32_t index; /* PARAM/LOCAL: its number in the current function */
	uint8_t kind;  /* enum expr_op */
	uint8_t noreturn, queued;
	uint8_t never; /* __attribute__((error)): never called */
};

/** struct decls - declarations by cursor; open addressing. */
struct decls {
	struct decl **slot;
	size_t nslots, n;
	struct arena mem;
};

/** struct cursors - a list of cursors. */
struct cursors {
	CXCursor *v;
	size_t n, cap;
};

/** struct tu - one translation unit while it is lowered. */
struct tu {
	CXTranslationUnit clang;
	const struct unit *unit;
	const struct extract_opts *opts;
	struct summary *out;
	struct decls decls;   /* global: functions, fields, variables */
	struct cursors queue; /* header functions and variables referred to */
	VEC(sym_t) counted;   /* names without their number, as often as used */
	VEC(sym_t) looked_up; /* by tu_named_function() */
	CXFile main_file;
	struct func *inits;
	VEC(struct file_name {
		CXFile file;
		sym_t name;
		int header;
	})
	files;
};

/** struct way - where a block goes; of a case, for these values. */
struct way {
	uint32_t block;
	int64_t lo, hi;
};

struct tmp_block {
	VEC(struct instr) instrs;
	VEC(struct way) edges;
	uint8_t term;
	uint32_t line;
	expr_t value;
	int closed;
};

/** struct cleanup - a variable with __attribute__((cleanup(fn))) in scope. */
struct cleanup {
	sym_t fn;
	expr_t var;
};

struct label {
	CXCursor cursor;
	uint32_t block;
	int placed, taken; /* taken: named by a goto */
	VEC(struct cleanup) active;
};

struct jump { /* a goto: patched when all labels are placed */
	uint32_t block, label, line;
	VEC(struct cleanup) active;
};

/** struct lower - one function while it is lowered. */
struct lower {
	struct tu *tu;
	struct func *f;
	struct decls locals;
	VEC(struct tmp_block) blocks;
	uint32_t cur;
	uint32_t brk, cont; /* where break and continue go; 0 = nowhere */
	size_t brk_depth, cont_depth;
	uint32_t sw; /* the block of the switch around; 0 = none */
	int sw_default;
	VEC(struct cleanup) active;
	VEC(struct label) labels;
	VEC(struct jump) jumps;
	VEC(uint32_t) asm_gotos;
	sym_t name;
};

/* decls.c */
/** decls_get() - what is known of a cursor; @fresh tells that nothing was. */
struct decl *decls_get(struct decls *d, CXCursor cursor, int *fresh);
/** decls_free() - give everything back. */
void decls_free(struct decls *d);
/** sym_of() - intern a libclang string and dispose of it. */
sym_t sym_of(CXString s);
/** tu_file() - the shown name of a file; @header tells what it is. */
sym_t tu_file(struct tu *tu, CXFile file, int *header);
/** tu_location() - where a cursor was expanded: file, line, column. */
sym_t tu_location(struct tu *tu, CXCursor c, uint32_t *line, uint32_t *col,
		  int *header);
/** is_function_pointer() - behind its typedefs. */
int is_function_pointer(CXType type);
/** type_sym() - a type as it is spelled, without qualifiers. */
sym_t type_sym(CXType t);
/** local_name() - a variable's name without the number that __COUNTER__ gave a
 * reserved one: it depends on what was parsed before. */
sym_t local_name(CXCursor var);
/** tu_record_name() - the nearest named struct around an anonymous one. */
sym_t tu_record_name(CXCursor record);
/** tu_field() - the struct, name and type of a field. */
struct decl *tu_field(struct tu *tu, CXCursor field);
/** tu_function() - a function; one that a header defines is queued. */
struct decl *tu_function(struct tu *tu, CXCursor fn);
/** tu_named_function() - the same of one that an attribute names: libclang has
 * no cursor for that. */
void tu_named_function(struct tu *tu, sym_t name);
/** tu_variable() - a variable; one that a header defines is queued. */
struct decl *tu_variable(struct tu *tu, CXCursor var, sym_t owner);
/** children() - the direct children of a cursor; free with vec_free(). */
struct cursors children(CXCursor c);
/** attribute_argument() - X of __attribute__((NAME(X))) on a declaration. */
sym_t attribute_argument(CXCursor decl, const char *name);
/** has_unexposed_attribute() - does a declaration carry one? */
int has_unexposed_attribute(CXCursor decl);

/* expr.c */
/** lower_rvalue() - the value (or place) of an expression. */
expr_t lower_rvalue(struct lower *l, CXCursor c);
/** lower_condition() - branch on an expression. */
void lower_condition(struct lower *l, CXCursor c, uint32_t yes, uint32_t no);
/** lower_store() - emit a store; @type is the spelled type of the place. */
void lower_store(struct lower *l, CXCursor at, expr_t place, expr_t value,
		 sym_t type);
/** lower_call() - emit a call of @fn with one argument. */
void lower_call(struct lower *l, CXCursor at, sym_t fn, expr_t arg);
/** new_local() - a variable that the source does not have. */
expr_t new_local(struct lower *l, sym_t name, sym_t type);
/** make() - the id of an expression. */
expr_t make(struct lower *l, struct expr e);
/** unary() - a unary expression; unknown stays unknown. */
expr_t unary(struct lower *l, enum expr_op op, expr_t a);
/** binary() - a binary expression. */
expr_t binary(struct lower *l, enum expr_op op, expr_t a, expr_t b);
/** constant() - a number. */
expr_t constant(struct lower *l, int64_t n);
/** evaluate() - ask clang for a constant. Return: 1 if there is one. */
int evaluate(CXCursor c, int64_t *n);

/** at_cursor() - an instruction that only has its place yet. */
struct instr at_cursor(struct lower *l, CXCursor c);
/** speculate() - evaluate @c in a block of its own. Return: 1 if that left no
 * instruction behind, so that the value can be used where it stands. */
int speculate(struct lower *l, CXCursor c, uint32_t *block, expr_t *e);
/** skip_parens() - what stands inside parentheses and casts. */
CXCursor skip_parens(CXCursor c);
/** evaluated() - what clang makes of a constant expression; 0 = unknown. */
expr_t evaluated(struct lower *l, CXCursor c);

/* call.c */
/** called_function() - the declaration a callee names, NULL = a pointer. */
struct decl *called_function(struct lower *l, CXCursor callee);
/** lower_call_expr() - a call and its result. */
expr_t lower_call_expr(struct lower *l, CXCursor c);

/* init.c */
/** lower_initialiser() - store an initialiser into the place it is for. */
void lower_initialiser(struct lower *l, expr_t place, CXType type, CXCursor c);

/* stmt.c */
/** lower_statement() - a statement. */
void lower_statement(struct lower *l, CXCursor c);
/** lower_statement_expression() - ({ ... }) and its value. */
expr_t lower_statement_expression(struct lower *l, CXCursor c);
/** lower_function() - a function definition, into the summary. */
void lower_function(struct tu *tu, CXCursor fn);
/** lower_alias() - a declaration with alias("fn") calls fn and no more. */
void lower_alias(struct tu *tu, CXCursor fn);
/** lower_variable() - a static initialiser, into the unit's own function. */
void lower_variable(struct tu *tu, CXCursor var, sym_t owner);

/* cfg.c */
/** new_block() - a block that is not reached yet. */
uint32_t new_block(struct lower *l);
/** start_block() - go on lowering in @block. */
void start_block(struct lower *l, uint32_t block);
/** end_goto() - close the open block with a jump. */
void end_goto(struct lower *l, uint32_t to);
/** end_branch() - close the open block with a condition. */
void end_branch(struct lower *l, expr_t cond, uint32_t yes, uint32_t no);
/** end_return() - close the open block with a return. */
void end_return(struct lower *l, expr_t value, uint32_t line);
/** end_stop() - close the open block: nothing follows. */
void end_stop(struct lower *l);
/** emit() - append an instruction to the open block. */
void emit(struct lower *l, struct instr i);
/** cfg_finish() - drop dead blocks, join chains, number what is left. */
void cfg_finish(struct lower *l);

/* unit.c */
/** is_name_macro() - a flag that only defines the unit's own names. */
int is_name_macro(const char *flag);
/** write_unit_names() - the same definitions as text, for use with a pch. */
void write_unit_names(struct buf *out, const struct unit *u);

#endif
