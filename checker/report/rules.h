/* SPDX-License-Identifier: GPL-2.0-only */
/* Rules in words: one for a terminal, all as a page. */
#ifndef GFPCHECK_REPORT_RULES_H
#define GFPCHECK_REPORT_RULES_H

#include "base/buf.h"
#include "rule/rule.h"

/** rule_words() - all that a rule says, key after key. */
void rule_words(const struct rule *r, struct buf *out);

/** rules_catalogue() - all rules as Markdown: first what is reported, with
 * examples, then what leads there, by kind. No lines or folders of this
 * machine: the page is the same wherever it is made. */
void rules_catalogue(const struct rules *rules, struct buf *out);

#endif
