// SPDX-License-Identifier: GPL-2.0-only
/* gfpcheck entries: where contexts begin. */
#include "ask.h"
#include "base/msg.h"
#include "cmd.h"
#include "report/lookup.h"

static const struct argp argp = {
	ask_table,
	ask_parse,
	"[PATTERN]",
	"Print every entry: its rule, the function, what filled the slot. With "
	"PATTERN, only lines that contain it."
	"\vExample:\n"
	"  gfpcheck entries --tree linux-6.1 blk-mq",
	NULL,
	NULL,
	NULL,
};

static int entries(const struct asking *q, const struct options *o)
{
	if (o->args.n > 1)
		return error("one pattern at a time");
	return answer_entries(q, o->args.n ? o->args.v[0] : NULL);
}

int cmd_entries(int argc, char **argv)
{
	return ask_run(&argp, argc, argv, entries);
}
