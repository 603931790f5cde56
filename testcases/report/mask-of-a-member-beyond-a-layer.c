// SPDX-License-Identifier: GPL-2.0-only
/* file: defs.h */
#include "kernel.h"
struct peer {
	gfp_t mask;
	void *buf;
};
void net_send(struct peer *p);
void peer_grow(struct peer *p);

/* file: net/core/send.c */
#include "defs.h"
void net_send(struct peer *p)
{
	peer_grow(p);
}

/* file: drivers/misc/peer.c */
#include "defs.h"
void peer_grow(struct peer *p)
{
	p->buf = kmalloc(64, p->mask);
}

/* file: drivers/misc/setup.c */
#include "defs.h"
void warn_setup(struct peer *p)
{
	p->mask = GFP_KERNEL;
}

/* file: drivers/block/disk.c */
#include "defs.h"
static void good_submit(struct bio *bio)
{
	net_send(bio->bi_private);
}

static const struct block_device_operations ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: a mask that a member brought is found where it was written, wherever it is used
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
