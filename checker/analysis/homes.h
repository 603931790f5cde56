/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which modules narrow something that a function reaches: pointer calls and
 * mask fields are narrowed to what the module at hand stored there. A state is
 * kept apart by its module only where that changes anything.
 */
#ifndef GFPCHECK_ANALYSIS_HOMES_H
#define GFPCHECK_ANALYSIS_HOMES_H

#include "graph/graph.h"

#define FEW_TARGETS 8 /* what one of more targets does says little */

/** How a caller reaches a callee: struct call_edge.named. */
enum nearness {
	FAR,	    /* a pointer with many targets */
	NEAR,	    /* a pointer with few */
	NAMED,	    /* a call by name */
	HANDED_OFF, /* what is queued there runs it */
};

/**
 * in_module() - is a function of module *@home?
 * @home: the caller's; 0 = a header's: his who has the first function that is
 *	asked for.
 */
static inline int in_module(const struct graph *g, func_t fn, sym_t *home)
{
	if (!*home)
		*home = g->funcs.v[fn].home;
	return *home && g->funcs.v[fn].home == *home;
}

/** struct call_edge - a way from a function to another. */
struct call_edge {
	func_t callee, caller;
	int named; /* enum nearness */
};

struct homes {
	uint32_t *number;   /* sym -> number of the module + 1 */
	uint32_t *set_of;   /* func_t -> number of its set, 0 = none */
	VEC(uint64_t) sets; /* bitmaps, nwords each */
	uint64_t *clients;  /* number of the module -> bitmap, the same */
	size_t nwords;
	VEC(struct home_of {
		func_t fn;
		uint32_t module;
	})
	own; /* what functions do themselves, until homes_close() */
};

/** homes_begin() - number the modules of all seeds. */
void homes_begin(struct homes *h, const struct graph *g);
/** homes_add() - @fn holds something that module @home narrows; once per
 * function in a row, in order of functions. */
void homes_add(struct homes *h, func_t fn, sym_t home);
/**
 * homes_close() - what functions do themselves becomes what they reach.
 * @calls: all edges; @n: their number; @nfuncs: functions of the graph.
 *
 * Linear: strongly connected components (Tarjan, "Depth-first search and linear
 * graph algorithms", 1972) come callees first, equal sets are kept once.
 */
void homes_close(struct homes *h, const struct call_edge *calls, size_t n,
		 size_t nfuncs);
/**
 * homes_clients() - which modules are written against which: dm-crypt calls
 * functions of dm-mod, and hands it its table.
 * @calls: all edges: of these, calls by name of functions that may be entered
 * count; @n: their number.
 */
void homes_clients(struct homes *h, const struct graph *g,
		   const struct call_edge *calls, size_t n);
/** homes_is_client() - does a function of module @client call one of @home? A
 * module that has no pointer to a function is nobody's client. */
int homes_is_client(const struct homes *h, sym_t home, sym_t client);
/** homes_has() - does module @home narrow anything that @fn reaches? */
int homes_has(const struct homes *h, func_t fn, sym_t home);
/** homes_end() - give everything back. */
void homes_end(struct homes *h);

#endif
