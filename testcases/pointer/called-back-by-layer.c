// SPDX-License-Identifier: GPL-2.0-only
/* file: defs.h */
struct sock_ops {
	int (*read)(int (*actor)(void *arg), void *arg);
};
extern const struct sock_ops *stream_ops;
extern int hash(void *arg);
extern void ahash_request_set_callback(void *req, u32 flags);
extern int crypto_ahash_update(void *req);

/* file: net/stream.c */
#include "kernel.h"
#include "defs.h"

static int read(int (*actor)(void *arg), void *arg)
{
	return actor(arg);
}
static const struct sock_ops ops = {
	.read = read,
};
const struct sock_ops *stream_ops = &ops;

/* file: drivers/host.c */
#include "kernel.h"
#include "defs.h"

static int good_actor(void *arg)
{
	return hash(arg);
}

static void good_submit(struct bio *bio)
{
	ahash_request_set_callback(bio->bi_private, 0);
	stream_ops->read(good_actor, bio);
}

static const struct block_device_operations good_ops = {
	.submit_bio = good_submit,
};

/* file: helpers/hash.c */
#include "kernel.h"
#include "defs.h"

int hash(void *arg)
{
	return crypto_ahash_update(arg);
}

/* file: crypto/ahash.c */
#include "kernel.h"
#include "defs.h"

int crypto_ahash_update(void *req)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : -ENOMEM;
}

/*
 * check-name: the network calls a driver back: it is the driver's I/O again
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
