// SPDX-License-Identifier: GPL-2.0-only
/* A rule narrows what storage can mean by a slot that many families fill
 * (rules/layers.yaml: storage-sockets). Who asks for callees gets all of them;
 * what is followed on the I/O path is counted as that. */
/* file: net/ipv4/af_inet.c */
#include "kernel.h"

struct family;

struct proto_ops {
	int (*release)(struct family *f);
};

struct family {
	const struct proto_ops *ops;
};

static void *page;

static int inet_release(struct family *f)
{
	page = kmalloc(64, GFP_NOIO);
	return 0;
}

const struct proto_ops inet_ops = {
	.release = inet_release,
};
/* file: net/other.c */
#include "kernel.h"

struct family;

struct proto_ops {
	int (*release)(struct family *f);
};

static void *other;

static int other_release(struct family *f)
{
	other = kmalloc(64, GFP_KERNEL);
	return 0;
}

const struct proto_ops other_ops = {
	.release = other_release,
};
/* file: net/socket.c */
#include "kernel.h"

struct family;

struct proto_ops {
	int (*release)(struct family *f);
};

struct family {
	const struct proto_ops *ops;
};

int family_release(struct family *f)
{
	return f->ops->release(f);
}
/* file: disk.c */
#include "kernel.h"

struct family;
int family_release(struct family *f);

static struct family *family;

static void submit(struct bio *bio)
{
	family_release(family);
	submit_bio(bio);
}

void set(struct family *f)
{
	family = f;
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
/*
 * check-name: stats: what a rule narrows is not followed
 * check-command: gfpcheck stats
 * check-output-start
 * whole program
 *   pointer calls 1
 *   targets per call: mean 2.00, median 2
 *   unresolved 0 (0.0 %)
 *   that cannot happen in this configuration 0 (0.0 %)
 *   too many targets to be followed 0
 *   weak edges 0
 *   most targets:
 *        2.0  net/socket.c:64 family_release() proto_ops.release
 * reached from the entries
 *   pointer calls 1
 *   targets per call: mean 1.00, median 1
 *   unresolved 0 (0.0 %)
 *   that cannot happen in this configuration 0 (0.0 %)
 *   too many targets to be followed 0
 *   weak edges 0
 *   most targets:
 *        1.0  net/socket.c:64 family_release() proto_ops.release
 * check-output-end
 */
