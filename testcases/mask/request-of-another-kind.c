// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module lets its digests sleep, and its ciphers not: each kind of request has
 * flags of its own. In the kernel: dm-integrity of 7.2.
 */
#include "kernel.h"

struct skcipher_request;
struct ahash_request;

extern void skcipher_request_set_callback(struct skcipher_request *req,
					  u32 flags);
extern void ahash_request_set_callback(struct ahash_request *req, u32 flags);
extern int crypto_ahash_digest(struct ahash_request *req);

/* whatever it does */
static int crypto_skcipher_encrypt(struct skcipher_request *req)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : -ENOMEM;
}

static void good_cipher(struct skcipher_request *req)
{
	skcipher_request_set_callback(req, CRYPTO_TFM_REQ_MAY_BACKLOG);
	crypto_skcipher_encrypt(req);
}

static void warn_digest(struct ahash_request *req)
{
	ahash_request_set_callback(req, CRYPTO_TFM_REQ_MAY_SLEEP);
	crypto_ahash_digest(req);
}

static void submit(struct bio *bio)
{
	good_cipher(bio->bi_private);
	warn_digest(bio->bi_private);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: requests of one kind say nothing of another
 * check-command: gfpcheck check
 * check-names
 */
