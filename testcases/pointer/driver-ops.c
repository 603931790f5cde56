// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct media_ops {
	int (*start)(struct bio *bio);
	int (*probe)(struct bio *bio);
};

struct media {
	const struct media_ops *ops;
};

static int warn_start(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return 0;
}

static int good_probe(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
	return 0;
}

static const struct media_ops media_ops = {
	.start = warn_start,
	.probe = good_probe,
};

static struct media the_media = { .ops = &media_ops };

static void submit(struct bio *bio)
{
	struct media *media = bio->bi_private;

	media->ops->start(bio);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

/*
 * check-name: a call through the driver's own ops
 * check-command: gfpcheck check
 * check-names
 */
