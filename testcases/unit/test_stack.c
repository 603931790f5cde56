// SPDX-License-Identifier: GPL-2.0-only
/* Unit tests of base/stack: what was taken before a mark survives what comes
 * after it, also where chunks are full or too small. */
#include "base/stack.h"
#include "tap.h"

#include <string.h>

static int holds(const char *p, char c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != c)
			return 0;
	return 1;
}

static char *take(struct stack *s, char c, size_t n)
{
	return memset(stack_take(s, n), c, n);
}

static void test_nesting(void)
{
	struct stack s = {0};
	struct stack_mark outer = stack_mark(&s), inner;
	char *a = take(&s, 'a', 50000), *b, *again;

	inner = stack_mark(&s);
	b = take(&s, 'b', 40000); /* in a chunk of its own */
	ok(holds(a, 'a', 50000) && holds(b, 'b', 40000),
	   "a full chunk is left alone");
	stack_release(&s, inner);
	take(&s, 'c', 300000); /* more than the chunk that is there */
	ok(holds(a, 'a', 50000), "a chunk that is too small is replaced");
	stack_release(&s, inner);
	again = take(&s, 'd', 8);
	ok(again == a + 50000, "released memory is taken again");
	stack_release(&s, outer);
	ok(take(&s, 'e', 1) == a, "all is released");
	stack_free(&s);
	ok(!s.chunks.n, "and given back");
}

static void test_alignment(void)
{
	struct stack s = {0};
	char *a = stack_take(&s, 1), *b = stack_take(&s, 0),
	     *c = stack_take(&s, 13), *d = stack_take(&s, 8);

	ok(b == a + 8 && c == b && d == c + 16, "sizes are rounded up to 8");
	stack_free(&s);
}

int main(void)
{
	test_nesting();
	test_alignment();
	return tap_end();
}
