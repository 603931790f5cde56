/* SPDX-License-Identifier: GPL-2.0-only */
/* Set-up: what runs before the device that it makes gets its first request. */
#ifndef GFPCHECK_ANALYSIS_SETUP_H
#define GFPCHECK_ANALYSIS_SETUP_H

#include "analysis/homes.h"
#include "analysis/knowledge.h"

enum setup {
	SETUP_CALLS = 1, /* below what a rule names; others may call it too */
	SETUP_NAMES,	 /* ... by calls by name alone: it is its own work */
	SETUP_BEGINS,	 /* a rule names it */
};

/**
 * setup_functions() - what rules call set-up, and all that it calls and hands
 * off to. @calls: the @n ways there are.
 * Return: func_t -> enum setup, 0 if it is none; the caller frees it.
 */
uint8_t *setup_functions(const struct knowledge *k,
			 const struct call_edge *calls, size_t n);

#endif
