// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck callers, gfpcheck callees: who may call whom. */
#include "ask.h"
#include "base/msg.h"
#include "cmd.h"
#include "report/lookup.h"

#define DOC(words)                                                      \
	words " directly, through pointers and by hand-offs, with the " \
	      "evidence. Names of static functions may be written as "  \
	      "FILE:FUNCTION."                                          \
	      "\vExample:\n"                                            \
	      "  gfpcheck callers --tree linux-6.1 --depth 2 submit_bio"

static const struct argp callers_argp = {
	ask_walk_table, ask_parse,
	"FUNCTION...",	DOC("Print who may call a function:"),
	NULL,		NULL,
	NULL,
};

static const struct argp callees_argp = {
	ask_walk_table, ask_parse,
	"FUNCTION...",	DOC("Print what a function may call:"),
	NULL,		NULL,
	NULL,
};

static int walk(const struct asking *q, const struct options *o,
		int (*answer)(const struct asking *q, const char *what))
{
	for (size_t i = 0; i < o->args.n; i++)
		if (answer(q, o->args.v[i]))
			return -1;
	return o->args.n ? 0 : error("which function?");
}

static int callers(const struct asking *q, const struct options *o)
{
	return walk(q, o, answer_callers);
}

static int callees(const struct asking *q, const struct options *o)
{
	return walk(q, o, answer_callees);
}

int cmd_callers(int argc, char **argv)
{
	return ask_run(&callers_argp, argc, argv, callers);
}

int cmd_callees(int argc, char **argv)
{
	return ask_run(&callees_argp, argc, argv, callees);
}
