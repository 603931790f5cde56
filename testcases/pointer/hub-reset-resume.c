// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hub is set up again on resume: the mask that it passes to the host is
 * judged, although the host's operation is an entry of its own.
 */
/* file: drivers/usb/core/hub.c */
#include "kernel.h"

struct hub;

struct hc_driver {
	int (*update_hub_device)(struct hub *hub, gfp_t mem_flags);
};

struct hub {
	const struct hc_driver *driver;
};

struct usb_interface {
	struct hub *hub;
};

struct usb_driver {
	int (*reset_resume)(struct usb_interface *intf);
	int (*probe)(struct usb_interface *intf);
};

static int good_update(struct hub *hub, gfp_t mem_flags)
{
	return kmalloc(64, mem_flags) ? 0 : -ENOMEM;
}

const struct hc_driver host = {
	.update_hub_device = good_update,
};

static int warn_reset_resume(struct usb_interface *intf)
{
	return intf->hub->driver->update_hub_device(intf->hub, GFP_KERNEL);
}

static int good_probe(struct usb_interface *intf)
{
	return intf->hub->driver->update_hub_device(intf->hub, GFP_KERNEL);
}

const struct usb_driver hub_driver = {
	.reset_resume = warn_reset_resume,
	.probe = good_probe,
};

/*
 * check-name: what a hub passes to its host on resume
 * check-command: gfpcheck check
 * check-names
 * check-findings: 1
 */
