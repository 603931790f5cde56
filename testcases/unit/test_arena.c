// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of base/arena: in memory, in a file, where no file can be. */
#include "base/arena.h"
#include "tap.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define PIECES 5000
#define PIECE 4000
#define LITTLE (PIECES * PIECE / 16)

static size_t resident(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	size_t all = 0, here = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%zu %zu", &all, &here) != 2)
		here = 0;
	fclose(f);
	return here * (size_t)sysconf(_SC_PAGESIZE);
}

static long faults_of_resting(struct arena *a)
{
	struct rusage before, after;

	getrusage(RUSAGE_SELF, &before);
	arena_rest(a);
	getrusage(RUSAGE_SELF, &after);
	return after.ru_minflt - before.ru_minflt;
}

/* Return: 0 if what is written to places here and there is not kept */
static int edits(struct arena *a)
{
	static uint32_t *piece[PIECES];
	int good = 1;

	for (uint32_t i = 0; i < PIECES; i++)
		piece[i] = arena_alloc(a, PIECE);
	for (uint32_t i = 0; i < PIECES; i += PIECES / 8)
		for (uint32_t k = i; k < PIECES; k += PIECES / 2) {
			arena_edit(a, piece[k]);
			piece[k][PIECE / 4 - 1] = k + 1;
		}
	arena_edit(a, NULL);
	arena_rest(a);
	for (uint32_t i = 0; i < PIECES; i++)
		good &= piece[i][PIECE / 4 - 1] ==
			(i % (PIECES / 8) ? 0 : i + 1);
	return good;
}

/* Return: 0 if a piece was not zero, or has not kept what was put there */
static int keeps(struct arena *a)
{
	static uint32_t *piece[PIECES];
	int good = 1;

	for (uint32_t i = 0; i < PIECES; i++) {
		piece[i] = arena_alloc(a, PIECE);
		good &= piece[i][0] == 0 && piece[i][PIECE / 4 - 1] == 0;
		memset(piece[i], (int)i, PIECE);
	}
	arena_rest(a);
	for (uint32_t i = 0; i < PIECES; i++) {
		uint32_t want = (i & 0xff) * 0x01010101u;

		good &= piece[i][0] == want && piece[i][PIECE / 4 - 1] == want;
	}
	return good;
}

/* Return: bytes that resting gave back, of an arena that is full of data, when
 * a little more is in memory than may be. That is more than what a library has
 * in memory by and by: to an arena, other parts of files are parts of its. */
static size_t rests_a_little(struct arena *a)
{
	size_t full;

	for (uint32_t i = 0; i < PIECES; i++)
		memset(arena_alloc(a, PIECE), 1, PIECE);
	full = resident();
	arena_rest_above(a, 0, full - LITTLE);
	return full - resident();
}

int main(void)
{
	struct arena a = {0};
	size_t full, rested;

	ok(keeps(&a), "in memory");
	arena_free(&a);
	arena_file(&a, "/tmp");
	ok(a.file && keeps(&a), "in a file: what rested is as it was");
	arena_edit(&a, NULL);
	ok(keeps(&a), "more can be put there");
	ok(edits(&a), "and what is there can be changed");
	full = resident();
	arena_rest_above(&a, 2 * PIECES * PIECE, 0);
	ok(resident() + PIECES * PIECE / 2 > full,
	   "little is left where it is");
	arena_rest_above(&a, PIECES * PIECE / 2, 2 * full);
	ok(resident() + PIECES * PIECE / 2 > full,
	   "so is much, as long as there is room");
	arena_rest_above(&a, PIECES * PIECE / 2, full / 2);
	ok(resident() + PIECES * PIECE / 2 < full,
	   "if there is none, it is not");
	ok(faults_of_resting(&a) < 16, "resting once more touches nothing of it");
	ok(keeps(&a), "as it was once more");
	full = resident();
	arena_edit(&a, NULL);
	arena_rest(&a);
	ok(resident() + PIECES * PIECE / 2 < full,
	   "resting gives the memory back");
	arena_free(&a);
	ok(!a.file && !a.head, "and it can be freed");
	arena_file(&a, "/tmp");
	rested = rests_a_little(&a);
	ok(rested > PIECES * PIECE / 8 && rested < PIECES * PIECE / 8 * 5,
	   "a little too much: a part of it rests");
	arena_free(&a);
	arena_file(&a, "/nowhere/at/all");
	ok(!a.file && keeps(&a), "no such folder: in memory");
	arena_free(&a);
	arena_file(&a, "/tmp");
	close(a.file - 1); /* as good as a full disk */
	ok(keeps(&a) && !a.file, "the file cannot grow: in memory");
	arena_free(&a);
	return tap_end();
}
