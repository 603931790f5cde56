// SPDX-License-Identifier: GPL-2.0-only
/* FILE:LINE finds the function that holds the line; only its allocation. */
#include "kernel.h"

static void submit(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_NOIO);
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: why: a line stands for what is allocated there
 * check-command: gfpcheck why why-line.c:8
 * check-output-contains: ^submit\(\)  why-line.c:8$
 * check-output-contains: runs in noio, scope none:$
 * check-output-contains: enters noio: entry .*block_device_operations.submit_bio \(static data, why-line.c:12\)$
 * check-output-contains: why-line.c:8: .*asks for .*io.*noio: wrong
 * check-output-excludes: why-line.c:7:
 */
