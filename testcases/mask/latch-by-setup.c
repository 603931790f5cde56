// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * A flag that is set when what it guards has succeeded is a latch: what set-up
 * has made the path finds made. Other flags are not.
 */

#define HAS_RINGS 4
#define ATTACHED 8

struct host {
	unsigned int flags, events, word;
	bool ready, dead, failed, cleared, stopped, later, wanted, unknown;
	bool pending;
	void (*handle)(struct host *h);
	void *ring;
};

static void free_rings(struct host *h)
{
	kfree(h->ring);
	kfree(kmalloc(8, GFP_NOIO)); /* giving back may take memory */
	h->flags &= ~HAS_RINGS;
}

static int good_bits(struct host *h)
{
	if (h->flags & HAS_RINGS)
		return 0;
	h->ring = kmalloc(64, GFP_KERNEL);
	if (!h->ring)
		goto fail;
	h->flags |= HAS_RINGS;
	return 0;
fail:
	printk("no memory\n");
	free_rings(h);
	return -ENOMEM;
}

static int good_make(struct host *h)
{
	void *table = kmalloc(64, GFP_KERNEL);

	kfree(table);
	return table ? 0 : -ENOMEM;
}

static void good_ready(struct host *h)
{
	int err;

	if (!h->ready) {
		err = good_make(h);
		if (!err)
			h->ready = true;
	}
}

/* set when the call has failed */
static int warn_reset(struct host *h)
{
	return kmalloc(64, GFP_KERNEL) ? 0 : -ENOMEM;
}

static void set_on_failure(struct host *h)
{
	int err;

	if (h->dead)
		return;
	err = warn_reset(h);
	if (err)
		h->dead = true;
}

/* set when an answer says so, and not whenever all went well */
static int warn_unknown(struct host *h)
{
	int *answer;

	if (h->unknown)
		return 0;
	answer = kmalloc(64, GFP_KERNEL);
	if (!answer)
		return -ENOMEM;
	if (*answer == 3)
		h->unknown = true;
	return 0;
}

/* the bit that is taken away may be the last one */
static int warn_word(struct host *h)
{
	void *p;

	if (h->word)
		return 0;
	p = kmalloc(64, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	h->word |= ATTACHED;
	return 0;
}

/* set before what it guards */
static int look(struct host *h);

static void warn_failed(struct host *h)
{
	if (h->failed)
		return;
	if (look(h))
		return;
	h->failed = true;
	kfree(kmalloc(64, GFP_KERNEL));
}

/* the path itself clears it */
static int warn_cleared(struct host *h)
{
	void *p;

	if (h->cleared)
		return 0;
	p = kmalloc(64, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	h->cleared = true;
	return 0;
}

/* what neither the path nor set-up calls clears it: an interrupt, say */
static int warn_stopped(struct host *h)
{
	void *p;

	if (h->stopped)
		return 0;
	p = kmalloc(64, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	h->stopped = true;
	return 0;
}

void interrupt(struct host *h)
{
	h->stopped = false;
}

/* an event clears it: set-up only asks for events, it does not undo anything */
static int warn_pending(struct host *h)
{
	void *p;

	if (h->pending)
		return 0;
	p = kmalloc(64, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	h->pending = true;
	return 0;
}

static void handle(struct host *h)
{
	h->pending = false;
	kfree(h->ring);
}

/* set-up never comes here */
static int warn_later(struct host *h)
{
	void *p;

	if (h->later)
		return 0;
	p = kmalloc(64, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	h->later = true;
	return 0;
}

/* another bit of the word is asked for than is set */
static int warn_other_bit(struct host *h)
{
	void *p;

	if (h->events & ATTACHED)
		return 0;
	p = kmalloc(64, GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	h->events |= HAS_RINGS;
	return 0;
}

static void recover(struct bio *bio)
{
	good_bits(bio->bi_private);
	good_ready(bio->bi_private);
}

static void recover_set_on_failure(struct bio *bio)
{
	struct host *h = bio->bi_private;

	set_on_failure(h);
}

static void recover_unknown(struct bio *bio)
{
	struct host *h = bio->bi_private;

	warn_unknown(h);
}

static void recover_word(struct bio *bio)
{
	struct host *h = bio->bi_private;

	h->word &= ~ATTACHED;
	warn_word(h);
}

static void recover_failed(struct bio *bio)
{
	struct host *h = bio->bi_private;

	warn_failed(h);
}

static void recover_cleared(struct bio *bio)
{
	struct host *h = bio->bi_private;

	h->cleared = false;
	warn_cleared(h);
}

static void recover_stopped(struct bio *bio)
{
	struct host *h = bio->bi_private;

	warn_stopped(h);
}

static void recover_pending(struct bio *bio)
{
	struct host *h = bio->bi_private;

	warn_pending(h);
}

static void recover_other_bit(struct bio *bio)
{
	struct host *h = bio->bi_private;

	h->flags &= ~ATTACHED;
	warn_other_bit(h);
}

static void recover_later(struct bio *bio)
{
	struct host *h = bio->bi_private;

	warn_later(h);
}

static int probe(struct pci_dev *pdev)
{
	struct host *h = pci_get_drvdata(pdev);

	good_bits(h);
	good_ready(h);
	set_on_failure(h);
	warn_unknown(h);
	warn_word(h);
	warn_failed(h);
	warn_cleared(h);
	warn_stopped(h);
	warn_pending(h);
	warn_other_bit(h);
	h->handle = handle;
	h->handle(h);
	return 0;
}

static int look(struct host *h)
{
	return h->wanted;
}

static const struct block_device_operations ops[] = {
	{ .submit_bio = recover },
	{ .submit_bio = recover_set_on_failure },
	{ .submit_bio = recover_unknown },
	{ .submit_bio = recover_word },
	{ .submit_bio = recover_failed },
	{ .submit_bio = recover_cleared },
	{ .submit_bio = recover_stopped },
	{ .submit_bio = recover_pending },
	{ .submit_bio = recover_other_bit },
	{ .submit_bio = recover_later },
};
struct pci_driver driver = {
	.probe = probe,
};

/*
 * check-name: a latch that set-up has set stays set
 * check-command: gfpcheck check
 * check-names
 */
