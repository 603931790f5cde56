/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding things in an answers file, and the pieces that answers are made of.
 */
#ifndef GFPCHECK_REPORT_LOOKUP_H
#define GFPCHECK_REPORT_LOOKUP_H

#include "answers/answers.h"
#include "base/buf.h"
#include "base/json.h"

typedef VEC(uint32_t) rows;

/** ans_str() - a string by its number. */
const char *ans_str(const struct answers *a, uint32_t at);

/**
 * struct spot - FUNCTION, FILE:FUNCTION or FILE:LINE, also as reports and
 * compilers print them: FUNCTION(), FILE:LINE:COLUMN.
 * @file: as written, "" = anywhere.
 * @by_line: @line is what counts, not @name.
 */
struct spot {
	struct buf text;
	const char *file, *name;
	uint32_t line;
	int by_line;
};

/** spot_parse() - return 0, or -1 after one sentence; free it in any case. */
int spot_parse(struct spot *p, const char *what);
/** spot_free() - give the memory back. */
void spot_free(struct spot *p);

/** spot_is_file() - "drivers/md/dm.c" is meant by dm.c, md/dm.c,
 * ./drivers/md/dm.c and /src/linux/drivers/md/dm.c too. */
int spot_is_file(const char *file, const char *asked);

/**
 * lookup_functions() - what the user means by a place.
 * @out: gets numbers of functions; for FILE:LINE the one that holds the line.
 * @line: the line, or 0.
 * Return: 0, or -1 after one sentence.
 */
int lookup_functions(const struct answers *a, const char *what, rows *out,
		     uint32_t *line);

/** edge_caller() - the function that an edge belongs to. */
uint32_t edge_caller(const struct answers *a, uint32_t edge);
/** edge_pointer() - the call through a pointer that an edge is of, or NULL. */
const struct ans_pointer *edge_pointer(const struct answers *a, uint32_t edge);

/** put_name() - "name()  file:line". */
void put_name(const struct answers *a, uint32_t fn, uint32_t line,
	      struct buf *out);

/** put_evidence() - "static data, file:line" or "set in f(), file:line". */
void put_evidence(const struct answers *a, uint32_t row, struct buf *out);

/** put_contexts() - "noio", "noio+nofs" ... of a way's ctx. */
void put_contexts(const struct answers *a, uint8_t ctx, struct buf *out);

/** put_edge() - "  <- called through ..." of an edge; nothing for a call by
 * name. */
void put_edge(const struct answers *a, uint32_t edge, struct buf *out);

/** edge_place() - what a pointer call of an edge is written as, or "". */
const char *edge_place(const struct answers *a, uint32_t edge);

/** lookup_rule_words() - "boundary printk", row + 1; "" for 0. */
const char *lookup_rule_words(const struct answers *a, uint16_t rule,
			      struct buf *mem);

/** struct asking - a question, and where its answer goes. */
struct asking {
	const struct answers *a;
	struct buf *out;
	int depth;	 /* of callers and callees */
	int json, calls; /* of statistics */
};

/** answer_why() - how a place is reached, or why it is not. */
int answer_why(const struct asking *q, const char *what);
/** answer_callers() - who may call a function. */
int answer_callers(const struct asking *q, const char *what);
/** answer_callees() - what a function may call. */
int answer_callees(const struct asking *q, const char *what);
/** answer_entries() - every entry whose rule, function, slot or file contains
 * @pattern; NULL = all. Return: 0, or -1 after one sentence: there is none. */
int answer_entries(const struct asking *q, const char *pattern);
/** answer_stats() - pointer calls and their targets, as text. */
void answer_stats(const struct asking *q);
/** answer_stats_json() - the same as JSON; @calls: with every call and its
 * targets. */
void answer_stats_json(const struct asking *q, int calls);

#endif
