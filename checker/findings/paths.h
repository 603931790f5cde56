/* SPDX-License-Identifier: GPL-2.0-only */
/* Ways through the states: the best chain to each, and who must be passed. */
#ifndef GFPCHECK_FINDINGS_PATHS_H
#define GFPCHECK_FINDINGS_PATHS_H

#include "analysis/solve.h"

/** struct in_edge - edge @edge of state @from leads here. */
struct in_edge {
	state_t from;
	uint32_t edge;
};

struct paths {
	const struct solver *s;
	uint32_t *first; /* state -> index into in */
	struct in_edge *in;
	uint32_t *cost;	      /* of the best chain; UINT32_MAX = none */
	struct in_edge *pred; /* .from = 0: a root */
	uint32_t *mark, stamp;
};

/** paths_begin() - best chains from all roots: sure edges before unsure ones,
 * then short before long. */
void paths_begin(struct paths *p, const struct solver *s);
/** paths_end() - give everything back. */
void paths_end(struct paths *p);

/**
 * root_rule() - the rule that says how sure it is that what begins at @root is
 * on the path: that of its entry. Who opens a region is called by somebody: see
 * struct solver.spoken.
 * Return: NULL if nothing is said.
 */
const struct rule *root_rule(const struct paths *p, state_t root);

/** paths_in() - the edges into a state. Return: how many. */
size_t paths_in(const struct paths *p, state_t id, const struct in_edge **out);

/**
 * paths_gate() - the function nearest to the roots that every way to @door
 * within its task passes: where a scope would cover all of them. Only states
 * on the best chain are asked. Return: that state.
 */
state_t paths_gate(struct paths *p, state_t door);

/** paths_avoid() - can a beginning of a task reach @door without passing
 * through function @gate, as far as is known? */
int paths_avoid(struct paths *p, state_t door, func_t gate);

/** way - steps from a state to another. */
typedef VEC(struct in_edge) way;

/**
 * paths_way() - the best chain to @at, from @top on; 0: from its root.
 * @top: on that chain.
 * @out: the steps are added to it.
 * Return: the state that they begin with.
 */
state_t paths_way(const struct paths *p, state_t top, state_t at, way *out);

/** paths_begins_task() - is @at the first state of its task, on its best chain?
 */
int paths_begins_task(const struct paths *p, state_t at);

/** edge_starts_task() - the scope does not follow along this edge. */
int edge_starts_task(enum edge_kind kind);

/** paths_edge() - the edge behind an in_edge. */
const struct edge_out *paths_edge(const struct paths *p,
				  const struct in_edge *e);

#endif
