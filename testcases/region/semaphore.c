// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/* A semaphore that a region's rule names is a lock; down() is a wait as well. */

struct semaphore {
	unsigned int count;
};
extern void down(struct semaphore *sem);
extern void up(struct semaphore *sem);

struct ufs_hba {
	struct semaphore host_sem, other_sem;
	void *text;
};

static void warn_show(struct ufs_hba *hba)
{
	down(&hba->host_sem);
	hba->text = kmalloc(64, GFP_KERNEL);
	up(&hba->host_sem);
}
void (*show)(struct ufs_hba *hba) = warn_show;

static void good_after(struct ufs_hba *hba)
{
	down(&hba->host_sem);
	up(&hba->host_sem);
	hba->text = kmalloc(64, GFP_KERNEL);
}
void (*after)(struct ufs_hba *hba) = good_after;

static void good_other(struct ufs_hba *hba)
{
	down(&hba->other_sem);
	hba->text = kmalloc(64, GFP_KERNEL);
	up(&hba->other_sem);
}
void (*other)(struct ufs_hba *hba) = good_other;

static void submit(struct bio *bio)
{
	struct ufs_hba *hba = bio->bi_private;

	down(&hba->host_sem);
	up(&hba->host_sem);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: a region that lasts as long as a semaphore is held
 * check-command: gfpcheck check --confidence possible
 * check-names
 */
