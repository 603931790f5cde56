/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values along copies: nodes hold functions and masks, which flow from node to
 * node until nothing changes (Andersen's inclusion, difference propagation).
 */
#ifndef GFPCHECK_GRAPH_FLOW_H
#define GFPCHECK_GRAPH_FLOW_H

#include "graph/graph.h"

/** struct change - what becomes of a mask on its way: (mask & and) | or. */
struct change {
	int64_t and, or ;
};

/** struct copy - what a node holds, @to holds; there are millions. @change:
 * index into flow.changes, 0 = none. */
struct copy {
	uint32_t from, to, change;
};

/** struct via - a call through what @node holds: to bind when that is known. */
struct via {
	uint32_t node, instr;
	func_t fn;
};

struct flow {
	struct graph *g;
	uint32_t first_slot, first_global; /* nodes: functions', then these */
	/* notes, as flow_copy() and flow_tell(), what a call through a pointer
	 * hands to @target */
	void (*bind)(struct flow *w, const struct via *call, func_t target);
	VEC(struct copy) tints; /* if from is open, to is */
	VEC(uint32_t) opened;
	void *arg; /* whose flow it is */
	VEC(struct via) vias;
	VEC(struct copy) copies;
	VEC(struct change) changes; /* [0] changes nothing */
	VEC(struct keeping {
		uint32_t from, to;
		struct owner owner;
	})
	keepings; /* what flows into a slot of an owner that is known */
	VEC(struct told {
		uint32_t node;
		seed_t seed;
	})
	told; /* what functions write themselves */
};

/** flow_begin() - nothing flows yet. */
void flow_begin(struct flow *w);
/** flow_copy() - note a copy; node 0 is no node. */
void flow_copy(struct flow *w, uint32_t from, uint32_t to, struct change how);
/** flow_tell() - note that a seed stands in a node. */
void flow_tell(struct flow *w, uint32_t node, seed_t s);
/** flow_open() - a node may hold what is not followed. */
void flow_open(struct flow *w, uint32_t node);
/** flow_keep() - the functions that end up in a node stand in a slot's, @k.to,
 * of an owner. They are added when nothing flows any more: who takes from the
 * slot has them from the copy that is noted as well. */
void flow_keep(struct flow *w, struct keeping k);
/** flow_tint() - who holds what is not followed says so of another. */
void flow_tint(struct flow *w, uint32_t from, uint32_t to);
/** flow_close() - fill g->sets, sorted by source; gives @w's memory back. */
void flow_close(struct flow *w);
/** graph_return_node() - the node of what a function returns. */
uint32_t graph_return_node(const struct gfunc *gf);

#endif
