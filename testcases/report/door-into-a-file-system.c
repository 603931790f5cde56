// SPDX-License-Identifier: GPL-2.0-only
/* file: fs/file.c */
#include "kernel.h"
static ssize_t fs_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	void *a = kmalloc(64, GFP_KERNEL);
	void *b = kmalloc(128, GFP_KERNEL);
	struct page *page = alloc_page(GFP_KERNEL);

	iocb->ki_filp->private_data = page;
	kfree(a);
	kfree(b);
	return 0;
}

const struct file_operations fs_file_operations = {
	.write_iter = fs_write_iter,
};

/* file: drivers/block/loop.c */
#include "kernel.h"
struct lo_device {
	struct work_struct work;
	struct bio *bio;
	struct file *file;
};

static void warn_process_work(struct work_struct *work)
{
	struct lo_device *lo = container_of(work, struct lo_device, work);
	struct kiocb iocb = { .ki_filp = lo->file };

	call_write_iter(lo->file, &iocb, NULL);
	bio_endio(lo->bio);
}

static void submit(struct bio *bio)
{
	struct lo_device *lo = bio->bi_private;

	schedule_work(&lo->work);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

void lo_init(struct lo_device *lo)
{
	INIT_WORK(&lo->work, warn_process_work);
}

/*
 * check-name: entering a file system without a scope is one finding, at the door
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
