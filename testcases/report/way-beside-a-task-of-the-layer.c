// SPDX-License-Identifier: GPL-2.0-only
/* file: defs.h */
#include "kernel.h"
void evaluate_method(struct bio *bio);

/* file: drivers/acpi/method.c */
#include "defs.h"
void evaluate_method(struct bio *bio)
{
	bio->bi_private = kmalloc(64, GFP_KERNEL);
}

/* file: drivers/net/nic.c */
#include "defs.h"
static void good_nic_submit(struct bio *bio)
{
	evaluate_method(bio);
}

static const struct block_device_operations nic_ops = {
	.submit_bio = good_nic_submit,
};

/* file: drivers/block/disk.c */
#include "defs.h"
static void set_voltage(struct bio *bio)
{
	evaluate_method(bio);
}

static void warn_submit(struct bio *bio)
{
	set_voltage(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = warn_submit,
};

/*
 * check-name: who enters shared code is found, though a task of a layer's own is there sooner
 * check-command: gfpcheck check
 * check-modules
 * check-names
 */
