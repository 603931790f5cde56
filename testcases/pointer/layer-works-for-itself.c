// SPDX-License-Identifier: GPL-2.0-only
/*
 * A network card has others on top of it, each with a table of its own. What
 * the card does for itself may call any of them. In the kernel: cnic and bnx2i.
 */
/* file: drivers/net/card.h */
struct card;
struct upper_ops {
	void (*done)(struct card *c);
};
struct card_ops {
	void (*send)(struct card *c);
};
struct card {
	const struct card_ops *ops;
	const struct upper_ops *upper;
	void *data;
};

/* file: drivers/net/card.c */
#include "kernel.h"
#include "card.h"

static void upcall(struct card *c)
{
	c->upper->done(c);
}

static void card_send(struct card *c)
{
	upcall(c);
}

static const struct card_ops card_ops = {
	.send = card_send,
};

/* file: drivers/net/other.c */
#include "kernel.h"
#include "card.h"

static void other_send(struct card *c)
{
	c->data = NULL;
}

static const struct card_ops other_ops = {
	.send = other_send,
};

/* file: drivers/scsi/upper.c */
#include "kernel.h"
#include "drivers/net/card.h"

static void done(struct card *c)
{
	c->data = kmalloc(64, GFP_KERNEL);
}

static const struct upper_ops upper_ops = {
	.done = done,
};

/* file: drivers/block/disk.c */
#include "kernel.h"
#include "drivers/net/card.h"

static void warn_submit(struct bio *bio)
{
	struct card *c = bio->bi_private;

	c->ops->send(c);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = warn_submit,
};

/*
 * check-name: shared code that works for itself calls whoever is on top of it
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
