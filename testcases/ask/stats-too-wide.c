// SPDX-License-Identifier: GPL-2.0-only
/*
 * A call of too many targets has no edges: the mean is told without it as well.
 */
/* file: hosts.h */
struct host_ops {
	void (*kick)(struct bio *bio);
	void (*submit)(struct bio *bio);
};

/* file: hosts.c */
#include "kernel.h"
#include "hosts.h"

#define HOST(n)                                \
	static void kick_##n(struct bio *bio)  \
	{                                      \
		bio_endio(bio);                \
	}                                      \
	const struct host_ops host_##n = {     \
		.kick = kick_##n,              \
	};

FORTY_TWO(HOST)

static void submit_first(struct bio *bio)
{
	submit_bio(bio);
}

const struct host_ops first = {
	.submit = submit_first,
};

/* file: disk.c */
#include "kernel.h"
#include "hosts.h"

static const struct host_ops *host;

static void submit(struct bio *bio)
{
	host->kick(bio);
	host->submit(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: stats: the mean of the calls that are followed
 * check-command: gfpcheck stats
 * check-modules
 * check-output-contains: mean 21\.50, median 1
 * check-output-contains: followed 1 \(mean of those that are followed: 1\.00\)
 */
