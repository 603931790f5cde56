// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file that describes a shared header, and looking things up in it:
 * "GFPNM 2\n" head | used | defs | bodies | places | leaks | skipped |
 * first_edge | edges | strings | xxh64
 */
#include "pch/names.h"
#include "pch/pch.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "pch/names-file.h"

char *names_path(struct arena *mem, const char *pch)
{
	return arena_printf(mem, "%s.names", pch);
}

static uint64_t path_hash(const char *path)
{
	return name_hash(path, strlen(path));
}

/* ---- reading ---- */

struct cursor {
	const char *at, *end;
	int bad;
};

static const void *take(struct cursor *c, size_t n, size_t size)
{
	const char *p = c->at;

	if (n > (size_t)(c->end - c->at) / size) {
		c->bad = 1;
		return NULL;
	}
	c->at += n * size;
	return p;
}

static const char *take_string(struct cursor *c)
{
	const char *p = c->at;
	const char *nul = memchr(p, 0, (size_t)(c->end - p));

	c->bad |= !nul;
	c->at = nul ? nul + 1 : c->end;
	return nul ? p : "";
}

static const char **take_strings(struct cursor *c, struct arena *mem, size_t n)
{
	const char **v = arena_alloc(mem, (n + 1) * sizeof(*v));

	for (size_t i = 0; i < n && !c->bad; i++)
		v[i] = take_string(c);
	return v;
}

/* Return: the name of the header below, or NULL: it is not one of ours. */
static const char *take_all(struct names *n, struct arena *mem,
			    struct cursor *c, uint64_t *base)
{
	const struct names_head *h = take(c, 1, sizeof(*h));
	const char *below;

	if (!h || memcmp(h->magic, NAMES_MAGIC, sizeof(h->magic)))
		return NULL;
	n->first = h->first;
	n->nfiles = h->nfiles;
	n->nused = h->nused;
	n->ndefs = h->ndefs;
	n->nbodies = h->nbodies;
	n->nleaks = h->nleaks;
	n->nskipped = h->nskipped;
	n->nedges = h->nedges;
	n->ndirs = h->ndirs;
	n->nincluded = h->nincluded;
	*base = h->base;
	n->used = take(c, n->nused, sizeof(*n->used));
	n->defs = take(c, n->ndefs, sizeof(*n->defs));
	n->bodies = take(c, n->nbodies, sizeof(*n->bodies));
	n->places = take(c, n->nfiles, sizeof(*n->places));
	n->leaks = take(c, n->nleaks, sizeof(*n->leaks));
	n->skipped = take(c, n->nskipped, sizeof(*n->skipped));
	n->first_edge = take(c, (size_t)n->nfiles + 1, sizeof(*n->first_edge));
	n->edges = take(c, n->nedges, sizeof(*n->edges));
	if (c->bad)
		return NULL;
	below = take_string(c);
	n->paths = take_strings(c, mem, n->nfiles);
	n->dirs = take_strings(c, mem, n->ndirs);
	n->included = take_strings(c, mem, n->nincluded);
	return c->bad ? NULL : below;
}

static int map_file(struct names *n, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return -1;
	if (!fstat(fd, &st) && st.st_size > (off_t)sizeof(n->sum)) {
		n->size = (size_t)st.st_size;
		n->map = mmap(NULL, n->size, PROT_READ,
			      MAP_PRIVATE | MAP_POPULATE, fd, 0);
		if (n->map == MAP_FAILED)
			n->map = NULL;
	}
	close(fd);
	return n->map ? 0 : -1;
}

/* Return: 0 or -1 */
static int read_names(struct names *n, struct arena *mem)
{
	size_t size = n->size - sizeof(n->sum);
	struct cursor c = {n->map, (char *)n->map + size, 0};
	const char *below;
	uint64_t base;

	memcpy(&n->sum, c.end, sizeof(n->sum));
	if (n->sum != XXH3_64bits(n->map, size))
		return -1;
	below = take_all(n, mem, &c, &base);
	if (below && *below)
		n->below = names_open(mem, below);
	return below && (!*below || (n->below && n->below->sum == base)) ? 0
									 : -1;
}

struct names *names_open(struct arena *mem, const char *pch)
{
	struct names *n = arena_alloc(mem, sizeof(*n));

	if (map_file(n, names_path(mem, pch)))
		return NULL;
	if (read_names(n, mem)) {
		names_close(n);
		return NULL;
	}
	return n;
}

void names_close(struct names *n)
{
	for (; n; n = n->below)
		if (n->map)
			munmap(n->map, n->size);
}

void names_read_files(const char *pch, struct sources *s)
{
	struct arena mem = {0};
	struct names *all = names_open(&mem, pch);

	for (const struct names *n = all; n; n = n->below)
		for (uint32_t i = 0; i < n->nfiles; i++)
			sources_read(s, n->paths[i]);
	names_close(all);
	arena_free(&mem);
}

void pch_inputs(struct arena *mem, const char *pch, struct inputs *in)
{
	struct names *all = names_open(mem, pch);

	for (const struct names *n = all; n; n = n->below)
		for (uint32_t i = 0; i < n->nfiles; i++)
			vec_push(in, arena_strdup(mem, n->paths[i]));
	names_close(all);
}

/* ---- looking up: all tables begin with the 64 bits they are sorted by ---- */

static size_t lower_bound(const void *v, size_t n, size_t size, uint64_t key)
{
	size_t lo = 0;

	while (n) {
		size_t half = n / 2;
		uint64_t x;

		memcpy(&x, (const char *)v + (lo + half) * size, sizeof(x));
		if (x < key) {
			lo += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return lo;
}

const struct place *names_place(const struct names *n, const char *path)
{
	uint64_t key = path_hash(path);

	for (; n; n = n->below) {
		size_t at = lower_bound(n->places, n->nfiles,
					sizeof(*n->places), key);

		if (at < n->nfiles && n->places[at].path == key)
			return &n->places[at];
	}
	return NULL;
}

const struct definition *names_next(const struct names *n, uint64_t name,
				    const struct definition *last)
{
	while (last && n->first > last->file)
		n = n->below;
	for (; n; n = n->below, last = NULL) {
		size_t at = last ? (size_t)(last + 1 - n->defs)
				 : lower_bound(n->defs, n->ndefs,
					       sizeof(*n->defs), name);

		if (at < n->ndefs && n->defs[at].name == name)
			return &n->defs[at];
	}
	return NULL;
}

int names_uses(const struct names *n, uint64_t name)
{
	for (; n; n = n->below) {
		size_t at =
			lower_bound(n->used, n->nused, sizeof(*n->used), name);

		if (at < n->nused && n->used[at] == name)
			return 1;
	}
	return 0;
}
