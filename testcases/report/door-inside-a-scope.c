// SPDX-License-Identifier: GPL-2.0-only
/* file: fs/file.c */
#include "kernel.h"
static ssize_t fs_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	iocb->ki_filp->private_data = kmalloc(64, GFP_KERNEL);
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

static void good_process_work(struct work_struct *work)
{
	struct lo_device *lo = container_of(work, struct lo_device, work);
	struct kiocb iocb = { .ki_filp = lo->file };
	unsigned int flags = memalloc_noio_save();

	call_write_iter(lo->file, &iocb, NULL);
	bio_endio(lo->bio);
	memalloc_noio_restore(flags);
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
	INIT_WORK(&lo->work, good_process_work);
}

/*
 * check-name: entering a file system inside a scope
 * check-command: gfpcheck check
 * check-names
 */
