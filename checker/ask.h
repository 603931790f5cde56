/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Asking: questions are answered from a file that the last check has left in
 * the work folder, and that is made anew when it is missing or out of date. The
 * next check takes its findings from there as well.
 */
#ifndef GFPCHECK_ASK_H
#define GFPCHECK_ASK_H

#include "answers/answers.h"
#include "program.h"
#include "report/lookup.h"

/** struct ask - an open question; zero-initialise it. */
struct ask {
	struct program *p;
	struct answers answers;
	const char *why; /* they are no good: the end of a sentence; or NULL */
	void *map;	 /* of @n bytes, or NULL: @made is what was made now */
	size_t n;
	struct buf made;
	int only_findings; /* nobody asks for more */
	int edited;	   /* units that are not what the answers are of */
};

/**
 * ask_begin() - bring the summaries up to date and find the answers.
 * @q: filled; give it to ask_end() whatever was returned.
 * @p: begun, nothing else.
 * Return: 0, or -1 after one sentence.
 */
int ask_begin(struct ask *q, struct program *p);

/** ask_end() - give the memory back. */
void ask_end(struct ask *q);

/**
 * ask_findings() - the findings of a program: those that were kept, or else its
 * summaries are brought up to date, and it is solved.
 * @p: opened. Unless it is solved afterwards, nothing but findings is there.
 * Return: 0, or -1 after one sentence.
 */
int ask_findings(struct program *p);

/**
 * ask_keep() - a program that was solved leaves its answers behind, for the
 * next run. One with overlays leaves none; a full disk is worth a warning only.
 */
void ask_keep(struct program *p);

/* Tables of options, for argp(3): of a question, of one about calls, of
 * statistics. */
extern const struct argp_option ask_table[], ask_walk_table[],
	ask_stats_table[];

/** ask_parse() - the parser for all of them. */
error_t ask_parse(int key, char *arg, struct argp_state *state);

/**
 * ask_run() - a command that asks.
 * @answer: puts the answer into its @q->out. Return: 0, or -1 after one
 *	sentence.
 * Return: the exit status.
 */
int ask_run(const struct argp *argp, int argc, char **argv,
	    int (*answer)(const struct asking *q, const struct options *o));

#endif
