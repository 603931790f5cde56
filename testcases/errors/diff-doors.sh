#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The way into a layer is placed at the function that all ways of its task
# pass. When that is another one on the same way, nothing was introduced.
. "$CASES/errors/lib"

# door ENTRY... - functions of a driver that enter a file system
door()
{
	cat <<-END
	#include "kernel.h"
	struct lo_device { struct file *file; };
	static void both(struct bio *bio)
	{
		struct lo_device *lo = bio->bi_private;
		struct kiocb iocb = { .ki_filp = lo->file };

		call_write_iter(lo->file, &iocb, NULL);
	}
	END
	for entry in "$@"; do
		cat <<-END
		static void $entry(struct bio *bio)
		{
			both(bio);
		}
		const struct block_device_operations ops_$entry = {
			.submit_bio = $entry,
		};
		END
	done
}

mkdir -p case/fs
repository case a fs/file 2>/dev/null
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
commit case fs
door start >case/a.c
commit case one
door start start_again >case/a.c
commit case two

expect 1 compare case --base fs --head one
has "start\(\): enters the filesystem layer"
has "^1 introduced, 1 fixed, 0 preexisting"
expect 1 compare case --base fs --head two
has "both\(\): enters the filesystem layer"
expect 0 compare case --base one --head two
has "^0 introduced, 0 fixed, 1 preexisting"
expect 0 compare case --base two --head one
has "^0 introduced, 0 fixed, 1 preexisting"
