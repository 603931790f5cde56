// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct crypt_io {
	struct work_struct work;
	struct bio *base;
	void *buf;
};

static struct workqueue_struct *wq;

static void warn_decrypt(struct work_struct *work)
{
	struct crypt_io *io = container_of(work, struct crypt_io, work);

	io->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(io->base);
}

static void endio(struct bio *clone)
{
	struct crypt_io *io = clone->bi_private;

	INIT_WORK(&io->work, warn_decrypt);
	queue_work(wq, &io->work);
}

static int crypt_map(struct dm_target *ti, struct bio *bio)
{
	struct crypt_io *io = ti->private;
	struct bio *clone = bio_alloc(bio->bi_bdev, 1, 0, GFP_NOIO);

	clone->bi_private = io;
	clone->bi_end_io = endio;
	submit_bio_noacct(clone);
	return DM_MAPIO_SUBMITTED;
}

static struct target_type target = {
	.name = "crypt",
	.map = crypt_map,
};

/*
 * check-name: a driver's own completion queues work that goes on (dm-crypt)
 * check-command: gfpcheck check
 * check-names
 */
