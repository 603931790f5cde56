// SPDX-License-Identifier: GPL-2.0-only
/* Two revisions of one tree. */
#include "gate.h"

#include "base/msg.h"
#include "units/store.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <xxhash.h>

/* More are looked up in each unit's list of files: a tree is faster. */
#define MAX_OVERLAYS 200

/* So many units are parsed faster with a shared header, which an overlay
 * forbids, than without. */
#define MANY_READERS 500

enum care { HARMLESS, OVERLAY, TREE };

/* ---- what a change means ---- */

static int has_end(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* The word of the first line of diff.paths whose pattern matches, or NULL. */
static const char *word_for(struct gate *g, const struct buf *paths,
			    const char *path)
{
	char *text = arena_strdup(&g->mem, paths->n ? paths->v : "");
	char *save = NULL;

	for (char *line = strtok_r(text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		size_t n = strcspn(line, " \t");
		char *pattern = line + n + strspn(line + n, " \t");

		if (line[0] == '#' || !*pattern)
			continue;
		line[n] = 0;
		if (!fnmatch(pattern, path, 0))
			return line;
	}
	return NULL;
}

static enum care care_of(struct gate *g, const struct buf *paths,
			 const char *path, int in_both)
{
	const char *word = word_for(g, paths, path);

	if (is_build_file(path))
		return TREE;
	if (word)
		return strcmp(word, "harmless") ? TREE : HARMLESS;
	return in_both && (has_end(path, ".c") || has_end(path, ".h")) ? OVERLAY
								       : TREE;
}

static void sort_changes(struct gate *g, const git_changes *all)
{
	const char *rules = program_rules_dir(&g->mem, g->opts->rules);
	struct buf paths = {0};

	if (file_read(&paths,
		      arena_printf(&g->mem, "%s/config/diff.paths", rules)))
		file_read(&paths,
			  arena_printf(&g->mem, "%s/config/diff.paths",
				       program_rules_dir(&g->mem, NULL)));
	for (size_t i = 0; i < all->n; i++) {
		const struct git_change *c = &all->v[i];
		enum care care = care_of(g, &paths, c->path, c->status == 'M');

		if (c->was && care_of(g, &paths, c->was, 0) == TREE)
			care = TREE;
		if (care == TREE && !g->why)
			g->why = c->path;
		if (care == OVERLAY)
			vec_push(&g->changed, c->path);
	}
	if (!g->why && g->changed.n > MAX_OVERLAYS)
		g->why = arena_printf(&g->mem, "%zu files", g->changed.n);
	buf_free(&paths);
}

/* ---- opening ---- */

static const char *folder_of_units(struct arena *mem, const char *units)
{
	char full[PATH_MAX];

	if (!realpath(units, full))
		return NULL;
	*strrchr(full, '/') = 0;
	return arena_strdup(mem, *full ? full : "/");
}

/* One comparison of a repository at a time: it has one pair of trees. */
static int lock_folder(struct gate *g)
{
	const char *name = strrchr(g->git.dir, '/');
	const char *lock;

	g->folder =
		arena_printf(&g->mem, "%s/diff-%s-%016llx",
			     kbuild_cache(&g->mem), name ? name + 1 : "tree",
			     (unsigned long long)XXH3_64bits(
				     g->git.dir, strlen(g->git.dir)));
	lock = arena_printf(&g->mem, "%s/lock", g->folder);
	if (make_dirs(g->folder))
		return error("cannot make the folder %s: %s", g->folder,
			     strerror(errno));
	g->lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (g->lock < 0)
		return error("cannot write %s: %s", lock, strerror(errno));
	if (flock(g->lock, LOCK_EX | LOCK_NB))
		return error("another gfpcheck diff works on %s: wait for it",
			     g->git.dir);
	return 0;
}

int gate_open(struct gate *g, const struct options *opts, const char *base,
	      const char *head)
{
	git_changes all = {0};
	const char *dir;
	int err;

	memset(g, 0, sizeof(*g));
	g->lock = -1;
	g->opts = opts;
	if (!base)
		return error("compare with what? Name a revision with --base "
			     "REV");
	if (options_where(opts))
		return -1;
	if (head && opts->objtree)
		return error("--head is checked in a tree of its own: leave "
			     "out --objtree");
	dir = opts->units ? folder_of_units(&g->mem, opts->units) : opts->tree;
	if (!dir)
		return error("cannot read %s: %s", opts->units,
			     strerror(errno));
	if (git_open(&g->git, dir) || !(g->base = git_commit(&g->git, base)) ||
	    !(g->head = git_commit(&g->git, head ? head : "HEAD")) ||
	    (!head && git_clean(&g->git)))
		return -1;
	err = git_diff(&g->git, g->base, g->head, &all);
	if (!err)
		sort_changes(g, &all);
	vec_free(&all);
	return err ? -1 : lock_folder(g);
}

/* ---- what a header costs ---- */

static size_t readers(const struct store *s, const struct kbuild *kb,
		      const char *path)
{
	size_t n = 0;

	for (size_t i = 0; i < kb->units.n; i++)
		n += (size_t)store_reads(s, store_record(s, kb->units.v[i].obj),
					 path);
	return n;
}

void gate_weigh(struct gate *g, const struct program *p)
{
	struct store s;

	if (g->why || p->kb.units.n < MANY_READERS)
		return;
	store_open(&s, p->kb.workdir, NULL);
	for (size_t i = 0; i < g->changed.n && !g->why; i++) {
		const char *name = g->changed.v[i];
		size_t n;

		if (!has_end(name, ".h"))
			continue;
		n = readers(&s, &p->kb,
			    arena_printf(&g->mem, "%s/%s", p->kb.tree, name));
		if (n >= MANY_READERS)
			g->why = arena_printf(
				&g->mem, "%s, which %zu units read,", name, n);
	}
	store_close(&s);
}

/* ---- trees ---- */

int gate_tree(struct gate *g, const char *name, const char *commit,
	      struct options *out)
{
	const char *where = arena_printf(&g->mem, "%s/%s", g->folder, name);
	const char *dir =
		arena_printf(&g->mem, "%s/tree/%s", where, g->git.prefix);
	const char *file;

	if (!g->opts->quiet)
		fprintf(stderr, "gfpcheck: writing the %s, %.12s, to %s ...\n",
			name, commit, dir);
	if (git_export(&g->git, commit, where))
		return -1;
	*out = *g->opts;
	out->objtree = NULL;
	if (!g->opts->units) {
		out->tree = dir;
		return 0;
	}
	file = strrchr(g->opts->units, '/');
	file = file ? file + 1 : g->opts->units;
	out->units = arena_printf(&g->mem, "%s%s", dir, file);
	if (access(out->units, R_OK))
		return error("%s is not in the repository, so nothing tells "
			     "the units of %.12s%s%s: add it, or use --tree",
			     file, commit,
			     g->why ? ", which needs them for " : "",
			     g->why ? g->why : "");
	return 0;
}

int gate_overlay(struct gate *g, struct program *p)
{
	for (size_t i = 0; i < g->changed.n; i++) {
		const char *path = g->changed.v[i];
		struct buf b = {0};

		if (git_read(&g->git, g->base, path, &b))
			return -1;
		vec_push(&p->patched, b);
		vec_push(&p->overlays,
			 (struct overlay){arena_printf(&p->mem, "%s/%s",
						       p->kb.tree, path),
					  b.v ? b.v : "", b.n});
	}
	p->lenient = 1;
	return 0;
}

void gate_close(struct gate *g)
{
	if (g->lock >= 0)
		close(g->lock);
	vec_free(&g->changed);
	git_close(&g->git);
	arena_free(&g->mem);
}
