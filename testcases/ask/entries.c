// SPDX-License-Identifier: GPL-2.0-only
/* Entries: what filled the slot; a function in two tables is listed twice. */
#include "kernel.h"

static void submit(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

static const struct block_device_operations more = {
	.submit_bio = submit,
};
/*
 * check-name: entries: rule, context, function, slot, what filled it
 * check-command: gfpcheck entries submit
 * check-output-start
 * submit-bio  noio  submit()  entries.c:5  block_device_operations.submit_bio (static data, entries.c:11)
 * submit-bio  noio  submit()  entries.c:5  block_device_operations.submit_bio (static data, entries.c:15)
 * 2 entries
 *      2  submit-bio
 * check-output-end
 */
