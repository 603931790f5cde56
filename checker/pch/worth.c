// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is a shared header on top of another worth it? What it adds is looked up in
 * the text, before anything is parsed: more than that will not be read, since
 * conditions may leave includes out.
 */
#include "pch/names.h"
#include "pch/pch.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes, times the units that need not parse them: a header on top of another
 * takes as long as parsing some hundred kilobytes, and slows its units down. */
#define LEAST_TEXT 1000000

struct reach {
	const struct pch_class *class;
	const struct names *below;
	struct search search;
	struct sources *sources;
	struct hashes seen;
	VEC(const struct file_words *) queue;
	VEC(const char *) looked;
	size_t text; /* bytes */
};

/* Return: 1, or 0: there is no such file */
static uint32_t reach_file(const char *path, void *arg)
{
	struct reach *r = arg;
	uint64_t key = name_hash(path, strlen(path));
	const struct file_words *f;

	if (hashes_has(&r->seen, key) || names_place(r->below, path) ||
	    !strcmp(path, r->class->macros))
		return 1;
	if (access(path, R_OK))
		return 0;
	hashes_add(&r->seen, key);
	f = sources_read(r->sources, path);
	r->text += f->size;
	vec_push(&r->queue, f);
	vec_push(&r->looked, f->path);
	return 1;
}

static void reach_includes(struct reach *r, const struct file_words *f)
{
	for (size_t i = 0; i < f->words.n; i++) {
		const struct word *w = &f->words.v[i];

		if (w->kind == WORD_INCLUDE && !(w->flags & WORD_UNKNOWN))
			search_find(&r->search, f, source_include(f, w),
				    w->flags, reach_file, r);
	}
}

static char *verdict_path(struct arena *mem, const struct pch_class *c)
{
	return arena_printf(mem, "%s.little", c->path);
}

/* What was looked at; who reads it sees whether that has grown. */
static void write_verdict(const struct reach *r, struct arena *mem)
{
	struct buf text = {0};

	for (size_t i = 0; i < r->looked.n; i++)
		buf_printf(&text, "%s\n", r->looked.v[i]);
	file_write(verdict_path(mem, r->class), text.v ? text.v : "", text.n);
	buf_free(&text);
}

int pch_adds_enough(const struct pch_class *c, const char *base,
		    struct sources *s)
{
	struct arena mem = {0};
	struct names *below = names_open(&mem, base);
	struct reach r = {.class = c,
			  .below = below,
			  .search = search_of(&mem, c->first),
			  .sources = s};

	reach_includes(&r, sources_read(s, c->header));
	while (r.queue.n && r.text * c->below < LEAST_TEXT)
		reach_includes(&r, r.queue.v[--r.queue.n]);
	if (r.text * c->below < LEAST_TEXT)
		write_verdict(&r, &mem);
	else
		unlink(verdict_path(&mem, c));
	hashes_free(&r.seen);
	vec_free(&r.queue);
	vec_free(&r.looked);
	names_close(below);
	arena_free(&mem);
	return r.text * c->below >= LEAST_TEXT;
}

int pch_added_little(const struct pch_class *c)
{
	struct arena mem = {0};
	struct buf list = {0};
	size_t text = 0;
	int known = !file_read(&list, verdict_path(&mem, c));
	struct stat st;

	for (char *p = list.v, *end; known && p && (end = strchr(p, '\n'));
	     p = end + 1) {
		*end = 0;
		text += stat(p, &st) ? 0 : (size_t)st.st_size;
	}
	buf_free(&list);
	arena_free(&mem);
	return known && text * c->below < LEAST_TEXT;
}
