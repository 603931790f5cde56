// SPDX-License-Identifier: GPL-2.0-only
/* file: core.h */
#include "kernel.h"
struct ctrl {
	struct work_struct reset_work;
	void *buf;
	struct bio *bio;
};

/* file: tcp.c */
#include "core.h"
static void warn_tcp_reset(struct work_struct *work)
{
	struct ctrl *c = container_of(work, struct ctrl, reset_work);

	c->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(c->bio);
}

static void submit(struct bio *bio)
{
	struct ctrl *c = bio->bi_private;

	schedule_work(&c->reset_work);
}

void tcp_init(struct ctrl *c)
{
	INIT_WORK(&c->reset_work, warn_tcp_reset);
}

static const struct block_device_operations tcp_ops = {
	.submit_bio = submit,
};

/* file: pci.c */
#include "core.h"
static void good_pci_reset(struct work_struct *work)
{
	struct ctrl *c = container_of(work, struct ctrl, reset_work);

	c->buf = kmalloc(64, GFP_KERNEL);
	bio_endio(c->bio);
}

void pci_init(struct ctrl *c)
{
	INIT_WORK(&c->reset_work, good_pci_reset);
}

/*
 * check-name: one owner whose work two drivers set
 * check-command: gfpcheck check
 * check-names
 */
