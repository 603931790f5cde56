/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Findings: data, made from the solved states. One bug is one finding: an
 * allocation whose mask was written in driver code is placed where it was
 * written; entering shared code without a scope is placed at the entry or
 * hand-off that lacks the scope. A task that breaks the rule in several places
 * lacks one scope: that is one finding with its members. Its fingerprint is
 * made of theirs, so that one more bug below an accepted one is news.
 */
#ifndef GFPCHECK_FINDINGS_FINDINGS_H
#define GFPCHECK_FINDINGS_FINDINGS_H

#include "analysis/solve.h"
#include "graph/moves.h"

/* NOTE is advice and no bug: neither shown nor counted unless asked for. */
enum confidence { CERTAIN, LIKELY, POSSIBLE, NOTE };

/** struct place - a function, a line and a column from 1, ready to print. */
struct place {
	const char *file, *function;
	uint32_t line, col;
};

/**
 * struct step - one link of a chain: @at calls, or hands off to, the next.
 * @how is the evidence; @kind tells how the next step is reached.
 */
struct step {
	struct place
		at; /* the line of the call; of the allocation at the end */
	const char *how;
	enum edge_kind kind;
	const char *scope; /* what is masked off there: "none", "noio" ... */
	const char *mask; /* parameters: "gfp with io", NULL = none is a mask */
};

enum finding_kind { FINDING_MASK, FINDING_DOOR, FINDING_DUTY };

enum baseline_state {
	BASELINE_NONE,
	BASELINE_NEW,
	BASELINE_UNCHANGED,
	BASELINE_ABSENT
};

/** struct member - one of the bugs that a finding's one scope mends. */
struct member {
	enum finding_kind kind;
	enum baseline_state baseline;
	const char *fingerprint; /* as if it stood alone */
	struct place at;	 /* where its mask was written, or the door */
	const char *message;
	VEC(struct step) chain; /* from below the finding's place */
};

/**
 * struct finding - one bug.
 * @fingerprint: stays when lines, files or the route change; see key.c.
 * @level: from its folder's configuration: shown when the confidence is this
 *	or above; 0 = as the command line says, else enum confidence + 1.
 */
struct finding {
	enum finding_kind kind;
	const char *fingerprint; /* 16 hexadecimal digits */
	const char *rule;	 /* "noio-mask", "noio-door", an obligation */
	const char *context;
	enum confidence confidence;
	struct place at;     /* where the fix goes: what the report points at */
	struct place origin; /* where the mask was written */
	struct place alloc;  /* the allocator, or the door */
	const char *entry;   /* the function where the context begins */
	const char *entry_reason;
	const char *message, *advice;
	const char *stricter; /* context that may hold there as well, or NULL */
	const char *mask;     /* as text: "0xcc0 = direct_reclaim|io|fs" */
	const char *scope;
	const char *layer; /* of a door */
	VEC(struct step) chain;
	VEC(struct member) members; /* of a group: all of them; else none */
	size_t count;		    /* allocations that this one fix mends */
	int level;
	enum baseline_state baseline;
	const char *suppressed; /* why, NULL: not suppressed */
};

/**
 * struct coverage - what the silence of a report means.
 * @pointer_calls: reached, and not stopped by a rule; of these:
 * @unresolved: a target was lost: the call leads nowhere.
 * @impossible: nothing in this configuration is called there.
 * @partly: no target on some of the ways to it.
 * @undefined: functions that are called by name, and that no unit defines.
 * @ways_left_out: functions that enter shared code for which that is not told:
 *	by a pointer call that many modules share, or with everybody else.
 * @hidden: findings below the confidence asked for.
 */
struct coverage {
	size_t units, degraded, failed;
	size_t functions, reached, states, runs;
	size_t pointer_calls, unresolved, impossible, partly, undefined;
	size_t cut, handoffs_lost, announcements, ways_left_out;
	size_t widened, given_up;
	size_t hidden;
	VEC(struct {
		const char *unit, *reason;
		int failed;
	})
	problems;
};

struct findings {
	struct arena mem;
	VEC(struct finding *) all; /* in order of file, line, fingerprint */
	VEC(const char *) files;   /* that functions are from, sorted */
	struct coverage coverage;
};

/** findings_make() - from the states of @s; strings live in @out. */
void findings_make(struct findings *out, struct solver *s);
/** findings_write() - append them as bytes, without what people say about them.
 */
void findings_write(const struct findings *f, struct buf *out);
/**
 * findings_read() - from such bytes.
 * @p, @n: the bytes.
 * @moves: closed: what was found there is found where it moved; NULL: nothing
 *	moved.
 * Return: 0, or -1 and @f is empty: they are damaged, or name what did not
 * move with the rest.
 */
int findings_read(struct findings *f, const void *p, size_t n,
		  const struct moves *moves);
/** findings_free() - give everything back. */
void findings_free(struct findings *f);

/** finding_cmp() - qsort order of findings.all: file, line, fingerprint. */
int finding_cmp(const void *a, const void *b);

/** finding_name() - may a finding's @rule be called so? */
int finding_name(const struct rules *rules, const char *name);

/** confidence_name() - "certain" ... */
const char *confidence_name(enum confidence c);

#endif
