/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A library that is loaded when it is first called: its half a million
 * relocations take longer than all that a run does that parses nothing.
 * <clang-c/Index.h> is found in the build folder first, where make writes one
 * that lets each function of libclang be called through late_function().
 */
#ifndef GFPCHECK_BASE_LATE_H
#define GFPCHECK_BASE_LATE_H

#include <stdint.h>

/** late_functions - those that are used, in the order of their names; NULL: not
 * loaded yet. */
extern void *late_functions[];

/** late_load() - load the library, or die. Return: function @i. */
void *late_load(unsigned i);

/** late_function() - the function with that number. */
static inline void *late_function(unsigned i)
{
	return late_functions[i] ? late_functions[i] : late_load(i);
}

/** late_stamp() - what tells this library from another version of it, without
 * loading it: when it was written, and its size. Or die: there is none. */
uint64_t late_stamp(void);

/** late_file() - the path of the library, NULL: it is not loaded. */
const char *late_file(void);

#endif
