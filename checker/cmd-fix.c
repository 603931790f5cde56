// SPDX-License-Identifier: GPL-2.0-only
/*
 * gfpcheck fix: a finding as a patch. The patch is tried before it is printed:
 * the tree is checked again with it, and who is still there gets another patch,
 * or none.
 */
#include "base/msg.h"
#include "cmd.h"
#include "program.h"
#include "proof.h"
#include "report/fix.h"

#include <stdio.h>
#include <string.h>

enum { OPT_SCOPE = OPT_OWN, OPT_UNPROVEN };

/** struct wanted - a finding to mend: its name, its bugs, what became of it. */
struct wanted {
	const char *print, *place;
	VEC(const char *) bugs;
	VEC(const char *) files; /* that its patch changes */
	int second;		 /* the first way did not mend it */
	int refused;
};

struct mend {
	struct options opts;
	int scope, unproven;
	VEC(struct wanted) all;
	struct arena mem; /* of one draft */
	struct buf patch;
	VEC(struct overlay) texts;
	VEC(const char *) broken; /* units that did not parse before */
};

static const struct argp_option table[] = {
	OPTIONS_TREE,
	{"overlay", OPT_OVERLAY, "FILE=PATCHED", 0,
	 "read PATCHED in the place of FILE; may be repeated", 0},
	{"scope", OPT_SCOPE, NULL, 0,
	 "open a scope even where a mask could be changed", 0},
	{"unproven", OPT_UNPROVEN, NULL, 0,
	 "print the patch without checking the tree again with it", 0},
	{"output", OPT_OUTPUT, "FILE", 0, "write there (default: stdout)", 0},
	OPTIONS_COMMON,
	{0},
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct mend *m = state->input;

	switch (key) {
	case OPT_SCOPE:
		m->scope = 1;
		return 0;
	case OPT_UNPROVEN:
		m->unproven = 1;
		return 0;
	default:
		return options_take(&m->opts, key, arg, state);
	}
}

