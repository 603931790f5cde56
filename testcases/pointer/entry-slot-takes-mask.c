// SPDX-License-Identifier: GPL-2.0-only
/*
 * A slot that is an entry of its own is not followed from elsewhere; the mask
 * that a driver passes to it is the driver's, as with usb_free_streams().
 */
#include "kernel.h"

struct hcd;

struct hc_driver {
	int (*free_streams)(struct hcd *h, gfp_t mem_flags);
};

struct hcd {
	const struct hc_driver *driver;
	void *command;
};

struct usb_interface {
	struct hcd *hcd;
};

struct usb_driver {
	int (*pre_reset)(struct usb_interface *intf);
	int (*post_reset)(struct usb_interface *intf);
};

static int good_free_streams(struct hcd *h, gfp_t mem_flags)
{
	h->command = kmalloc(64, mem_flags);
	return 0;
}

const struct hc_driver host = {
	.free_streams = good_free_streams,
};

static int usb_free_streams(struct usb_interface *intf, gfp_t mem_flags)
{
	return intf->hcd->driver->free_streams(intf->hcd, mem_flags);
}

static int warn_pre_reset(struct usb_interface *intf)
{
	return usb_free_streams(intf, GFP_KERNEL);
}

static int good_post_reset(struct usb_interface *intf)
{
	return usb_free_streams(intf, GFP_NOIO);
}

const struct usb_driver disk = {
	.pre_reset = warn_pre_reset,
	.post_reset = good_post_reset,
};

/*
 * check-name: a mask passed to a slot that is an entry
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
