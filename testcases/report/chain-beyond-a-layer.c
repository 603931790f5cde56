// SPDX-License-Identifier: GPL-2.0-only
/* file: defs.h */
#include "kernel.h"
void net_send(struct bio *bio);
void peer_send(struct bio *bio);

/* file: net/core/send.c */
#include "defs.h"
void net_send(struct bio *bio)
{
	peer_send(bio);
}

/* file: drivers/misc/peer.c */
#include "defs.h"
static void peer_grow(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

static void peer_connect(struct bio *bio)
{
	peer_grow(bio);
}

void peer_send(struct bio *bio)
{
	peer_connect(bio);
}

/* file: drivers/block/disk.c */
#include "defs.h"
static void warn_submit(struct bio *bio)
{
	net_send(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = warn_submit,
};

/*
 * check-name: the chain of what a layer calls outside of itself has every step
 * check-command: gfpcheck check
 * check-modules
 * check-output-start
 * drivers/block/disk.c:33:1: warning: warn_submit(): enters the network layer on a noio path without a scope [noio-door]
 *     warn_submit()  drivers/block/disk.c:35  <- enters noio: entry submit-bio: block_device_operations.submit_bio (static data, drivers/block/disk.c:39)
 *       -> net_send()  net/core/send.c:11
 *         -> peer_send()  drivers/misc/peer.c:28
 *           -> peer_connect()  drivers/misc/peer.c:23
 *             -> peer_grow()  drivers/misc/peer.c:18
 *     effective mask 0xcc0 (direct_reclaim|io|fs), scope none at drivers/misc/peer.c:18 (certain)
 *     suggested: open memalloc_noio_save() where this I/O path begins, or pass GFP_NOIO if only this
 *                allocation is on the I/O path
 *     fingerprint 21e77168abe523ce
 *
 * 1 finding: 1 certain, 0 likely; 0 possible not shown
 * coverage: 3 units, 0 degraded, 0 failed; 12 functions, 5 on an I/O path, 5 states
 * not seen: 0 of 0 pointer calls unresolved, 0 on some ways, 0 called functions that no unit defines, 0 edges cut by boundaries, 0 hand-offs lost, 0 announcements not followed, 0 ways into shared code not told, 0 states widened, 0 given up
 * check-output-end
 */
