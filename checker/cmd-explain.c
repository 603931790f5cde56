// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck explain: what a rule says, and why. */
#include "base/json.h"
#include "base/msg.h"
#include "cmd.h"
#include "program.h"
#include "report/help.h"
#include "report/rules.h"
#include "rule/nearest.h"

#include <string.h>

enum { OPT_LIST = OPT_OWN, OPT_EXAMPLES, OPT_CATALOGUE };

struct explain {
	struct options opts;
	int list, examples, catalogue;
};

static const struct argp_option table[] = {
	{"list", OPT_LIST, NULL, 0, "one line per rule", 0},
	{"examples", OPT_EXAMPLES, NULL, 0,
	 "the examples of all rules, one JSON object per line", 0},
	{"catalogue", OPT_CATALOGUE, NULL, 0,
	 "all rules as one page of Markdown", 0},
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
	case OPT_CATALOGUE:
		e->catalogue = 1;
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
	json_string(&j, "which", key == KEY_bad ? "bad" : "good");
	json_string(&j, "text", r->key[key].text);
	json_close(&j);
}

/* "noio-scope" is of the context noio: what the rest of the name says. */
static void put_title(const struct rules *rules, const char *name,
		      struct buf *out)
{
	struct help_list all;
	const struct help *h;

	help_begin(&all, rules);
	h = &all.all.v[help_index(&all, name)];
	if (h->rule && strcmp(sym_str(h->rule->id), name))
		buf_printf(out, "%s: %s.\n\n", name, h->title);
	help_end(&all);
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
			rule_words(r, out);
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
	if (e->catalogue)
		rules_catalogue(rules, out);
	for (size_t i = 0; e->examples && i < rules->all.n; i++) {
		put_example(rules->all.v[i], KEY_bad, out);
		put_example(rules->all.v[i], KEY_good, out);
	}
	for (size_t i = 0; i < e->opts.args.n; i++) {
		put_title(rules, e->opts.args.v[i], out);
		if (explain_one(rules, e->opts.args.v[i], out))
			return -1;
	}
	if (!e->list && !e->examples && !e->catalogue && !e->opts.args.n)
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
