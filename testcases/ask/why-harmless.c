/* A function below which nothing counts is not followed, but its contexts hold.
 */
#include "kernel.h"

static int twice(int n)
{
	return 2 * n;
}

static void submit(struct bio *bio)
{
	bio->bi_private = kmalloc((size_t)twice(32), GFP_NOIO);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: why: contexts of a function that need not be followed
 * check-command: gfpcheck why twice
 * check-output-contains: ^  runs in noio, scope none:$
 * check-output-contains: ^      -> twice\(\)  why-harmless.c:5$
 * check-output-contains: nothing below it allocates
 * check-output-excludes: not reached
 */
