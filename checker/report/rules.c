// SPDX-License-Identifier: GPL-2.0-only
/* Rules in words. */
#include "report/rules.h"

#include <string.h>

#define WIDTH 78

enum shape { str, text, num, list, slots };

static const struct key {
	const char *name;
	enum shape shape;
} keys[] = {
#define RULE(kind, required, optional)
#define KEY(name, shape) {#name, shape},
#include "rule/rule.def"
#undef RULE
#undef KEY
};

/* an example as it is */
static void put_indented(const char *words, struct buf *out)
{
	while (*words) {
		size_t n = strcspn(words, "\n");

		buf_printf(out, "%s%.*s\n", n ? "    " : "", (int)n, words);
		words += n + (words[n] == '\n');
	}
}

static void put_words(const char *words, struct buf *out)
{
	size_t column = WIDTH;

	for (const char *p = words; *(p += strspn(p, " \n"));) {
		size_t n = strcspn(p, " \n");

		if (column + 1 + n > WIDTH) {
			buf_puts(out, p == words ? "    " : "\n    ");
			column = 4;
		} else {
			buf_puts(out, " ");
			column++;
		}
		buf_add(out, p, n);
		column += n;
		p += n;
	}
	buf_puts(out, "\n");
}

static void put_value(const struct rule_value *v, enum shape shape,
		      struct buf *out)
{
	if (shape == str)
		buf_printf(out, " %s", sym_str(v->str));
	if (shape == num)
		buf_printf(out, " %ld", v->num);
	for (size_t i = 0; shape == list && i < v->list.n; i++)
		buf_printf(out, " %s", sym_str(v->list.v[i]));
	for (size_t i = 0; shape == slots && i < v->slots.n; i++)
		buf_printf(out, " %s.%s", sym_str(v->slots.v[i].strct),
			   v->slots.v[i].field ? sym_str(v->slots.v[i].field)
					       : "*");
	buf_puts(out, "\n");
}

void rule_words(const struct rule *r, struct buf *out)
{
	buf_printf(out, "%s %s  (%s:%d)\n", rule_kind_name(r->kind),
		   sym_str(r->id), r->file, r->line);
	for (int k = 0; k < RULE_KEYS; k++) {
		const struct rule_value *v = &r->key[k];

		if (!v->set)
			continue;
		buf_printf(out, "  %s:", keys[k].name);
		if (keys[k].shape == text) {
			buf_puts(out, "\n");
			if (k == KEY_bad || k == KEY_good)
				put_indented(v->text, out);
			else
				put_words(v->text, out);
		} else {
			put_value(v, keys[k].shape, out);
		}
	}
}

/* ---- the catalogue ---- */

/* What a kind of rule is for, and in which order the page has them. */
static const struct chapter {
	enum rule_kind kind;
	const char *title, *words;
} chapters[] = {
	{RULE_context, "What is reported: contexts",
	 "A finding is called after the context that it breaks: `-mask` when "
	 "the mask is wrong where it was written, `-door` when shared code is "
	 "entered without a scope, `-scope` when one scope mends many."},
	{RULE_obligation, "What is reported: obligations",
	 "A function that has to call another and does not."},
	{RULE_replacement, "What is written instead",
	 "`gfpcheck fix` replaces these masks."},
	{RULE_scope, "Scopes", "Flags of a task, and what they take away."},
	{RULE_entry, "Entries", "Where a context begins."},
	{RULE_region, "Regions",
	 "Where a context begins with one call and ends with another."},
	{RULE_lock, "Locks", "What takes and releases the locks of regions."},
	{RULE_handoff, "Hand-offs",
	 "Calls that let another task go on. The scope stays behind."},
	{RULE_wake, "Wakes", "Calls that let a waiting thread go on."},
	{RULE_wait, "Waits", "Calls that wait for being woken."},
	{RULE_serves, "Going on with I/O",
	 "Calls that prove that a work item goes on with I/O."},
	{RULE_common, "Common code",
	 "Where what is served is nobody's in particular."},
	{RULE_queue, "Queues", "What queues of work are good for."},
	{RULE_allocator, "Allocators", "Where a mask is judged."},
	{RULE_layer, "Layers",
	 "Shared code, whose own masks are right where they stand."},
	{RULE_boundary, "Boundaries", "What is not followed."},
	{RULE_setup, "Set-up",
	 "They run before the device that they set up gets its first request: "
	 "what they fill is filled."},
	{RULE_narrow, "Narrowed slots",
	 "Slots that are followed only into some files."},
	{RULE_request, "Requests",
	 "Shared code that sleeps if a flag of the request says so."},
	{RULE_value, "Values", "Masks that cannot be seen in the source."},
	{RULE_type, "Types", "Types whose values are masks."},
	{RULE_task, "Tasks", "How the running task is named."},
	{RULE_mask, "Masks", "Bits that contexts forbid."},
};

/* A value that is no text, as it stands in the rule. */
static void put_key(const struct rule *r, int k, struct buf *out)
{
	struct buf words = {0};

	put_value(&r->key[k], keys[k].shape, &words);
	buf_printf(out, "- %s: `%.*s`\n", keys[k].name, (int)words.n - 2,
		   words.v + 1);
	buf_free(&words);
}

/* Names of C as Markdown: no emphasis, no tags. */
static void put_escaped(const char *words, struct buf *out)
{
	for (const char *p = words; *p; p++) {
		int inside = p > words && p[-1] != ' ' && p[-1] != '(';

		if (strchr("*<`", *p) || (*p == '_' && !inside))
			buf_puts(out, "\\");
		buf_add(out, p, 1);
	}
}

static void put_code(const char *title, const char *code, struct buf *out)
{
	if (code)
		buf_printf(out, "\n%s:\n\n```c\n%s\n```\n", title, code);
}

static void put_text(const char *title, const char *words, struct buf *out)
{
	buf_printf(out, "\n**%s.** ", title);
	put_escaped(words, out);
	buf_puts(out, "\n");
}

static void put_entry(const struct rule *r, struct buf *out)
{
	static const struct {
		enum rule_key key;
		const char *title;
	} texts[] = {{KEY_explain, "What it means"},
		     {KEY_reason, "Why"},
		     {KEY_fix, "How to fix it"},
		     {KEY_advice, "In short"},
		     {KEY_by, "Instead"},
		     {KEY_holds, "Kept in"},
		     {KEY_protects, "In a comment"}};

	buf_printf(out, "\n### %s\n\n", sym_str(r->id));
	for (int k = 0; k < RULE_KEYS; k++)
		if (r->key[k].set && keys[k].shape != text)
			put_key(r, k, out);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (r->key[texts[i].key].text)
			put_text(texts[i].title, r->key[texts[i].key].text,
				 out);
	put_code("Wrong", r->key[KEY_bad].text, out);
	put_code("Right", r->key[KEY_good].text, out);
}

void rules_catalogue(const struct rules *rules, struct buf *out)
{
	buf_puts(out, "# The rules\n\nMade from `rules/` by `gfpcheck explain "
		      "--catalogue`: do not edit.\n");
	for (size_t i = 0; i < sizeof(chapters) / sizeof(chapters[0]); i++) {
		const struct rule *r = rule_next(rules, chapters[i].kind, NULL);

		if (r)
			buf_printf(out, "\n## %s\n\n%s\n", chapters[i].title,
				   chapters[i].words);
		for (; r; r = rule_next(rules, chapters[i].kind, r))
			put_entry(r, out);
	}
}
