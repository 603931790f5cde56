// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck why: how a place is reached, or why it is not. */
#include "ask.h"
#include "base/msg.h"
#include "cmd.h"
#include "report/lookup.h"

static const struct argp argp = {
	ask_table,
	ask_parse,
	"FILE:LINE | FUNCTION | FILE:FUNCTION ...",
	"Explain a place: the contexts in which it runs, the shortest chain for "
	"each, the scopes in force, what is allocated there; or why it is not "
	"reached."
	"\vExample:\n"
	"  gfpcheck why --tree linux-6.1 drivers/block/loop.c:1950",
	NULL,
	NULL,
	NULL,
};

static int why(const struct asking *q, const struct options *o)
{
	for (size_t i = 0; i < o->args.n; i++)
		if (answer_why(q, o->args.v[i]))
			return -1;
	return o->args.n ? 0 : error("which place? FILE:LINE or FUNCTION");
}

int cmd_why(int argc, char **argv)
{
	return ask_run(&argp, argc, argv, why);
}
