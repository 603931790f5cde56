/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rules: what gfpcheck knows about the kernel that the source does not say.
 * They are data, read from rules/ (see rules/README.md for the language); a
 * name that a kernel does not have is harmless, a misspelt key is an error.
 */
#ifndef GFPCHECK_RULE_RULE_H
#define GFPCHECK_RULE_RULE_H

#include "base/arena.h"
#include "base/sym.h"
#include "base/vec.h"

enum rule_kind {
#define RULE(kind, required, optional) RULE_##kind,
#define KEY(name, shape)
#include "rule/rule.def"
#undef RULE
#undef KEY
	RULE_KINDS
};

enum rule_key {
#define RULE(kind, required, optional)
#define KEY(name, shape) KEY_##name,
#include "rule/rule.def"
#undef RULE
#undef KEY
	RULE_KEYS
};

/** struct rule_slot - a (struct, field) pair: `blk_mq_ops.queue_rq`. */
struct rule_slot {
	sym_t strct, field; /* field 0: any field ("file_operations.*") */
};

typedef VEC(sym_t) rule_syms;
typedef VEC(struct rule_slot) rule_slots;

/** struct rule_value - one key's value; which member is set follows from the
 * key's shape in rule.def. A key that was not written is all zero, @set = 0.
 */
struct rule_value {
	int set;
	int line, column;
	sym_t str;	  /* str: the scalar */
	const char *text; /* text */
	long num;	  /* num */
	rule_syms list;	  /* list: in the order written */
	rule_slots slots; /* slots */
};

/** struct rule - one rule. Strings live as long as its struct rules. */
struct rule {
	enum rule_kind kind;
	sym_t id;
	const char *file;
	int line, column;
	size_t number; /* among all */
	struct rule_value key[RULE_KEYS];
};

/** struct rules - all rules of a run, in the order of file name and line. */
struct rules {
	struct arena mem;
	VEC(struct rule *) all;
	uint64_t hash; /* of every file's content: changes when a rule does */
};

/**
 * rules_read() - read and validate every *.yaml below @dir, in sorted order.
 * Return: 0, or -1 after printing `file:line:column: sentence` for each error
 * (a folder that does not exist or holds no rule is an error too).
 */
int rules_read(struct rules *rules, const char *dir);

/** rules_hash() - what @hash of the rules in @dir would be, without reading
 * them as rules. */
uint64_t rules_hash(const char *dir);

/** rules_free() - give everything back. */
void rules_free(struct rules *rules);

/** rule_kind_name() - "allocator" ... */
const char *rule_kind_name(enum rule_kind kind);

/** rules_find() - the rule with this id, of any kind; NULL if there is none. */
const struct rule *rules_find(const struct rules *rules, const char *id);

/** rule_next() - iterate over one kind: start with @after = NULL. */
const struct rule *rule_next(const struct rules *rules, enum rule_kind kind,
			     const struct rule *after);

#endif
