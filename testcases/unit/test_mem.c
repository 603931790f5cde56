// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of base/mem: what is large grows without being copied. */
#include "base/mem.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LARGE (8 * MEM_LARGE)

static long faults(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return r.ru_minflt;
}

/* Its neighbours leave no room: it has to move. */
static void grow(void)
{
	char *below = mem_resize(NULL, LARGE, 1);
	char *p = memset(mem_resize(NULL, LARGE, 1), 'x', LARGE);
	char *above = mem_resize(NULL, LARGE, 1);
	long before = faults();

	p = mem_resize(p, 4 * LARGE, 1);
	ok(faults() - before < 8, "what grows is moved, not copied");
	ok(p[0] == 'x' && p[LARGE - 1] == 'x', "and is what it was");
	free(below);
	free(above);
	free(p);
}

int main(void)
{
	char *zero;

	mem_begin();
	grow();
	zero = mem_zeroed(LARGE, 1);
	ok(!zero[0] && !zero[LARGE], "zeroed, and one element more");
	free(zero);
	return tap_end();
}
