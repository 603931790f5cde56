// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck stats: how well pointer calls are resolved. */
#include "ask.h"
#include "base/msg.h"
#include "cmd.h"
#include "report/lookup.h"

static const struct argp argp = {
	ask_stats_table,
	ask_parse,
	NULL,
	"Count pointer calls and their targets, over the whole program and in "
	"the part that is reached from the entries; list those without a "
	"target there, each with its cause."
	"\vExample:\n"
	"  gfpcheck stats --tree linux-6.1 --format json",
	NULL,
	NULL,
	NULL,
};

static int stats(const struct asking *q, const struct options *o)
{
	if (o->args.n)
		return error("stats takes no %s", o->args.v[0]);
	if (q->json)
		answer_stats_json(q, q->calls);
	else if (q->calls)
		return error("--calls is for --format json");
	else
		answer_stats(q);
	return 0;
}

int cmd_stats(int argc, char **argv)
{
	return ask_run(&argp, argc, argv, stats);
}
