// SPDX-License-Identifier: GPL-2.0-only
/*
 * What people have said about findings: comments in the source, the
 * configuration of folders, the baseline, and what another revision had.
 */
#include "program.h"

#include "base/msg.h"

#include <stdlib.h>
#include <string.h>

#define MAX_STALE 10 /* named; the others are counted */

/* ---- files ---- */

struct files {
	const char **v;
	size_t n, cap;
	uint8_t *seen; /* by sym_t */
	size_t nseen;
};

static void add_file(struct files *f, const char *name)
{
	sym_t id = sym(name);

	if (id >= f->nseen) {
		size_t n = id + 4096u;

		f->seen = realloc(f->seen, n);
		if (!f->seen)
			die("out of memory");
		memset(f->seen + f->nseen, 0, n - f->nseen);
		f->nseen = n;
	}
	if (!id || f->seen[id])
		return;
	f->seen[id] = 1;
	vec_push(f, name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What the findings of a report come from, wherever that is. */
static void list_reported(const struct program *p, const struct report *r,
			  struct files *out)
{
	for (size_t i = 0; i < p->findings.all.n; i++) {
		const struct finding *f = p->findings.all.v[i];

		if (!report_has(r, f))
			continue;
		add_file(out, f->at.file);
		add_file(out, f->origin.file);
		add_file(out, f->alloc.file);
		for (size_t k = 0; k < f->members.n; k++)
			add_file(out, f->members.v[k].at.file);
	}
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_name);
}

/* And all that findings of it could come from. */
static void list_files(const struct program *p, const struct report *r,
		       struct files *out)
{
	for (size_t i = 0; i < p->findings.files.n; i++)
		if (report_wants(r, p->findings.files.v[i]))
			add_file(out, p->findings.files.v[i]);
	list_reported(p, r, out);
}

/* ---- comments ---- */

/* As functions name it: below the object tree or the source. */
static sym_t name_of(const struct program *p, const char *path)
{
	const char *name = path_below(path, p->kb.objtree);

	if (!name)
		name = path_below(path, p->kb.tree);
	return sym_find(name ? name : path);
}

/* Without those that are known to hold no comment for us. */
static void list_commented(const struct program *p, const struct files *files,
			   struct files *out)
{
	const struct tree *t = &p->tree;
	uint8_t *plain = calloc(sym_count(), 1);

	if (!plain)
		die("out of memory");
	for (size_t i = 0; i < t->plain.n; i++)
		plain[name_of(p, t->plain.v[i])] = 1;
	for (size_t i = 0; i < p->overlays.n; i++)
		plain[name_of(p, p->overlays.v[i].path)] = 0;
	plain[0] = 0;
	for (size_t i = 0; i < files->n; i++)
		if (!plain[sym_find(files->v[i])])
			vec_push(out, files->v[i]);
	free(plain);
}

static int apply_comments(struct program *p, struct report *r,
			  const struct files *files)
{
	struct source s = {p->kb.tree, p->kb.objtree, p->overlays.v,
			   p->overlays.n};
	struct comments *c = &p->comments;
	struct files read = {0};

	list_commented(p, files, &read);
	comments_read(c, &s, read.v, read.n);
	vec_free(&read);
	if (c->errors && !c->quiet)
		return -1;
	r->silenced.comments = comments_apply(c, r);
	for (size_t i = 0; i < c->all.n; i++)
		if (!c->all.v[i].used && report_wants(r, c->all.v[i].file))
			vec_push(&p->notes,
				 arena_printf(&p->mem,
					      "%s:%u: this `gfpcheck: ok' "
					      "accepts nothing: remove it",
					      c->all.v[i].file,
					      c->all.v[i].line));
	return 0;
}

void program_comments(struct program *p)
{
	struct report all = {.findings = &p->findings};
	struct files files = {0};

	p->comments.quiet = 1;
	list_reported(p, &all, &files);
	apply_comments(p, &all, &files);
	p->notes.n = 0;
	free(files.seen);
	vec_free(&files);
}

/* ---- folders ---- */

static int level(const char *word)
{
	for (int c = CERTAIN; c <= NOTE; c++)
		if (!strcmp(word, confidence_name(c)))
			return c;
	return -1;
}

static void disable(struct program *p, struct finding *f)
{
	const struct folder *d = folder_of(&p->folders, f->at.file);
	const struct folder_key *by = NULL;

	if (folder_lists(&d->disable, f->rule))
		by = &d->disable;
	else if (d->contexts.file && !folder_lists(&d->contexts, f->context))
		by = &d->contexts;
	if (by && !f->suppressed)
		f->suppressed = arena_printf(&p->mem, "not asked for by %s:%d",
					     by->file, by->line);
}

static void apply_folder(struct program *p, struct finding *f)
{
	const struct folder *d = folder_of(&p->folders, f->at.file);

	if (d->confidence.file && !p->opts->confidence_given)
		f->level = d->confidence.level + 1;
	disable(p, f);
}

static void apply_folders(struct program *p, struct finding *const *all,
			  size_t n, struct report *r)
{
	for (size_t i = 0; i < n; i++) {
		size_t shown = (size_t)report_lists(r, all[i]);

		apply_folder(p, all[i]);
		r->silenced.folders += shown && all[i]->suppressed;
	}
}

/* Wrong configuration is told although no finding is there. */
static int read_folders(struct program *p, const struct files *files)
{
	p->folders = (struct folders){.top = p->kb.tree,
				      .rules = &p->rules,
				      .level = level,
				      .is_rule = finding_name};
	for (size_t i = 0; i < files->n; i++)
		folder_of(&p->folders, files->v[i]);
	return p->folders.errors ? -1 : 0;
}

void program_disabled(struct program *p)
{
	const struct findings *all = &p->findings;
	struct files files = {0};

	for (size_t i = 0; i < all->all.n; i++)
		add_file(&files, all->all.v[i]->at.file);
	if (!read_folders(p, &files))
		for (size_t i = 0; i < all->all.n; i++)
			disable(p, all->all.v[i]);
	free(files.seen);
	vec_free(&files);
}

/* ---- baseline ---- */

static void note_stale(struct program *p, struct report *r)
{
	const struct baseline *b = &p->accepted;
	size_t n = 0;

	for (size_t i = 0; i < b->all.n; i++) {
		const struct accepted *a = &b->all.v[i];

		if (!baseline_stale(r, a) || n++ >= MAX_STALE)
			continue;
		vec_push(&p->notes,
			 arena_printf(&p->mem,
				      "%s:%u: %s at %s is not found any more",
				      b->path, a->line, a->rule, a->place));
	}
	r->silenced.stale = n;
	if (n)
		warn("%zu of the findings that %s accepts %s not found any "
		     "more: `gfpcheck baseline prune` removes %s",
		     n, b->path, n == 1 ? "is" : "are", n == 1 ? "it" : "them");
}

static int apply_baseline(struct program *p, struct report *r)
{
	if (!p->opts->baseline)
		return 0;
	if (baseline_read(&p->accepted, p->opts->baseline, 1))
		return -1;
	r->silenced.baseline = baseline_apply(&p->accepted, r);
	note_stale(p, r);
	return 0;
}

/* ---- the base ---- */

static void apply_base(struct program *p, struct report *r)
{
	struct base *b = p->base;
	struct report then = *r;

	apply_folders(p, b->all.v, b->all.n, &then);
	compare(b, &p->findings, r);
	for (size_t i = 0; i < b->notes.n; i++)
		vec_push(&p->notes, b->notes.v[i]);
	if (b->degraded > p->findings.coverage.degraded ||
	    b->failed > p->findings.coverage.failed)
		vec_push(&p->notes,
			 arena_printf(&p->mem,
				      "in the base %zu units are degraded and "
				      "%zu failed: what they hid looks "
				      "introduced",
				      b->degraded, b->failed));
}

/* Silence that says nothing of the rules. */
static void note_no_entry(struct program *p)
{
	const struct coverage *c = &p->findings.coverage;

	if (c->functions && !c->reached)
		vec_push(&p->notes,
			 "nothing here is on an I/O path: no function is an "
			 "entry of the rules (a kernel without CONFIG_BLOCK "
			 "has none)");
}

int program_accept(struct program *p, struct report *r)
{
	struct files files = {0};
	int err;

	for (size_t i = 0; i < r->nnotes; i++)
		vec_push(&p->notes, r->notes[i]);
	note_no_entry(p);
	list_files(p, r, &files);
	err = apply_comments(p, r, &files) || read_folders(p, &files);
	if (!err) {
		apply_folders(p, p->findings.all.v, p->findings.all.n, r);
		err = apply_baseline(p, r);
	}
	if (!err && p->base)
		apply_base(p, r);
	r->notes = p->notes.v;
	r->nnotes = p->notes.n;
	free(files.seen);
	vec_free(&files);
	return err ? -1 : 0;
}
