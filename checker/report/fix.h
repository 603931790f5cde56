/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A finding as a change of the source. A mask that is written out goes where it
 * is written; for everything else a scope is opened where the task begins.
 */
#ifndef GFPCHECK_REPORT_FIX_H
#define GFPCHECK_REPORT_FIX_H

#include "findings/findings.h"
#include "findings/paths.h"
#include "report/patch.h"

/**
 * struct fix - what is needed to mend, and what comes of it.
 * @solver: solved, with its graph and rules.
 * @paths: through its states.
 * @patch: collects the edits of all findings.
 * @prefer_scope: a scope even where a mask could be changed.
 * @second: the other of two ways: the first did not mend it.
 * @why: the end of a sentence when there is no fix; lives in @patch.
 */
struct fix {
	const struct solver *solver;
	const struct paths *paths;
	struct patch *patch;
	int prefer_scope, second;
	const char *why;
};

/** fix_finding() - add what mends @f to the patch. Return: 0, or -1 with @why
 * set and nothing added. */
int fix_finding(struct fix *x, const struct finding *f);

/** fix_alone() - what is to be mended when a fingerprint that begins with
 * @begin is asked for: @f, or of a group the one member of that name. */
struct finding fix_alone(const struct finding *f, const char *begin);

/* fix.c, fix-mask.c, fix-scope.c: the inside. */

/** fix_why() - note why there is no fix. Return: -1. */
int fix_why(struct fix *x, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/** fix_context() - the rule of a finding's context. */
const struct rule *fix_context(const struct fix *x, const struct finding *f);

/** fix_function() - the function that a place names, or 0. */
func_t fix_function(const struct fix *x, const struct place *p);

/** fix_mask() - replace the mask at its origin. Return: 0, or -1 and @why. */
int fix_mask(struct fix *x, const struct finding *f);

/** struct task_fn - where a scope goes, and who hands over to it, or 0. */
struct task_fn {
	func_t fn, from;
};

/** fix_scope() - open the context's scope for the whole body of @n functions.
 * Return: 0, or -1 with @why set and nothing added. */
int fix_scope(struct fix *x, const struct finding *f, const struct task_fn *at,
	      size_t n);

#endif
