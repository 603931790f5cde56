// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck explain: what a rule says, and why. */
#include "base/json.h"
#include "base/msg.h"
#include "cmd.h"
#include "program.h"
#include "report/help.h"
#include "rule/nearest.h"

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

enum { OPT_LIST = OPT_OWN, OPT_EXAMPLES };

struct explain {
	struct options opts;
	int list, examples;
};

static const struct argp_option table[] = {
	{"list", OPT_LIST, NULL, 0, "one line per rule", 0},
	{"examples", OPT_EXAMPLES, NULL, 0,
	 "the examples of all rules, one JSON object per line", 0},
	{"rules", OPT_RULES, "DIR", 0,
	 "rules to use (default: those that come with gfpcheck)", 0},
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct explain *e = state->input;

	switch (key) {
	case OPT_LIST:
		e->list = 1;
		return 0;
	case OPT_EXAMPLES:
		e->examples = 1;
		return 0;
	default:
		return options_take(&e->opts, key, arg, state);
	}
}

static const struct argp argp = {
	table,
	parse,
	"[RULE...]",
	"Say what a rule means, why it is there, and show its examples."
	"\vExample:\n"
	"  gfpcheck explain noio",
	NULL,
	NULL,
	NULL,
};

static const char *first_words(const struct rule *r)
{
	if (r->key[KEY_explain].text)
		return r->key[KEY_explain].text;
	return r->key[KEY_reason].text ? r->key[KEY_reason].text : "";
}

static void put_list(const struct rules *rules, struct buf *out)
{
	for (size_t i = 0; i < rules->all.n; i++) {
		const struct rule *r = rules->all.v[i];
		const char *words = first_words(r);

		buf_printf(out, "%-10s %-28s %.*s\n", rule_kind_name(r->kind),
			   sym_str(r->id), (int)strcspn(words, "\n"), words);
	}
}

static void put_example(const struct rule *r, enum rule_key key,
			struct buf *out)
{
	struct json j = {.out = out, .flat = 1};

	if (!r->key[key].text)
		return;
	json_open(&j, NULL, '{');
	json_string(&j, "id", sym_str(r->id));
	json_string(&j, "kind", rule_kind_name(r->kind));
	json_string(&j, "which", keys[key].name);
	json_string(&j, "text", r->key[key].text);
	json_close(&j);
}

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

static void put_rule(const struct rule *r, struct buf *out)
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

static int explain_one(const struct rules *rules, const char *name,
		       struct buf *out)
{
	struct nearest near = NEAREST_INIT;
	size_t found = 0;

	for (size_t i = 0; i < rules->all.n; i++) {
		const struct rule *r = rules->all.v[i];

		nearest_try(&near, name, sym_str(r->id));
		if (help_is_named(r, name)) {
			put_rule(r, out);
			found++;
		}
	}
	if (found)
		return 0;
	return error("there is no rule %s%s%s: see `gfpcheck explain --list`",
		     name, near.name ? ", perhaps " : "",
		     near.name ? near.name : "");
}

static int explain(const struct explain *e, const struct rules *rules,
		   struct buf *out)
{
	if (e->list)
		put_list(rules, out);
	for (size_t i = 0; e->examples && i < rules->all.n; i++) {
		put_example(rules->all.v[i], KEY_bad, out);
		put_example(rules->all.v[i], KEY_good, out);
	}
	for (size_t i = 0; i < e->opts.args.n; i++)
		if (explain_one(rules, e->opts.args.v[i], out))
			return -1;
	if (!e->list && !e->examples && !e->opts.args.n)
		return error("which rule? See `gfpcheck explain --list`");
	return write_out(NULL, out);
}

int cmd_explain(int argc, char **argv)
{
	struct explain e = {0};
	struct arena mem = {0};
	struct rules rules = {0};
	struct buf out = {0};
	int err;

	options_init(&e.opts, "explain");
	argp_parse(&argp, argc, argv, 0, NULL, &e);
	err = rules_read(&rules, program_rules_dir(&mem, e.opts.rules)) ||
	      explain(&e, &rules, &out);
	buf_free(&out);
	rules_free(&rules);
	arena_free(&mem);
	options_free(&e.opts);
	return err ? 2 : 0;
}