static const struct argp argp = {
	table,
	parse,
	"FINGERPRINT...",
	"Print a patch that mends findings; `git apply` takes it. A mask is "
	"changed where it is written; where there is none to change, the task "
	"gets a scope from its beginning to its end. The tree is checked again "
	"with the patch: one that does not mend its finding is not printed. "
	"FINGERPRINT stands at the end of a finding; its first digits are "
	"enough."
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

static int refuse(struct wanted *w, const char *why)
{
	w->refused = 1;
	return error("no patch for %s%s: %s", w->print,
		     w->place ? w->place : "", why);
}

static void note_bugs(struct mend *m, struct wanted *w, const struct finding *f)
{
	w->place = arena_printf(&m->mem, " (%s:%u)", f->at.file, f->at.line);
	vec_clear(&w->bugs);
	if (!f->members.n)
		vec_push(&w->bugs, arena_strdup(&m->mem, f->fingerprint));
	for (size_t i = 0; i < f->members.n; i++)
		vec_push(&w->bugs,
			 arena_strdup(&m->mem, f->members.v[i].fingerprint));
}

static void note_files(struct mend *m, struct wanted *w,
		       const struct patch *patch)
{
	vec_clear(&w->files);
	for (size_t i = 0; i < patch->files.n; i++)
		if (patch->files.v[i]->edits.n > patch->files.v[i]->kept)
			vec_push(
				&w->files,
				arena_strdup(&m->mem, patch->files.v[i]->name));
}

static void fix_one(struct mend *m, struct fix *x, const struct findings *all,
		    struct wanted *w)
{
	const struct finding *f = find(all, w->print);
	struct finding one;

	if (!f) {
		w->refused = 1;
		return;
	}
	one = fix_alone(f, w->print);
	note_bugs(m, w, &one);
	x->second = w->second;
	if (fix_finding(x, &one))
		refuse(w, w->second ? "the patch was tried and does not mend it"
				    : x->why);
	else
		note_files(m, w, x->patch);
}

static void keep_texts(struct mend *m, const struct program *p,
		       struct patch *patch)
{
	for (size_t i = 0; i < patch->files.n; i++) {
		struct patch_file *f = patch->files.v[i];
		struct buf b = {0};

		if (!f->edits.n)
			continue;
		patch_text(f, &b);
		vec_push(&m->texts,
			 (struct overlay){
				 path_clean(&m->mem, p->kb.tree, f->name),
				 arena_strdup(&m->mem, b.v ? b.v : ""), b.n});
		buf_free(&b);
	}
}

static void keep_broken(struct mend *m, const struct findings *all)
{
	for (size_t i = 0; i < all->coverage.problems.n; i++)
		vec_push(&m->broken,
			 arena_strdup(&m->mem,
				      all->coverage.problems.v[i].unit));
}

static void write_patch(struct mend *m, struct program *p)
{
	struct texts texts = {.p = p};
	struct patch_source source = {read_text, &texts};
	struct patch patch = {.source = &source};
	struct paths paths;
	struct fix x = {&p->solver, &paths, &patch, .prefer_scope = m->scope};

	paths_begin(&paths, &p->solver);
	for (size_t i = 0; i < m->all.n; i++)
		if (!m->all.v[i].refused)
			fix_one(m, &x, &p->findings, &m->all.v[i]);
	patch_write(&patch, &m->patch);
	keep_texts(m, p, &patch);
	keep_broken(m, &p->findings);
	patch_free(&patch);
	paths_end(&paths);
	free_texts(&texts);
}

/* Find the findings, and what would mend them. */
static int draft(struct mend *m)
{
	struct program p;
	int err;

	m->patch.n = 0;
	vec_clear(&m->texts);
	vec_clear(&m->broken);
	program_begin(&p, &m->opts);
	err = program_rules(&p) || program_open(&p) || program_extract(&p) ||
	      program_link(&p) || program_solve(&p);
	if (!err) {
		program_findings(&p);
		write_patch(m, &p);
	}
	program_end(&p);
	return err;
}

/* ---- the proof ---- */

static int is_left(const struct proof *p, const struct wanted *w)
{
	for (size_t i = 0; i < w->bugs.n; i++)
		if (proof_has(p, w->bugs.v[i]))
			return 1;
	return 0;
}

static int was_broken(const struct mend *m, const char *unit)
{
	for (size_t i = 0; i < m->broken.n; i++)
		if (!strcmp(m->broken.v[i], unit))
			return 1;
	return 0;
}

static int is_broken(const struct mend *m, const struct proof *p,
		     const struct wanted *w)
{
	for (size_t i = 0; i < w->files.n; i++)
		if (proof_breaks(p, w->files.v[i]) &&
		    !was_broken(m, w->files.v[i]))
			return 1;
	return 0;
}

/* Return: 1 if the draft mends all that it is for, 0: another one is needed,
 * -1 after one sentence. */
static int is_proven(struct mend *m)
{
	struct proof proof = {0};
	int err = proof_make(&proof, &m->opts, m->texts.v, m->texts.n);
	int all = 1;

	for (size_t i = 0; i < m->all.n && !err; i++) {
		struct wanted *w = &m->all.v[i];

		if (w->refused ||
		    (!is_left(&proof, w) && !is_broken(m, &proof, w)))
			continue;
		all = 0;
		if (w->second)
			refuse(w, "the patch was tried and does not mend it");
		w->second = 1;
	}
	proof_free(&proof);
	return err ? -1 : all;
}

static int fix_all(struct mend *m)
{
	int done = 0, err = 0;

	while (!done) {
		if (draft(m))
			return 2;
		done = m->unproven || !m->patch.n ? 1 : is_proven(m);
		if (done < 0)
			return 2;
	}
	if (m->patch.n)
		err = write_out(m->opts.output, &m->patch);
	for (size_t i = 0; i < m->all.n; i++)
		err |= m->all.v[i].refused;
	return err ? 2 : 0;
}

static int fix(struct mend *m)
{
	for (size_t i = 0; i < m->opts.args.n; i++)
		vec_push(&m->all, (struct wanted){.print = m->opts.args.v[i]});
	if (m->all.n)
		return fix_all(m);
	error("which finding? Give its fingerprint, which stands at its end in "
	      "the report");
	return 2;
}

static void mend_free(struct mend *m)
{
	for (size_t i = 0; i < m->all.n; i++) {
		vec_free(&m->all.v[i].bugs);
		vec_free(&m->all.v[i].files);
	}
	vec_free(&m->all);
	vec_free(&m->texts);
	vec_free(&m->broken);
	buf_free(&m->patch);
	arena_free(&m->mem);
	options_free(&m->opts);
}

int cmd_fix(int argc, char **argv)
{
	struct mend m = {0};
	int status;

	options_init(&m.opts, program_command(argv));
	argp_parse(&argp, argc, argv, 0, NULL, &m);
	status = fix(&m);
	mend_free(&m);
	return status;
}
