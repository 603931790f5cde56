/* SPDX-License-Identifier: GPL-2.0-only */
/* Pictures in the language of graphviz: a finding, or a function. */
#ifndef GFPCHECK_REPORT_DOT_H
#define GFPCHECK_REPORT_DOT_H

#include "findings/findings.h"

/** dot_finding() - the chain of a finding: one cluster per task. */
void dot_finding(const struct finding *f, struct buf *out);

/**
 * struct dot_center - what a picture of functions shows.
 * @fns: functions of one name.
 * @n: their number.
 * @depth: calls up and down from them.
 * @cut_up: set: functions left out that call one shown above @fns.
 * @cut_down: set: functions left out that one shown below @fns calls.
 */
struct dot_center {
	const func_t *fns;
	size_t n;
	unsigned depth;
	size_t cut_up, cut_down;
};

/**
 * dot_function() - who reaches a function from the entries, what it calls.
 * The best way from an entry is shown whatever the depth. A function that no
 * entry reaches is shown with its calls alone.
 */
void dot_function(const struct solver *s, struct dot_center *c,
		  struct buf *out);

#endif
