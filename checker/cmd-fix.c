// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck fix: a finding as a patch. */
#include "base/msg.h"
#include "cmd.h"
#include "program.h"
#include "report/fix.h"

#include <string.h>

enum { OPT_SCOPE = OPT_OWN };

struct fix_options {
	struct options opts;
	int scope;
};

static const struct argp_option table[] = {
	OPTIONS_TREE,
	{"overlay", OPT_OVERLAY, "FILE=PATCHED", 0,
	 "read PATCHED in the place of FILE; may be repeated", 0},
	{"scope", OPT_SCOPE, NULL, 0,
	 "open a scope even where a mask could be changed", 0},
	{"output", OPT_OUTPUT, "FILE", 0, "write there (default: stdout)", 0},
	OPTIONS_COMMON,
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct fix_options *f = state->input;

	if (key == OPT_SCOPE) {
		f->scope = 1;
		return 0;
	}
	return options_take(&f->opts, key, arg, state);
}

static const struct argp argp = {
	table,
	parse,
	"FINGERPRINT...",
	"Print a patch that mends findings; `git apply` takes it. A mask is "
	"changed where it is written; where there is none to change, the task "
	"gets a scope from its beginning to its end. FINGERPRINT stands in the "
	"JSON report; its first digits are enough."
	"\vExample:\n"
	"  gfpcheck fix --tree linux-6.1 aca79495 >fix.patch\n"
	"  git -C linux-6.1 apply --check ../fix.patch\n\n"
	"Exit status: 0 a patch, 2 a finding has none (one sentence says why).",
	NULL,
	NULL,
	NULL,
};

/* ---- texts ---- */

struct texts {
	struct program *p;
	VEC(struct buf) read;
};

static int read_text(void *arg, const char *name, const char **v, size_t *n)
{
	struct texts *t = arg;
	struct program *p = t->p;
	const char *path = path_clean(&p->mem, p->kb.tree, name);
	struct buf b = {0};

	for (size_t i = 0; i < p->overlays.n; i++) {
		const struct overlay *o = &p->overlays.v[i];

		if (strcmp(o->path, path))
			continue;
		*v = o->text;
		*n = o->size;
		return 0;
	}
	if (file_read(&b, path)) {
		buf_free(&b);
		return -1;
	}
	vec_push(&t->read, b);
	*v = b.v ? b.v : "";
	*n = b.n;
	return 0;
}

static void free_texts(struct texts *t)
{
	for (size_t i = 0; i < t->read.n; i++)
		buf_free(&t->read.v[i]);
	vec_free(&t->read);
}

/* ---- findings ---- */

static const struct finding *find(const struct findings *all, const char *print)
{
	const struct finding *found = NULL;

	for (size_t i = 0; i < all->all.n; i++) {
		const struct finding *f = all->all.v[i];

		if (!report_names(f, print))
			continue;
		if (found && strcmp(found->fingerprint, f->fingerprint)) {
			error("several findings begin with %s: give more "
			      "digits",
			      print);
			return NULL;
		}
		found = f;
	}
	if (!found)
		error("no finding has the fingerprint %s: see `gfpcheck check "
		      "--format json --confidence possible`",
		      print);
	return found;
}

static int fix_one(struct fix *x, const struct findings *all, const char *print)
{
	const struct finding *f = find(all, print);

	if (!f)
		return -1;
	if (fix_finding(x, f))
		return error("no patch for %s (%s:%u): %s", print, f->at.file,
			     f->at.line, x->why);
	return 0;
}

static int fix_all(struct program *p, int scope)
{
	const struct options *o = p->opts;
	struct texts texts = {.p = p};
	struct patch_source source = {read_text, &texts};
	struct patch patch = {.source = &source};
	struct paths paths;
	struct fix x = {&p->solver, &paths, &patch, scope, NULL};
	struct buf out = {0};
	int err = 0;

	paths_begin(&paths, &p->solver);
	for (size_t i = 0; i < o->args.n; i++)
		err |= fix_one(&x, &p->findings, o->args.v[i]);
	patch_write(&patch, &out);
	if (out.n)
		err |= write_out(o->output, &out);
	buf_free(&out);
	patch_free(&patch);
	paths_end(&paths);
	free_texts(&texts);
	return err ? 2 : 0;
}

static int fix(struct program *p, int scope)
{
	if (!p->opts->args.n) {
		error("which finding? Give its fingerprint, from `gfpcheck "
		      "check --format json`");
		return 2;
	}
	if (program_rules(p) || program_open(p) || program_extract(p) ||
	    program_link(p) || program_solve(p))
		return 2;
	program_findings(p);
	return fix_all(p, scope);
}

int cmd_fix(int argc, char **argv)
{
	struct fix_options f = {0};
	struct program program;
	int status;

	options_init(&f.opts, program_command(argv));
	argp_parse(&argp, argc, argv, 0, NULL, &f);
	program_begin(&program, &f.opts);
	status = fix(&program, f.scope);
	program_end(&program);
	options_free(&f.opts);
	return status;
}
