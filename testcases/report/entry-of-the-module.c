// SPDX-License-Identifier: GPL-2.0-only
/* file: lib.h */
extern void set_mode(struct bio *bio);

/* file: libdisk.c */
#include "kernel.h"
#include "lib.h"

static void revalidate(struct bio *bio)
{
	kmalloc(64, GFP_KERNEL);
}

void set_mode(struct bio *bio)
{
	revalidate(bio);
}

static void recover(struct bio *bio)
{
	set_mode(bio);
}

static void own(struct bio *bio)
{
	recover(bio);
}

static const struct block_device_operations lib_ops = {
	.submit_bio = own,
};

/* file: driver.c */
#include "kernel.h"
#include "lib.h"

static void driver_mode(struct bio *bio)
{
	set_mode(bio);
}

static const struct block_device_operations driver_ops = {
	.submit_bio = driver_mode,
};

/*
 * check-name: a bug of a library is shown from an entry of its own, if there is one
 * check-command: gfpcheck check
 * check-modules
 * check-exit-value: 1
 * check-output-contains: ^ +own\(\) .*<- enters noio
 * check-output-excludes: driver_mode
 */
