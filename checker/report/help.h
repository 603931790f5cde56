/* SPDX-License-Identifier: GPL-2.0-only */
/* The names that stand in brackets behind a finding, and the rules behind them.
 */
#ifndef GFPCHECK_REPORT_HELP_H
#define GFPCHECK_REPORT_HELP_H

#include "base/buf.h"
#include "rule/rule.h"

/**
 * struct help - one such name.
 * @name: "noio-mask", or the id of an obligation.
 * @title: what it reports, one sentence without a full stop.
 * @rule: where explanation, fix and examples are; NULL if unknown.
 */
struct help {
	const char *name, *title;
	const struct rule *rule;
};

struct help_list {
	struct arena mem;
	VEC(struct help) all;
};

/** help_begin() - all names that findings can have by these rules, in their
 * order; @rules may be NULL. */
void help_begin(struct help_list *h, const struct rules *rules);

/** help_index() - the place of a name in the list. A name that the rules do
 * not explain is put at its end. */
size_t help_index(struct help_list *h, const char *name);

/** help_end() - give everything back. */
void help_end(struct help_list *h);

/** help_is_named() - is this the rule behind a name of a finding? */
int help_is_named(const struct rule *r, const char *name);

/** help_text() - why it is bad and how to mend it, as plain text. */
void help_text(const struct help *h, struct buf *out);

/** help_markdown() - the same with the examples, as Markdown. */
void help_markdown(const struct help *h, struct buf *out);

#endif
