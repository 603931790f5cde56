// SPDX-License-Identifier: GPL-2.0-only
/* What the names of findings mean. */
#include "report/help.h"

#include <string.h>

/* so findings are named after their context */
static const struct {
	const char *suffix, *title;
} kinds[] = {
	{"-mask", "A mask allows what the context %s forbids"},
	{"-door", "Shared code is entered without a scope in the context %s"},
	{"-scope", "Several masks below one function allow what the context "
		   "%s forbids: it needs a scope"},
	{"-narrow", "A scope of the context %s holds for one allocation only"},
	{"-redundant",
	 "A mask says what the scope of the context %s says that it is within"},
};

#define NKINDS (sizeof(kinds) / sizeof(kinds[0]))

static void add_context(struct help_list *h, const struct rule *r)
{
	const char *id = sym_str(r->id);

	for (size_t i = 0; i < NKINDS; i++) {
		struct buf title = {0};

		buf_printf(&title, kinds[i].title, id);
		vec_push(&h->all,
			 (struct help){arena_printf(&h->mem, "%s%s", id,
						    kinds[i].suffix),
				       arena_strdup(&h->mem, title.v), r});
		buf_free(&title);
	}
}

void help_begin(struct help_list *h, const struct rules *rules)
{
	const struct rule *r = NULL;

	memset(h, 0, sizeof(*h));
	while (rules && (r = rule_next(rules, RULE_context, r)))
		add_context(h, r);
	while (rules && (r = rule_next(rules, RULE_obligation, r)))
		vec_push(&h->all,
			 (struct help){sym_str(r->id),
				       "A function has to call another and "
				       "does not",
				       r});
}

size_t help_index(struct help_list *h, const char *name)
{
	for (size_t i = 0; i < h->all.n; i++)
		if (!strcmp(h->all.v[i].name, name))
			return i;
	vec_push(&h->all, (struct help){name, name, NULL});
	return h->all.n - 1;
}

void help_end(struct help_list *h)
{
	vec_free(&h->all);
	arena_free(&h->mem);
}

int help_is_named(const struct rule *r, const char *name)
{
	const char *id = sym_str(r->id);
	size_t n = strlen(id);

	if (!strcmp(id, name))
		return 1;
	for (size_t i = 0; r->kind == RULE_context && i < NKINDS; i++)
		if (!strncmp(id, name, n) && !strcmp(name + n, kinds[i].suffix))
			return 1;
	return 0;
}

static const char *words(const struct help *h, enum rule_key key)
{
	return h->rule ? h->rule->key[key].text : NULL;
}

static size_t trimmed(const char *text)
{
	size_t n = strlen(text);

	while (n && strchr(" \n", text[n - 1]))
		n--;
	return n;
}

static void put_part(struct buf *out, const char *before, const char *text,
		     const char *after)
{
	if (text)
		buf_printf(out, "%s%.*s%s", before, (int)trimmed(text), text,
			   after);
}

static const char *why(const struct help *h)
{
	const char *text = words(h, KEY_explain);

	return text ? text : words(h, KEY_reason);
}

void help_text(const struct help *h, struct buf *out)
{
	buf_printf(out, "%s.", h->title);
	put_part(out, "\n\n", why(h), "");
	put_part(out, "\n\nTo mend it: ", words(h, KEY_fix), "");
}

void help_markdown(const struct help *h, struct buf *out)
{
	buf_printf(out, "%s.\n", h->title);
	put_part(out, "\n", why(h), "\n");
	put_part(out, "\n**To mend it:** ", words(h, KEY_fix), "\n");
	put_part(out, "\nReported:\n\n```c\n", words(h, KEY_bad), "\n```\n");
	put_part(out, "\nNot reported:\n\n```c\n", words(h, KEY_good),
		 "\n```\n");
}
