/* SPDX-License-Identifier: GPL-2.0-only */
/* What every unit test prints: TAP, one line per check, the plan at the end. */
#ifndef TESTCASES_UNIT_TAP_H
#define TESTCASES_UNIT_TAP_H

#include <stdio.h>

static int tests, failures;

static void ok(int good, const char *name)
{
	tests++;
	failures += !good;
	printf("%sok %d - %s\n", good ? "" : "not ", tests, name);
	fflush(stdout); /* before a child inherits it */
}

/** tap_end() - the plan. Return: what main() returns. */
static int tap_end(void)
{
	printf("1..%d\n", tests);
	return failures != 0;
}

#endif
