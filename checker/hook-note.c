// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a run of the hook found out, and of what; beside the summary:
 *
 *	head | said NUL | files, each ended by NUL
 *
 * A file is what it was while its size, dates and inode are: a date that
 * changes alone costs a parse, and the compiler runs then as well.
 */
#include "hook.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#define MAGIC "GFPHN 1\n"
#define SECOND 1000000000ll

struct head {
	char magic[8];
	uint64_t command, product, answer, dates;
	uint32_t found, nfiles;
};

static int64_t nanoseconds(struct timespec t)
{
	return t.tv_sec * SECOND + t.tv_nsec;
}

int64_t hook_start(void)
{
	struct timespec now;

	/* the clock that file systems stamp with */
	clock_gettime(CLOCK_REALTIME_COARSE, &now);
	return nanoseconds(now) - 1;
}

static void look_at(const char *path, uint64_t *dates, int64_t *last)
{
	int64_t now[4] = {-1};
	struct stat st;

	if (!stat(path, &st)) {
		now[0] = st.st_size;
		now[1] = nanoseconds(st.st_mtim);
		now[2] = nanoseconds(st.st_ctim);
		now[3] = (int64_t)st.st_ino;
		*last = now[2] > *last ? now[2] : *last;
	}
	*dates = XXH3_64bits_withSeed(now, sizeof(now), *dates);
}

static uint64_t look_at_all(const struct inputs *files, int64_t *last)
{
	uint64_t dates = 0;

	*last = 0;
	for (size_t i = 0; i < files->n; i++)
		look_at(files->v[i], &dates, last);
	return dates;
}

uint64_t hook_program(void)
{
	uint64_t dates = 0;
	int64_t last = 0;

	look_at("/proc/self/exe", &dates, &last);
	return dates;
}

char *hook_note(struct arena *mem, const char *summary)
{
	return arena_printf(mem, "%s.in", summary);
}

/* Return: 0, or -1: it is not whole */
static int take_strings(struct arena *mem, struct hook_note *n,
			const struct buf *b, size_t nfiles)
{
	const char *p = arena_dup(mem, b->v + sizeof(struct head),
				  b->n - sizeof(struct head));
	const char *end = p + b->n - sizeof(struct head);

	if (b->v[b->n - 1])
		return -1;
	n->said = p;
	for (p += strlen(p) + 1; p < end; p += strlen(p) + 1)
		vec_push(&n->files, p);
	return n->files.n == nfiles ? 0 : -1;
}

int hook_note_read(struct arena *mem, const char *path, uint64_t command,
		   struct hook_note *n)
{
	struct buf b = {0};
	struct head h;
	int64_t last;
	int err;

	err = file_read(&b, path) || b.n <= sizeof(h);
	if (!err) {
		memcpy(&h, b.v, sizeof(h));
		err = memcmp(h.magic, MAGIC, sizeof(h.magic)) ||
		      h.command != command ||
		      take_strings(mem, n, &b, h.nfiles);
	}
	buf_free(&b);
	if (err)
		return -1;
	n->command = h.command;
	n->product = h.product;
	n->answer = h.answer;
	n->found = (int)h.found;
	return look_at_all(&n->files, &last) == h.dates ? 0 : -1;
}

int hook_note_write(const char *path, const struct hook_note *n, int64_t start)
{
	struct head h = {.magic = MAGIC,
			 .command = n->command,
			 .product = n->product,
			 .answer = n->answer,
			 .found = (uint32_t)n->found,
			 .nfiles = (uint32_t)n->files.n};
	struct buf b = {0};
	int64_t last;
	int err;

	h.dates = look_at_all(&n->files, &last);
	if (last > start)
		return 0;
	buf_add(&b, &h, sizeof(h));
	buf_add(&b, n->said, strlen(n->said) + 1);
	for (size_t i = 0; i < n->files.n; i++)
		buf_add(&b, n->files.v[i], strlen(n->files.v[i]) + 1);
	err = file_write(path, b.v, b.n);
	buf_free(&b);
	return err;
}
