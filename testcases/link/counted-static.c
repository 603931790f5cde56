// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

#define PASTE_(a, b) a##b
#define PASTE(a, b) PASTE_(a, b)
#define UNIQUE(name) PASTE(__unique_##name, __COUNTER__)

void first(void);
void second(void);

static void (*UNIQUE(slot))(void) = first;
static void (*UNIQUE(slot))(void) = second;

void f(void)
{
	static void (*UNIQUE(here))(void) = first;
	static void (*UNIQUE(here))(void) = second;
}

static int __plain7 = 1;

int g(void)
{
	return __plain7;
}

/*
 * check-name: static variables are named without the number of __COUNTER__
 * check-command: gfpcheck dump facts
 * check-output-contains: f\.__unique_here~ = first
 * check-output-contains: f\.__unique_here~2 = second
 * check-output-contains: __unique_slot~ = first
 * check-output-contains: __unique_slot~2 = second
 * check-output-contains: return __plain~
 * check-output-excludes: __unique_\w+\d
 * check-exit-value: 0
 */
