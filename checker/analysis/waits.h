/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Threads that wait: a kthread made at probe serves the I/O path if the path
 * wakes what the thread waits for. Objects are named as owners are.
 */
#ifndef GFPCHECK_ANALYSIS_WAITS_H
#define GFPCHECK_ANALYSIS_WAITS_H

#include "analysis/knowledge.h"
#include "analysis/ruled.h"

struct wait_index;

/** waits_begin() - find every thread function and what it waits for. */
struct wait_index *waits_begin(const struct knowledge *k,
			       const struct ruled_calls *calls);
/** waits_end() - give everything back; NULL is fine. */
void waits_end(struct wait_index *w);

/**
 * waits_threads() - thread functions that wait for an object.
 * Return: their number; @out points into the index.
 */
size_t waits_threads(const struct wait_index *w, const struct owner *o,
		     const func_t **out);

/** struct thread - @fn is started as a thread by @maker. */
struct thread {
	func_t maker, fn;
};

/** waits_all() - every thread function of the program. */
size_t waits_all(const struct wait_index *w, const struct thread **out);

#endif
