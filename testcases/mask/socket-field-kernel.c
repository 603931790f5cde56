// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

int warn_bind(struct socket *sock)
{
	sock->sk->sk_allocation = GFP_KERNEL;
	return 0;
}

static void send(struct bio *bio)
{
	struct socket *sock = bio->bi_private;

	bio->bi_next = kmalloc(64, sock->sk->sk_allocation);
}

static const struct block_device_operations send_ops = {
	.submit_bio = send,
};

/*
 * check-name: the mask is written far from where it is used
 * check-command: gfpcheck check
 * check-names
 */
