// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is served beside the I/O of a disk: a copy that a program asks for,
 * isochronous packets, memory of another device.
 */
#include "kernel.h"

static int good_buffer(void)
{
	void *p = kmalloc(64, GFP_KERNEL);

	kfree(p);
	return 0;
}

int target_do_xcopy(void)
{
	return good_buffer();
}

int usbip_recv_iso(void)
{
	return good_buffer();
}

int tcp_recvmsg_dmabuf(void)
{
	return good_buffer();
}

static int warn_receive(void)
{
	void *p = kmalloc(64, GFP_KERNEL);

	kfree(p);
	return 0;
}

static void submit(struct bio *bio)
{
	target_do_xcopy();
	usbip_recv_iso();
	tcp_recvmsg_dmabuf();
	warn_receive();
	bio_endio(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: what no disk waits for
 * check-command: gfpcheck check
 * check-names
 */
