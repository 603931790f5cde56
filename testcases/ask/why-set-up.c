// SPDX-License-Identifier: GPL-2.0-only
/* What a condition rules out once it is known what set-up has filled. */
#include "kernel.h"

struct host {
	void *ring;
};

static int make_ring(struct host *h)
{
	h->ring = kmalloc(64, GFP_KERNEL);
	return h->ring ? 0 : -ENOMEM;
}

static int ring(struct host *h)
{
	return h->ring ? 0 : make_ring(h);
}

static int probe(struct pci_dev *pdev)
{
	return ring(pci_get_drvdata(pdev));
}

static void submit(struct bio *bio)
{
	ring(bio->bi_private);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};
struct pci_driver driver = {
	.probe = probe,
};

/*
 * check-name: why: what set-up has done already is not reached, and why
 * check-command: gfpcheck why make_ring
 * check-output-contains: ^  not reached from any entry$
 * check-output-contains: not followed: in the ways that are reached conditions exclude this call
 */
