/* SPDX-License-Identifier: GPL-2.0-only */
/* A pool of worker processes: a crash costs the job it was doing, no more. */
#ifndef GFPCHECK_BASE_JOBS_H
#define GFPCHECK_BASE_JOBS_H

#include <stddef.h>

/**
 * struct jobs - what to run.
 * @n: number of jobs, numbered from 0 and handed out in that order.
 * @workers: processes at once; 0 = one per core.
 * @run: does job @i inside a worker; returns 0..125, the job's result.
 * @done: called in the parent when job @i has ended; @result is what @run
 *	returned, or -1 - SIGNAL when the worker died of a signal.
 * @arg: handed to both.
 * @recycle: a worker is replaced after so many jobs, which gives the memory
 *	back that they left in pieces; 0 = never.
 * @heavy: so is one that has more than so many KB of its own after a job;
 *	0 = never.
 * @largest: NULL, or raised to what the largest worker had, in KB.
 */
struct jobs {
	size_t n;
	int workers;
	int (*run)(size_t i, void *arg);
	void (*done)(size_t i, int result, void *arg);
	void *arg;
	size_t recycle;
	long heavy;
	long *largest;
};

/**
 * jobs_run() - run all jobs; a worker that dies is replaced.
 * @jobs: what to run; not changed.
 *
 * A job that ends its process (exit(), die()) has the exit code as its result,
 * or -1 when that was 0. Workers are killed when the caller dies.
 * SIGINT and SIGTERM stop the workers and end the program with 2.
 */
void jobs_run(const struct jobs *jobs);

#endif
