// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

/*
 * libata fills slots that libata itself calls, all below
 * ata_scsi_port_error_handler(), which its rule says (rules: `caller`): what is
 * wrong below either is one finding. A slot of another rule stays apart.
 */

struct ata_port;
struct ata_port_operations {
	void (*error_handler)(struct ata_port *ap);
	void (*qc_prep)(struct ata_port *ap);
};
struct ata_port {
	const struct ata_port_operations *ops;
	void *a, *b, *c;
};

static void warn_resume(struct ata_port *ap)
{
	ap->a = kmalloc(8, GFP_KERNEL);
	ap->b = kmalloc(16, GFP_KERNEL);
}

static void ata_scsi_port_error_handler(struct ata_port *ap)
{
	warn_resume(ap);
	ap->ops->error_handler(ap);
}

void ata_scsi_error(struct ata_port *ap)
{
	ata_scsi_port_error_handler(ap);
}

static void std_error_handler(struct ata_port *ap)
{
	ap->c = kmalloc(32, GFP_KERNEL);
}

static void warn_prep(struct ata_port *ap)
{
	ap->c = kmalloc(64, GFP_KERNEL);
}

const struct ata_port_operations ops = {
	.error_handler = std_error_handler,
	.qc_prep = warn_prep,
};

/*
 * check-name: slots that one function of the module calls, one finding
 * check-command: gfpcheck check
 * check-output-contains: ata_scsi_port_error_handler\(\): 3 masks below it
 * check-findings: 2
 */
