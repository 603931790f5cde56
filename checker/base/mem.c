// SPDX-License-Identifier: GPL-2.0-only
/* Memory or death, large things in large pages. */
#include "base/mem.h"
#include "base/msg.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define HEAP ((int)MEM_LARGE * 64) /* what a parse may take */
#define SOME ((int)MEM_LARGE * 8)  /* nothing that was freed is as large */

void mem_begin(void)
{
	/* each has a mapping of its own, and leaves no hole when it is freed */
	mallopt(M_MMAP_THRESHOLD, (int)MEM_LARGE / 2);
}

/* All pages of it, the first and the last one too: a mapping of which a part
 * was advised is two, and mremap(2), so realloc(3), moves no more than one:
 * all would be copied. */
static void *advise(void *p, size_t n)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE) - 1;
	uintptr_t from = (uintptr_t)p & ~page;
	uintptr_t to = ((uintptr_t)p + n + page) & ~page;

	if (n >= MEM_LARGE)
		madvise((void *)from, to - from, MADV_HUGEPAGE);
	return p;
}

void mem_many(void)
{
	static int done;
	void *volatile more; /* or nothing would be allocated */

	if (done++)
		return;
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_TOP_PAD, HEAP);
	mallopt(M_MMAP_THRESHOLD, 2 * SOME);
	more = malloc(SOME);
	free(more);
	mem_begin();
	advise((char *)sbrk(0) - HEAP, HEAP);
}

void *mem_zeroed(size_t n, size_t size)
{
	void *p = calloc(n + 1, size);

	if (!p)
		die("out of memory (%zu times %zu bytes asked for)", n, size);
	return advise(p, n * size);
}

void *mem_resize(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		die("out of memory (%zu bytes asked for)", n * size);
	return advise(p, n * size);
}

void *mem_pages(size_t n)
{
	char *p = mmap(NULL, n + MEM_LARGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t before;

	if (p == MAP_FAILED)
		return NULL;
	before = -(uintptr_t)p & (MEM_LARGE - 1);
	if (before)
		munmap(p, before);
	if (before < MEM_LARGE)
		munmap(p + before + n, MEM_LARGE - before);
	return advise(p + before, n);
}
