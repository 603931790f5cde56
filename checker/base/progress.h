/* SPDX-License-Identifier: GPL-2.0-only */
/* How far a long piece of work is: a line that is rewritten on a terminal, a
 * line now and then elsewhere. */
#ifndef GFPCHECK_BASE_PROGRESS_H
#define GFPCHECK_BASE_PROGRESS_H

#include <stddef.h>

/** struct progress - of one piece of work; fill it with progress_begin(). */
struct progress {
	const char *what;
	size_t total, done;
	double weight, all; /* of what is done, of everything */
	double start, last; /* seconds of its clock */
	double (*clock)(void);
	int mode;
};

/**
 * progress_begin() - nothing is done yet; its clock is seconds().
 * @p: filled.
 * @what: "parsing units"; must outlive @p.
 * @total: number of steps.
 * @all: the sum of the weights of all steps.
 * @quiet: say nothing.
 */
void progress_begin(struct progress *p, const char *what, size_t total,
		    double all, int quiet);

/** progress_step() - one more, of this weight, is done; prints to stderr when
 * it is time to. */
void progress_step(struct progress *p, double weight);

/** progress_end() - clear the line. */
void progress_end(struct progress *p);

/** seconds() - a clock that only moves forward. */
double seconds(void);

/** cpu_seconds() - user and system time of RUSAGE_SELF or RUSAGE_CHILDREN. */
double cpu_seconds(int who);

#endif
