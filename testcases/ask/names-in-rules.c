// SPDX-License-Identifier: GPL-2.0-only
/* What the names in the rules mean here; a field may be gone since. */
#include "kernel.h"

static void submit(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
}

static void other(struct bio *bio)
{
	bio->bi_private = NULL;
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

static const struct block_device_operations more = {
	.submit_bio = other,
};
/*
 * check-name: dump rules: how many functions a name in a rule means
 * check-command: gfpcheck dump rules
 * check-output-contains: ^entry submit-bio: block_device_operations\.submit_bio: 2 functions$
 * check-output-contains: ^entry submit-bio: block_device_operations\.rw_page: nothing: the structure is here, the field is not$
 * check-output-contains: ^entry ata-command: ata_port_operations\.qc_issue: nothing: no structure by that name$
 * check-output-contains: ^allocator slab: kmalloc\(\): 1 function$
 * check-output-contains: ^allocator slab-lru: krealloc_noprof\(\): nothing: no function by that name$
 * check-exit-value: 0
 */
