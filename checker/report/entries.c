// SPDX-License-Identifier: GPL-2.0-only
/* Where contexts begin. */
#include "report/lookup.h"

#include "base/msg.h"
#include "rule/nearest.h"

#include <string.h>

static void put_entry(const struct answers *a, const struct ans_entry *e,
		      struct buf *out)
{
	buf_printf(out, "%s  ",
		   e->rule ? ans_str(a, a->rules[e->rule - 1].id) : "?");
	put_contexts(a, e->ctx, out);
	buf_puts(out, "  ");
	put_name(a, e->fn, 0, out);
	if (*ans_str(a, e->slot))
		buf_printf(out, "  %s", ans_str(a, e->slot));
	if (e->evidence != UINT32_MAX) {
		buf_puts(out, " (");
		put_evidence(a, e->evidence, out);
		buf_puts(out, ")");
	}
	buf_puts(out, "\n");
}

static void put_count(const struct answers *a, uint16_t rule, size_t n,
		      struct buf *out)
{
	if (n)
		buf_printf(out, "%6zu  %s\n", n,
			   ans_str(a, a->rules[rule - 1].id));
}

static int no_entry(const struct answers *a, const char *pattern)
{
	struct nearest near = NEAREST_INIT;

	for (size_t i = 0; i < a->nentries; i++) {
		const struct ans_entry *e = &a->entries[i];

		if (e->rule)
			nearest_try(&near, pattern,
				    ans_str(a, a->rules[e->rule - 1].id));
		nearest_try(&near, pattern, ans_str(a, a->funcs[e->fn].name));
		nearest_try(&near, pattern, ans_str(a, e->slot));
	}
	return error("no entry's rule, function, slot or file contains %s%s%s",
		     pattern, near.name ? ", perhaps " : "",
		     near.name ? near.name : "");
}

int answer_entries(const struct asking *q, const char *pattern)
{
	const struct answers *a = q->a;
	struct buf line = {0}, counts = {0};
	size_t n = 0, all = 0;
	uint16_t rule = 0;

	for (size_t i = 0; i < a->nentries; i++) {
		line.n = 0;
		put_entry(a, &a->entries[i], &line);
		if (pattern && !strstr(line.v, pattern))
			continue;
		buf_add(q->out, line.v, line.n);
		if (a->entries[i].rule != rule) {
			put_count(a, rule, n, &counts);
			n = 0;
		}
		rule = a->entries[i].rule;
		n++;
		all++;
	}
	put_count(a, rule, n, &counts);
	buf_printf(q->out, "%zu entries\n", all);
	if (counts.n)
		buf_add(q->out, counts.v, counts.n);
	buf_free(&line);
	buf_free(&counts);
	return all || !pattern ? 0 : no_entry(a, pattern);
}
