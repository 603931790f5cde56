// SPDX-License-Identifier: GPL-2.0-only
/*
 * Of most units the checksum says that nothing changed. Of the others both
 * versions are read: the present one, and the one that the answers were made
 * of, which was kept when it was replaced (or, for a run with overlays, is in
 * its place). Only in their own sources may anything have moved, and only if
 * no other unit says anything of that file.
 */
#include "edited.h"

#include "units/workdir.h"

#include <string.h>

#define MAX_EDITED 256 /* a run from the start takes hardly longer */

struct edited {
	struct moves *moves;
	struct arena mem;
	const char *workdir;
	VEC(sym_t) alone; /* sources of edited units, of nobody else */
	int n;
};

/* Return: 0, or -1: it is not there, or has another checksum */
static int read_summary(struct summary *s, const char *path, uint64_t sum)
{
	struct buf b = {0};
	const char *why;
	int err;

	memset(s, 0, sizeof(*s));
	err = file_read(&b, path) || b.n < sizeof(sum) ||
	      memcmp(b.v + b.n - sizeof(sum), &sum, sizeof(sum)) ||
	      summary_read(s, b.v, b.n, NULL, NULL, &why);
	buf_free(&b);
	return err ? -1 : 0;
}

static int read_before(struct edited *e, struct summary *s, const char *obj,
		       uint64_t sum)
{
	const char *dir = arena_printf(&e->mem, "%s/summaries", e->workdir);

	return read_summary(s, retired_path(&e->mem, e->workdir, obj), sum) &&
	       read_summary(s, summary_path(&e->mem, dir, obj), sum);
}

static int follow_unit(struct edited *e, const struct ans_unit *before,
		       const struct tree_summary *now)
{
	struct summary was, is;
	int err;

	if (++e->n > MAX_EDITED || read_before(e, &was, now->obj, before->sum))
		return -1;
	err = read_summary(&is, now->path, now->sum);
	if (!err) {
		err = moves_add(e->moves, &was, &is,
				!(before->flags & ANS_LINES));
		if (before->flags & ANS_ALONE)
			vec_push(&e->alone, is.src);
		summary_free(&is);
	}
	summary_free(&was);
	return err;
}

static int follow_units(struct edited *e, const struct answers *a,
			const struct tree *t)
{
	if (a->nunits != t->summaries.n)
		return -1;
	for (size_t i = 0; i < a->nunits; i++) {
		const struct tree_summary *now = &t->summaries.v[i];

		if (strcmp(a->strings + a->units[i].obj, now->obj))
			return -1;
		if (a->units[i].sum != now->sum &&
		    follow_unit(e, &a->units[i], now))
			return -1;
	}
	return moves_close(e->moves);
}

static int is_alone(const struct edited *e, sym_t file)
{
	for (size_t i = 0; i < e->alone.n; i++)
		if (e->alone.v[i] == file)
			return 1;
	return 0;
}

int edited_follow(struct moves *m, const struct answers *a,
		  const struct tree *t, const char *workdir)
{
	struct edited e = {.moves = m, .workdir = workdir};
	int err = follow_units(&e, a, t);

	for (size_t i = 0; i < m->files.n && !err; i++)
		err = is_alone(&e, m->files.v[i]) ? 0 : -1;
	vec_free(&e.alone);
	arena_free(&e.mem);
	return err ? -1 : e.n;
}
