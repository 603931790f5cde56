/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Facts: what the source of one unit says, and nothing of what it means.
 *
 * A function is a small control-flow graph. Its blocks hold two kinds of
 * instruction, call and store, and end in a branch, a switch or a return.
 * Operands are expressions, hash-consed per function. This is the one contract
 * between the half that knows clang and the half that knows rules.
 */
#ifndef GFPCHECK_FACTS_FACTS_H
#define GFPCHECK_FACTS_FACTS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/sym.h"
#include "base/vec.h"

#define PACKED(n) __attribute__((packed, aligned(n)))

/* Changes whenever a summary's layout or the lowering's meaning does. */
#define FACTS_VERSION 2

enum expr_op {
#define EXPR(op, shape, printed) E_##op,
#include "facts/expr.def"
#undef EXPR
	EXPR_OPS
};

enum expr_shape {
	SHAPE_leaf,
	SHAPE_num,
	SHAPE_name,
	SHAPE_member,
	SHAPE_unary,
	SHAPE_binary,
	SHAPE_ternary
};

typedef uint32_t expr_t; /* index into func.exprs; 0 = E_UNKNOWN */

/**
 * struct expr - one expression.
 * CONST: num. PARAM, LOCAL: num is the index. CALL: num is the number of the
 * call instruction whose result it is. GLOBAL, FUNC: name. FIELD: `a` is the
 * address of the object, name.field the member: p->f is FIELD(p), s.f is
 * FIELD(ADDR s). CONTAINER: the object of type `name` whose member `field`
 * `a` points to. INDEX: element b of the array at address a. COND: a ? b : c.
 * There are millions: what no operator has together shares its place, so
 * expr_shape() must have been asked before an operand is used.
 */
struct expr {
	uint8_t op;
	union {
		sym_t name : 24;
		expr_t c : 24;
	} PACKED(1);
	union {
		struct {
			expr_t a;
			union {
				expr_t b;
				sym_t field;
			};
		};
		int64_t num;
	} PACKED(4);
} PACKED(4);

enum instr_op { I_CALL, I_STORE };

/**
 * struct instr - a call, or a store.
 * I_CALL: @a is the callee (E_FUNC, or the pointer), @b the call's number;
 * args[args .. args + nargs) are its arguments; @sig is the callee's type.
 * I_STORE: *@a's place = @b; @sig is the type of the place.
 */
struct instr {
	uint32_t op : 8;
	sym_t file : 24; /* 0 = the function's own file */
	uint16_t nargs, col;
	uint32_t line;
	expr_t a, b;
	uint32_t args;
	sym_t sig;
};

enum term_op { T_GOTO, T_BRANCH, T_SWITCH, T_RETURN, T_STOP };

/** struct edge - where a block goes. The last edge of a T_SWITCH is its
 * default, the others have their cases in func.ranges. T_BRANCH: edge 0 if
 * true, edge 1 if false. T_GOTO with several edges: any of them (computed and
 * asm goto). */
struct edge {
	uint32_t block;
	uint32_t range;
};

/** struct range - the values of a case. */
struct range {
	int64_t lo, hi;
};

struct block {
	uint32_t instrs, ninstrs;
	uint32_t edges, nedges;
	uint32_t term : 8, line : 24;
	expr_t value; /* condition, switched or returned value; 0 = none */
};

/** struct var - a parameter or a local variable. */
struct var {
	sym_t name, type;
};

enum func_flag {
	F_STATIC = 1,
	F_HEADER = 2, /* defined in a header: one of many equal copies */
	F_WEAK = 4,
	F_INIT = 8, /* not a function: the unit's static initialisers */
	F_NORETURN = 16,
	F_VARARGS = 32,
	F_DEAD = 64, /* something could not be lowered: see unit notes */
};

/** struct func - a function. Its arrays are its own while it is made, and
 * lie in the arena of its summary (cap 0) when it was read. */
struct func {
	sym_t name, file, sig, ret, alias;
	uint32_t line, end;
	uint32_t ncalls;
	uint8_t flags;
	uint64_t hash; /* of everything here: equal copies are equal */
	VEC32(struct var) params;
	VEC32(struct var) locals;
	VEC32(struct expr) exprs;
	VEC32(struct instr) instrs;
	VEC32(expr_t) args;
	VEC32(struct block) blocks; /* block 0 is the entry */
	VEC32(struct edge) edges;
	VEC32(struct range) ranges;
};

/** struct global - a file-scope (or static local) variable of the unit. */
struct global {
	sym_t name, type, file;
	uint32_t line;
	int is_static;
};

enum unit_status { UNIT_OK, UNIT_DEGRADED, UNIT_FAILED };

/** struct summary - all facts of one unit. */
struct summary {
	sym_t src, obj, modname;
	enum unit_status status;
	sym_t reason; /* the first error of a degraded or failed unit */
	uint64_t command, inputs; /* hashes: flags and tool; included files */
	VEC(struct func *) funcs;
	VEC(struct global) globals;
	struct arena mem;	      /* holds the struct funcs */
	struct arena *heads, *bodies; /* or these do when it was read: the
				       * struct funcs, and their arrays */
};

/** expr_shape() - which members of struct expr an operator uses. */
enum expr_shape expr_shape(enum expr_op op);
/** expr_compares() - does an operator compare two numbers? */
int expr_compares(enum expr_op op);
/** expr_number() - @n: what a binary operator makes of two numbers. Return: 1;
 * 0 if that is no number, as after a division by 0. */
int expr_number(enum expr_op op, int64_t a, int64_t b, int64_t *n);

/** func_expr() - the id of an expression, equal ones once; folds constants. */
expr_t func_expr(struct func *f, struct expr e);

/** func_new() - an empty function living in @s. */
struct func *func_new(struct summary *s);

/** func_seal() - renumber nothing, hash everything: call it when complete. */
void func_seal(struct func *f);

/** func_free() - the vectors of a function. */
void func_free(struct func *f);

/** summary_free() - give everything back. */
void summary_free(struct summary *s);

/** summary_write() - encode into @out (magic, version, body, checksum). */
void summary_write(const struct summary *s, struct buf *out);

/**
 * summary_read() - decode a summary.
 * @s: all zero but for @s->heads and @s->bodies, where the functions go and
 *	which must outlive the summary; NULL: @s->mem.
 * @keep: called for every header function with its name, file, line and hash;
 *	returning 0 skips it unread (it is known already). NULL keeps all.
 *
 * Return: 0, or -1 with a sentence's end in @why ("is truncated", ...).
 */
int summary_read(struct summary *s, const void *p, size_t n,
		 int (*keep)(sym_t name, sym_t file, uint32_t line,
			     uint64_t hash, void *arg),
		 void *arg, const char **why);

/** summary_dump() - readable text of everything, deterministic. */
void summary_dump(const struct summary *s, struct buf *out);

/** expr_print() - one expression in C-like text. */
void expr_print(const struct func *f, expr_t e, struct buf *out);

#endif
