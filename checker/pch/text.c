// SPDX-License-Identifier: GPL-2.0-only
/* Files that were read; where includes are found. */
#include "pch/text.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MANY_WORDS 400000 /* 10 MB */

uint64_t name_hash(const char *s, size_t n)
{
	return XXH3_64bits(s, n);
}

int hashes_add(struct hashes *s, uint64_t key)
{
	size_t at;

	key |= !key;
	if (s->n * 2 >= s->size) {
		struct hashes old = *s;

		s->size = s->size ? s->size * 2 : 256;
		s->n = 0;
		s->v = mem_zeroed(s->size, sizeof(*s->v));
		for (size_t i = 0; i < old.size; i++)
			if (old.v[i])
				hashes_add(s, old.v[i]);
		free(old.v);
	}
	for (at = key & (s->size - 1); s->v[at] && s->v[at] != key;)
		at = (at + 1) & (s->size - 1);
	if (s->v[at])
		return 0;
	s->v[at] = key;
	s->n++;
	return 1;
}

int hashes_has(const struct hashes *s, uint64_t key)
{
	key |= !key;
	for (size_t at = key; s->size && s->v[at & (s->size - 1)]; at++)
		if (s->v[at & (s->size - 1)] == key)
			return 1;
	return 0;
}

void hashes_free(struct hashes *s)
{
	free(s->v);
	memset(s, 0, sizeof(*s));
}

/* ---- files ---- */

int sources_text(const struct sources *t, const char *path, struct buf *out)
{
	for (size_t i = 0; i < t->noverlays; i++)
		if (!strcmp(t->overlays[i].path, path)) {
			buf_add(out, t->overlays[i].text, t->overlays[i].size);
			return 0;
		}
	return file_read(out, path);
}

static void read_source(const struct sources *t, struct file_words *out)
{
	struct buf b = {0};

	out->missing = sources_text(t, out->path, &b) != 0;
	out->size = b.n;
	if (!out->missing)
		words_scan(out, b.v ? b.v : "", b.n);
	buf_free(&b);
}

static struct file_words **slot(struct sources *t, const char *path)
{
	size_t at = XXH3_64bits(path, strlen(path)) & (t->nslots - 1);

	while (t->slots[at] && strcmp(t->slots[at]->path, path))
		at = (at + 1) & (t->nslots - 1);
	return &t->slots[at];
}

static void make_room(struct sources *t)
{
	struct sources old = *t;

	if (t->n * 2 < t->nslots)
		return;
	t->nslots = t->nslots ? t->nslots * 2 : 1024;
	t->slots = mem_zeroed(t->nslots, sizeof(*t->slots));
	for (size_t i = 0; i < old.nslots; i++)
		if (old.slots[i])
			*slot(t, old.slots[i]->path) = old.slots[i];
	free(old.slots);
}

const struct file_words *sources_read(struct sources *t, const char *path)
{
	struct file_words **at, *new;

	make_room(t);
	at = slot(t, path);
	if (*at)
		return *at;
	new = arena_alloc(&t->mem, sizeof(*new));
	new->path = arena_strdup(&t->mem, path);
	new->dir = arena_printf(&t->mem, "%.*s",
				(int)(strrchr(path, '/') - path), path);
	*at = new;
	t->n++;
	read_source(t, new);
	t->words += new->words.n;
	return new;
}

void sources_free(struct sources *t)
{
	for (size_t i = 0; i < t->nslots; i++) {
		if (!t->slots[i])
			continue;
		vec_free(&t->slots[i]->words);
		buf_free(&t->slots[i]->strings);
	}
	free(t->slots);
	arena_free(&t->mem);
	t->slots = NULL;
	t->nslots = t->n = t->words = 0;
}

void sources_rest(struct sources *t)
{
	if (t->words > MANY_WORDS)
		sources_free(t);
}

/* ---- includes ---- */

const char *source_include(const struct file_words *t, const struct word *w)
{
	return t->strings.v + w->at;
}

struct search search_of(struct arena *mem, const struct unit *u)
{
	struct search s = {arena_alloc(mem, (size_t)u->argc * sizeof(char *)),
			   0};

	for (int i = 0; i < u->argc; i++) {
		const char *a = u->argv[i];
		size_t n = !strncmp(a, "-I", 2)		? 2
			   : !strncmp(a, "-isystem", 8) ? 8
							: 0;

		if (!n)
			continue;
		if (!a[n] && i + 1 < u->argc)
			s.dirs[s.n++] = path_clean(mem, u->dir, u->argv[++i]);
		else
			s.dirs[s.n++] = path_clean(mem, u->dir, a + n);
	}
	return s;
}

static uint32_t try(struct buf *path, const char *dir, const char *name,
		    uint32_t (*is_there)(const char *path, void *arg),
		    void *arg)
{
	struct arena mem = {0};
	uint32_t found;

	path->n = 0;
	buf_printf(path, "%s/%s", dir, name);
	if (!strstr(name, "./"))
		return is_there(path->v, arg);
	found = is_there(path_clean(&mem, "/", path->v), arg);
	arena_free(&mem);
	return found;
}

uint32_t search_find(const struct search *s, const struct file_words *t,
		     const char *name, unsigned flags,
		     uint32_t (*is_there)(const char *path, void *arg),
		     void *arg)
{
	struct buf path = {0};
	uint32_t found = 0;

	if (!*name)
		return 0;
	if (*name == '/')
		return is_there(name, arg);
	if (!(flags & (WORD_ANGLE | WORD_NEXT)))
		found = try(&path, t->dir, name, is_there, arg);
	for (size_t i = 0; i < s->n && !found; i++) {
		if (flags & WORD_NEXT && !strcmp(s->dirs[i], t->dir))
			continue;
		found = try(&path, s->dirs[i], name, is_there, arg);
	}
	buf_free(&path);
	return found;
}
