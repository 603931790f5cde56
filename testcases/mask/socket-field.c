// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

static void connect(struct socket *sock)
{
	sock->sk->sk_allocation = GFP_NOIO;
}

static void good_send(struct bio *bio)
{
	struct socket *sock = bio->bi_private;

	connect(sock);
	bio->bi_next = kmalloc(64, sock->sk->sk_allocation);
}

static const struct block_device_operations good_send_ops = {
	.submit_bio = good_send,
};

/*
 * check-name: sk_allocation set to GFP_NOIO
 * check-command: gfpcheck check
 * check-names
 */
