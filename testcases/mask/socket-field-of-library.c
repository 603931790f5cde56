// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module that owns the socket calls a library to use it, which lowers the
 * mask first (usbip_recv() in drivers/usb/usbip/usbip_common.c, for vhci-hcd).
 */
/* file: defs.h */
extern int net_recv(struct socket *sock);
extern int lib_recv(struct socket *sock);
extern int lib_other(struct socket *sock);

/* file: net/recv.c */
#include "kernel.h"
#include "defs.h"

int net_recv(struct socket *sock)
{
	return kmalloc(64, sock->sk->sk_allocation) ? 0 : -ENOMEM;
}

/* file: lib-usb/lib.c */
#include "kernel.h"
#include "defs.h"

static int lower(struct socket *sock)
{
	sock->sk->sk_allocation = GFP_NOIO;
	return net_recv(sock);
}

int lib_recv(struct socket *sock)
{
	return lower(sock);
}

int lib_other(struct socket *sock)
{
	return net_recv(sock);
}

/* file: drivers/user.c */
#include "kernel.h"
#include "defs.h"

static void good_submit(struct bio *bio)
{
	lib_recv(bio->bi_private);
}

static const struct block_device_operations good_ops = {
	.submit_bio = good_submit,
};

/* file: drivers/other.c */
#include "kernel.h"
#include "defs.h"

/* nothing that it calls lowers the mask */
static void warn_submit(struct bio *bio)
{
	lib_other(bio->bi_private);
}

static const struct block_device_operations warn_ops = {
	.submit_bio = warn_submit,
};

/* file: drivers/own.c */
#include "kernel.h"
#include "defs.h"

/* what it says itself counts */
static void warn_own(struct bio *bio)
{
	struct socket *sock = bio->bi_private;

	lib_recv(sock);
	sock->sk->sk_allocation = GFP_KERNEL;
	net_recv(sock);
}

static const struct block_device_operations own_ops = {
	.submit_bio = warn_own,
};

/*
 * check-name: a mask that a library puts into the caller's object is the caller's
 * check-modules
 * check-command: gfpcheck check
 * check-names
 */
