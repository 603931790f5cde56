/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Answers: what a solved program knows of its functions, and its findings, kept
 * as one file that questions map into memory and that serves the next check. It
 * is good for as long as the key is the same (summaries, rules, this program).
 *
 *	head | tables, in the order of answers.def, each 8-aligned
 *
 * Functions are sorted by name, file and line; what belongs to function n are
 * the rows [funcs[n].x, funcs[n + 1].x) of table x, and one row more than there
 * are functions ends the table. The file never leaves the machine: rows are
 * structs as they are in memory.
 */
#ifndef GFPCHECK_ANSWERS_ANSWERS_H
#define GFPCHECK_ANSWERS_ANSWERS_H

#include "findings/findings.h"

#define ANSWERS_VERSION 4

enum ans_cause {
#define CAUSE(name, words) CAUSE_##name,
#include "answers/cause.def"
#undef CAUSE
	CAUSES
};

enum ans_func_flag {
	ANS_DEFINED = 1, /* a unit defines it */
	ANS_STATIC = 2,
	ANS_HEADER = 4,
	ANS_REACHED = 8,  /* some context is in force in it */
	ANS_MATTERS = 16, /* the solver enters it: something below it counts */
};

/** struct ans_func - a function; numbers of rows: see above. */
struct ans_func {
	uint32_t name, file, line, end, flags;
	uint32_t edges, into, pointers, ways, allocs, fills;
};

/**
 * struct ans_edge - a function may call, or hand off to, @to.
 * @evidence: row, UINT32_MAX = the call's own line is all there is.
 * @kind: enum edge_kind.
 * @rule: row + 1 of the rule that stops the way here, 0 = none.
 */
struct ans_edge {
	uint32_t to, line, evidence;
	uint16_t rule;
	uint8_t kind, spare;
};

enum ans_pointer_flag {
	ANS_FOLLOWED = 1, /* in the part reached from the entries */
	ANS_TOO_WIDE = 2, /* so many targets that none was followed */
};

/**
 * struct ans_pointer - a call through a pointer.
 * @place: "struct.field" or an expression.
 * @edges, @ntargets: its edges.
 * @ways, @sum, @most: ways in which it is reached (module, value) and their
 *	targets: all together, and the most of one.
 * @weak: targets that went through a void pointer, an integer or a cast.
 * @rule: row + 1 of the rule for its slot: it is not followed.
 */
struct ans_pointer {
	uint32_t line, place, edges, ntargets, weak;
	uint32_t ways, sum, most;
	uint16_t rule;
	uint8_t flags, cause;
};

/** struct ans_lost - work that is handed off, and nothing is known to run. */
struct ans_lost {
	uint32_t fn, line;
};

/**
 * struct ans_way - a state that is the best of its function, context and
 * scope, or that leads to one.
 * @pred: row + 1 of the way that it comes from; 0 = it is a root.
 * @line: of the call in @pred.
 * @place: what is called there; roots: the slot of the entry, what is called to
 *	open the region, or "".
 * @ctx: as in struct state.
 * @rule: row + 1: of the entry or region; of a hand-off.
 */
struct ans_way {
	uint32_t fn, pred, line, place, evidence, object, scope, cost;
	uint16_t rule;
	uint8_t ctx, kind;
};

enum ans_verdict { ANS_FINE, ANS_PERHAPS, ANS_BAD, ANS_UNREACHED };

/**
 * struct ans_alloc - an allocation or the door of a layer, in one context and
 * scope.
 * @ctx: number of the context; UINT8_MAX where none is in force.
 */
struct ans_alloc {
	uint32_t line, callee, scope, asked, effective;
	uint16_t rule;
	uint8_t ctx, verdict;
};

/** struct ans_fill - a function's address is put into a slot. */
struct ans_fill {
	uint32_t slot, evidence;
};

/** struct ans_entry - where a context begins; @slot "" = named by its rule. */
struct ans_entry {
	uint32_t fn, slot, evidence;
	uint16_t rule;
	uint8_t ctx, spare;
};

/** struct ans_evidence - a place; @where = 0: static data, else a function. */
struct ans_evidence {
	uint32_t where, file, line;
};

/** struct ans_rule - what a report says of a rule. */
struct ans_rule {
	uint32_t kind, id, reason;
};

enum ans_unit_flag {
	ANS_ALONE = 1, /* its source is part of no other one */
	ANS_LINES = 2, /* an argument that is its call's line may count */
};

/** struct ans_unit - a unit, in the order of the run; @sum: of its summary. */
struct ans_unit {
	uint32_t obj, flags;
	uint64_t sum;
};

enum ans_table {
#define TABLE(name, type) ANS_TABLE_##name,
#include "answers/answers.def"
#undef TABLE
	ANS_TABLES
};

/** struct ans_key - what answers follow from: the program and the rules; and
 * the summaries as well. */
struct ans_key {
	uint64_t made_by, all;
};

/** struct ans_head - how the file begins; @sum covers all that follows it. */
struct ans_head {
	char magic[8];
	struct ans_key key;
	uint64_t sum;
	struct {
		uint64_t at, n;
	} table[ANS_TABLES];
};

/** struct answers - an answers file in memory: a pointer and a number of rows
 * for each table. @key: what they were made for. */
struct answers {
	struct ans_key key;
#define TABLE(name, type) \
	const type *name; \
	size_t n##name;
#include "answers/answers.def"
#undef TABLE
};

/**
 * answers_make() - all that is known of a solved program.
 * @s: solved; nothing of it changes that a later user could notice.
 * @findings: as findings_write() makes them.
 * @key: what the answers are good for.
 * @sums: of the summaries, in the order of the units.
 * @out: gets the file.
 */
void answers_make(struct solver *s, const struct buf *findings,
		  struct ans_key key, const uint64_t *sums, struct buf *out);

/**
 * answers_open() - look at @n bytes of an answers file.
 * @a: filled; points into @p.
 * @p: 8-aligned.
 * @key: what they must be good for; @key.all of 0: of any summaries.
 * Return: NULL, or the end of a sentence that says what is wrong.
 */
const char *answers_open(struct answers *a, const void *p, size_t n,
			 struct ans_key key);

/**
 * answers_move() - units were edited, and say the same elsewhere.
 * @a: of before the edit, in memory that may be written to. All but the
 *	findings is moved.
 * @moves: closed.
 * Return: 0, or -1: some place did not move with the rest; @a is spoilt.
 */
int answers_move(struct answers *a, const struct moves *moves);

/** cause_words() - "a field that nothing ..." */
const char *cause_words(enum ans_cause c);

#endif
