// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * Recovery runs the code of probe again: what probe made is there until the
 * path gives it back.
 */

struct host {
	void *table, *copied, *fresh, *emptied, *given, *later, *ring, *once;
	bool failed;
	int count;
	void *maps[2], *slots[4];
};

struct request_data {
	void *sense;
};

static int good_table(struct host *h)
{
	if (h->table)
		return 0;
	h->table = kmalloc(64, GFP_KERNEL);
	return h->table ? 0 : -ENOMEM;
}

static int good_copied(struct host *h)
{
	void *p = READ_ONCE(h->copied);

	if (!p) {
		p = kmalloc(64, GFP_KERNEL);
		if (!p)
			return -ENOMEM;
		h->copied = p;
	}
	return 0;
}

static void good_fresh(struct host *h)
{
	bool fresh = !h->fresh;

	h->count++;
	if (fresh)
		h->fresh = kmalloc(64, GFP_KERNEL);
}

static int good_maps(struct host *h)
{
	if (h->maps[0])
		return 0;
	for (int i = 0; i < 2; i++) {
		h->maps[i] = kmalloc(64, GFP_KERNEL);
		if (!h->maps[i])
			return -ENOMEM;
	}
	return 0;
}

/* set-up has filled another one */
static void warn_slot(struct host *h, int i)
{
	if (!h->slots[i])
		h->slots[i] = kmalloc(64, GFP_KERNEL);
}

/* only whoever did not get all gives it back, and what took the device down */
static void free_ring(struct host *h)
{
	kfree(h->ring);
	h->ring = NULL;
}

static int good_ring(struct host *h)
{
	if (h->ring)
		return 0;
	h->ring = kmalloc(64, GFP_KERNEL);
	if (!h->ring)
		return -ENOMEM;
	if (!kmalloc(32, GFP_KERNEL)) {
		free_ring(h);
		return -ENOMEM;
	}
	return 0;
}

void take_down(struct pci_dev *pdev)
{
	free_ring(pci_get_drvdata(pdev));
}

static void warn_emptied(struct host *h)
{
	if (!h->emptied)
		h->emptied = kmalloc(64, GFP_KERNEL);
}

/* a flag says something of the device, not of what was made */
static void warn_failed(struct host *h)
{
	if (h->failed)
		return;
	kmalloc(64, GFP_KERNEL);
	h->failed = true;
}

/* what is filled before it is tested is no guard */
static void warn_fallback(struct host *h)
{
	h->table = kmalloc(64, GFP_NOIO);
	if (!h->table)
		h->table = kmalloc(32, GFP_KERNEL);
}

static void warn_given(struct host *h)
{
	if (!h->given)
		h->given = kmalloc(64, GFP_KERNEL);
}

/* made for each write and given back after it, set-up's own writes as well */
static void warn_once(struct host *h)
{
	BUG_ON(h->once);
	h->once = kmalloc(64, GFP_KERNEL);
	kfree(h->once);
	h->once = NULL;
}

static void recover_once(struct bio *bio)
{
	warn_once(bio->bi_private);
}

/* set-up never comes here */
static void warn_later(struct host *h)
{
	if (!h->later)
		h->later = kmalloc(64, GFP_KERNEL);
}

/* a new object is empty, whatever set-up put into another one */
static void warn_sense(struct request_data *r)
{
	if (!r->sense)
		r->sense = kmalloc(64, GFP_KERNEL);
}

extern void give_away(void **p);

static void start(struct host *h)
{
	good_table(h);
	good_copied(h);
	good_fresh(h);
	good_maps(h);
	good_ring(h);
}

static void recover(struct bio *bio)
{
	start(bio->bi_private);
}

static void recover_emptied(struct bio *bio)
{
	struct host *h = bio->bi_private;

	h->emptied = NULL;
	warn_emptied(h);
}

static void recover_failed(struct bio *bio)
{
	warn_failed(bio->bi_private);
}

static void recover_slot(struct bio *bio)
{
	struct host *h = bio->bi_private;

	warn_slot(h, h->count);
}

static void recover_fallback(struct bio *bio)
{
	warn_fallback(bio->bi_private);
}

static void recover_given(struct bio *bio)
{
	struct host *h = bio->bi_private;

	give_away(&h->given);
	warn_given(h);
}

static void recover_later(struct bio *bio)
{
	warn_later(bio->bi_private);
}

static void recover_sense(struct bio *bio)
{
	struct request_data *r = kmalloc(sizeof(*r), GFP_NOIO);

	if (r)
		warn_sense(r);
}

static int probe(struct pci_dev *pdev)
{
	static struct request_data first;
	struct host *h = pci_get_drvdata(pdev);

	start(h);
	warn_emptied(h);
	warn_failed(h);
	warn_slot(h, 0);
	warn_fallback(h);
	warn_given(h);
	warn_once(h);
	warn_sense(&first);
	return 0;
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = recover },
	{ .submit_bio = recover_emptied },
	{ .submit_bio = recover_failed },
	{ .submit_bio = recover_slot },
	{ .submit_bio = recover_fallback },
	{ .submit_bio = recover_given },
	{ .submit_bio = recover_once },
	{ .submit_bio = recover_later },
	{ .submit_bio = recover_sense },
};
struct pci_driver driver = {
	.probe = probe,
};

/*
 * check-name: what set-up has allocated the path finds allocated
 * check-command: gfpcheck check
 * check-names
 */
