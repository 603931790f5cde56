/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rules meet the program: which rule speaks of which function, slot and file,
 * and what the masks are in the tree at hand.
 */
#ifndef GFPCHECK_ANALYSIS_KNOWLEDGE_H
#define GFPCHECK_ANALYSIS_KNOWLEDGE_H

#include "analysis/value.h"
#include "graph/graph.h"
#include "rule/rule.h"

/** struct fn_rules - the rules that name a function. */
struct fn_rules {
	const struct rule *of[RULE_KINDS];
	const struct rule *opens, *closes; /* regions */
	const struct rule *drains;	   /* who would wait in it fails */
	const struct rule *releases;	   /* a lock */
	const struct rule *tries;	   /* to take one; 1: it has */
	const struct rule *asks;	   /* for one; 0: it has it */
	const struct rule *gives;	   /* a request its flags */
	const struct rule *runs; /* what a hand-off left to this task */
};

/** struct scope_flag - a bit of current->flags and what it takes away. */
struct scope_flag {
	const struct rule *rule;
	uint64_t flag;	  /* 0: this kernel does not have it */
	uint64_t removes; /* bits of gfp_t */
};

/** struct context - what a mask may not keep. */
struct context {
	const struct rule *rule;
	uint64_t forbids;
};

/** struct region - what a call opens and another closes. */
struct region {
	const struct rule *rule;
	int context; /* index */
};

#define MAX_CONTEXTS 3 /* bits of ctx_t, see solve.h */
#define MAX_REGIONS 24
#define MAX_SCOPES 8

struct knowledge {
	const struct rules *rules;
	const struct graph *graph;
	const struct func *probe; /* the probe's static data, or NULL */
	struct scope_flag scopes[MAX_SCOPES];
	size_t nscopes;
	struct context contexts[MAX_CONTEXTS];
	size_t ncontexts;
	struct region regions[MAX_REGIONS];
	size_t nregions;
	uint64_t scope_bits;	 /* all flags of scopes */
	uint64_t mask_bits;	 /* all bits of masks that rules name */
	const struct rule *task; /* how the running task is named; or NULL */
	uint8_t *task_fields;	 /* sym_t -> a member of that name holds it */
	uint32_t *fn_index;	 /* func_t -> fns + 1 */
	VEC(struct fn_rules) fns;
	uint32_t *slot_index; /* slot -> slots + 1 */
	VEC(struct fn_rules) slots;
	const struct rule **
		*path_rules; /* file sym -> [boundary, layer, common] */
	const struct rule ***file_rules; /* the same by func_t */
	size_t nsyms;
};

/**
 * knowledge_probe() - a C source whose static data holds the value of every
 * macro that the rules name; extracted like any unit of the tree.
 */
void knowledge_probe(const struct rules *rules, struct buf *out);

/**
 * knowledge_begin() - join @rules and @graph. The probe's summary must have
 * been linked.
 * Return: 0, or -1 after one sentence (a tree whose masks cannot be read).
 */
int knowledge_begin(struct knowledge *k, const struct rules *rules,
		    const struct graph *graph);
/** knowledge_end() - give everything back. */
void knowledge_end(struct knowledge *k);

/** fn_rule() - the rule of @kind that names @fn, or NULL. */
const struct rule *fn_rule(const struct knowledge *k, func_t fn,
			   enum rule_kind kind);
/** fn_all_rules() - all rules that name @fn, or NULL. */
const struct fn_rules *fn_all_rules(const struct knowledge *k, func_t fn);

/** rule_seeds() - append what stands in the slots that a rule names. */
void rule_seeds(const struct knowledge *k, const struct rule *r, seed_set *out);

/** slot_all_rules() - all rules that name a slot, or NULL. */
const struct fn_rules *slot_all_rules(const struct knowledge *k, sym_t strct,
				      sym_t field);
/** is_pattern() - does a name in a rule stand for all that begin so? */
int is_pattern(const char *name);
/** name_matches() - does a function's name, or a pattern, in a rule mean @name?
 */
int name_matches(const char *pattern, const char *name);
/** is_task_flags() - is a member the flags of tasks? */
int is_task_flags(const struct knowledge *k, const struct expr *e);
/** names_task() - is a member or variable where the running task is found? */
int names_task(const struct knowledge *k, const struct expr *e);
/** slot_rule() - the rule of @kind that names a slot, or NULL. */
const struct rule *slot_rule(const struct knowledge *k, sym_t strct,
			     sym_t field, enum rule_kind kind);
/** fn_boundary() - why calls to @fn are not followed; NULL = they are. */
const struct rule *fn_boundary(const struct knowledge *k, func_t fn);
/** fn_layer() - the shared layer that @fn belongs to, or NULL. */
const struct rule *fn_layer(const struct knowledge *k, func_t fn);
/** fn_common() - why @fn serves nobody in particular, or NULL. */
const struct rule *fn_common(const struct knowledge *k, func_t fn);
/** context_index() - number of a context by its name, -1 = unknown. */
int context_index(const struct knowledge *k, sym_t name);
/** context_scope() - the scope that a context asks for, if it is one that can
 * be written; else NULL. */
const struct rule *context_scope(const struct knowledge *k,
				 const struct rule *context);
/**
 * macro_value() - the value of a macro or enumerator that the probe read.
 * Return: 0, or -1 if the tree does not define it.
 */
int macro_value(const struct knowledge *k, sym_t macro, int64_t *value);
/** scope_removes() - bits that the flags in force take from every mask. */
uint64_t scope_removes(const struct knowledge *k, uint64_t flags);

#endif
