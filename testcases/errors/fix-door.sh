#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A task that enters a file system without a scope gets one for all it does.
. "$CASES/errors/lib"

units case
mkdir -p case/fs case/drivers
cat >case/fs/file.c <<'END'
#include "kernel.h"
static ssize_t fs_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	iocb->ki_filp->private_data = kmalloc(64, GFP_KERNEL);
	return 0;
}

const struct file_operations fs_file_operations = {
	.write_iter = fs_write_iter,
};
END
cat >case/drivers/dev.c <<'END'
#include "kernel.h"

struct dev {
	struct work_struct work;
	struct bio *bio;
	struct file *file;
};

static void warn_process(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);
	struct kiocb iocb = { .ki_filp = d->file };

	call_write_iter(d->file, &iocb, NULL);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, warn_process);
}
END
sed 's|{"dir[^}]*a\.c"\]}|&|; s|\(.*\)a\.c\(.*\)a\.o\(.*\)a\.o\(.*\)a\.c\(.*\)|\1fs/file.c\2fs/file.o\3fs/file.o\4fs/file.c\5|' \
	case/compile_commands.json >one
head -n 1 one >first
sed 's|^\[|,|; s|fs/file|drivers/dev|g' first >second
{ cat first second; echo ']'; } >case/compile_commands.json
mends case warn_process
patched '^--- a/drivers/dev.c$'
patched '^\+	 \* This goes on with what submit\(\) began'
expect 0 check case

# A helper that only passes on is no boundary: the tasks that share it are.
cat >case/drivers/dev.c <<'END'
#include "kernel.h"

struct dev {
	struct work_struct work, retry;
	struct bio *bio;
	struct file *file;
};

static ssize_t warn_pass(struct dev *d, struct kiocb *iocb)
{
	return call_write_iter(d->file, iocb, NULL);
}

static void process(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);
	struct kiocb iocb = { .ki_filp = d->file };

	warn_pass(d, &iocb);
	bio_endio(d->bio);
}

static void again(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, retry);
	struct kiocb iocb = { .ki_filp = d->file };

	warn_pass(d, &iocb);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
	schedule_work(&d->retry);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, process);
	INIT_WORK(&d->retry, again);
}
END
mends case warn_pass
patched '^ static void process'
patched '^ static void again'
[ "$(grep -c '^+.*memalloc_noio_restore' patch)" -eq 2 ] || fail "not two scopes"
expect 0 check case

# Many masks below one function are one scope there.
{
	cat <<'END'
#include "kernel.h"
struct dev {
	struct work_struct work;
	struct bio *bio;
	void *buf[13];
};

END
	for i in 0 1 2 3 4 5 6 7 8 9 10 11 12; do
		echo "static void one_$i(struct dev *d)"
		echo "{ d->buf[$i] = kmalloc(64 + $i, GFP_KERNEL); }"
	done
	echo 'static int setup(struct dev *d)'
	echo '{'
	for i in 0 1 2 3 4 5 6 7 8 9 10 11 12; do
		echo "	one_$i(d);"
	done
	cat <<'END'
	return d->buf[12] ? 0 : -ENOMEM;
}

static void reset(struct work_struct *work)
{
	struct dev *d = container_of(work, struct dev, work);

	setup(d);
	bio_endio(d->bio);
}

static void submit(struct bio *bio)
{
	struct dev *d = bio->bi_private;

	schedule_work(&d->work);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = submit,
};

void dev_init(struct dev *d)
{
	INIT_WORK(&d->work, reset);
}
END
} >case/drivers/dev.c
check case --format json >report.json || [ $? = 1 ]
grep -q '"rule": "noio-scope"' report.json || fail "no group"
mends case setup
patched '^\+	unsigned int noio_flags = memalloc_noio_save\(\);$'
! grep -q '^[-+].*GFP_' patch || fail "a mask was changed"
expect 0 check case
