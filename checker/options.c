// SPDX-License-Identifier: GPL-2.0-only
/* What the command line said. */
#include "options.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

void options_init(struct options *o, const char *command)
{
	*o = (struct options){.command = command,
			      .confidence = LIKELY,
			      .fail_on = -2,
			      .depth = 3};
}

void options_free(struct options *o)
{
	vec_free(&o->formats);
	vec_free(&o->overlays);
	vec_free(&o->args);
}

static int level(const char *arg, struct argp_state *state, int never)
{
	for (int c = CERTAIN; c <= NOTE; c++)
		if (!strcmp(arg, confidence_name(c)))
			return c;
	if (never && !strcmp(arg, "never"))
		return -1;
	argp_error(state, "`%s' is none of certain, likely, possible, note%s",
		   arg, never ? ", never" : "");
	return LIKELY;
}

static int number(const char *arg, long most, const char *of,
		  struct argp_state *state)
{
	char *end;
	long n = strtol(arg, &end, 10);

	if (!*arg || *end || n < 1 || n > most)
		argp_error(state, "`%s' is no number of %s", arg, of);
	return (int)n;
}

static void add_format(struct options *o, const char *arg,
		       struct argp_state *state)
{
	size_t n = strcspn(arg, "=");
	struct output f = {.writer = report_writer(arg, n),
			   .path = arg[n] ? arg + n + 1 : NULL};

	if (!f.writer)
		argp_error(state, "unknown format `%.*s': it is one of %s",
			   (int)n, arg, report_formats());
	if (f.path && !*f.path)
		argp_error(state, "`%s' names no file", arg);
	vec_push(&o->formats, f);
}

static error_t take_report(struct options *o, int key, char *arg,
			   struct argp_state *state)
{
	switch (key) {
	case OPT_FORMAT:
		add_format(o, arg, state);
		return 0;
	case OPT_OUTPUT:
		o->output = arg;
		return 0;
	case OPT_CONFIDENCE:
		o->confidence = (enum confidence)level(arg, state, 0);
		o->confidence_given = 1;
		return 0;
	case OPT_FAIL_ON:
		o->fail_on = level(arg, state, 1);
		return 0;
	case OPT_BASELINE:
		o->baseline = arg;
		return 0;
	case OPT_OVERLAY:
		if (!strchr(arg, '='))
			argp_error(state, "--overlay wants FILE=PATCHED");
		vec_push(&o->overlays, arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

error_t options_take(struct options *o, int key, char *arg,
		     struct argp_state *state)
{
	switch (key) {
	case OPT_TREE:
		o->tree = arg;
		return 0;
	case OPT_OBJTREE:
		o->objtree = arg;
		return 0;
	case OPT_CONFIG:
		o->config = arg;
		return 0;
	case OPT_UNITS:
		o->units = arg;
		return 0;
	case OPT_RULES:
		o->rules = arg;
		return 0;
	case OPT_JOBS:
		o->jobs = number(arg, 4096, "jobs", state);
		return 0;
	case OPT_DEPTH:
		o->depth = (unsigned)number(arg, 64, "calls (1 to 64)", state);
		return 0;
	case OPT_QUIET:
		o->quiet = 1;
		return 0;
	case OPT_TIMINGS:
		o->timings = 1;
		return 0;
	case ARGP_KEY_ARG:
		vec_push(&o->args, arg);
		return 0;
	default:
		return take_report(o, key, arg, state);
	}
}

/* ---- the way back ---- */

static void put_word(struct buf *out, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_=./,:+@%";

	buf_puts(out, " ");
	if (*word && !word[strspn(word, plain)]) {
		buf_puts(out, word);
		return;
	}
	buf_puts(out, "'");
	for (; *word; word++)
		if (*word == '\'')
			buf_puts(out, "'\\''");
		else
			buf_add(out, word, 1);
	buf_puts(out, "'");
}

static void put_option(struct buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	buf_printf(out, " --%s", name);
	put_word(out, value);
}

void options_words(const struct options *o, struct buf *out)
{
	buf_printf(out, "gfpcheck %s", o->command);
	put_option(out, "tree", o->tree);
	put_option(out, "objtree", o->objtree);
	put_option(out, "config", o->config);
	put_option(out, "units", o->units);
	put_option(out, "rules", o->rules);
	for (size_t i = 0; i < o->overlays.n; i++)
		put_option(out, "overlay", o->overlays.v[i]);
	if (o->confidence != LIKELY)
		put_option(out, "confidence", confidence_name(o->confidence));
	for (size_t i = 0; i < o->args.n; i++)
		put_word(out, o->args.v[i]);
}

int options_where(const struct options *o)
{
	size_t to_output = 0;

	if (o->units && (o->tree || o->objtree || o->config))
		return error("--units stands for a tree: leave out --tree, "
			     "--objtree and --config");
	if (!o->units && !o->tree)
		return error("which kernel? Name its source with --tree DIR");
	for (size_t i = 0; i < o->formats.n; i++)
		to_output += !o->formats.v[i].path;
	if (to_output > 1)
		return error("two formats in one place: give them files, as in "
			     "--format json=FILE");
	if (o->output && o->formats.n && !to_output)
		return error("nothing is left for --output: each --format "
			     "names its file");
	return 0;
}
