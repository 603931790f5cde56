// SPDX-License-Identifier: GPL-2.0-only
/*
 * A state machine in a member of a larger object, as bfa's: the first state is
 * put there by the member's name, all others by the states themselves, which
 * are called through it and know nothing of the larger object. An event that is
 * sent to the member may find any of them. A state that was handed on by who
 * names its member is of that one.
 */
#include "kernel.h"

struct machine {
	void (*state)(struct machine *m, int event);
	void *data;
};

struct controller {
	struct machine machine;
	int id;
};

struct port {
	struct machine machine;
};

static void warn_running(struct machine *m, int event)
{
	m->data = kmalloc(64, GFP_KERNEL);
}

static void good_reset(struct machine *m, int event)
{
	m->state = warn_running;
}

static void good_other(struct machine *m, int event)
{
	m->data = kmalloc(64, GFP_KERNEL);
}

static void set_state(struct machine *m,
		      void (*state)(struct machine *m, int event))
{
	m->state = state;
}

void controller_init(struct controller *c)
{
	c->machine.state = good_reset;
}

void port_init(struct port *p)
{
	set_state(&p->machine, good_other);
}

static void submit(struct bio *bio)
{
	struct controller *c = bio->bi_private;

	c->machine.state(&c->machine, 1);
}

static const struct block_device_operations ops = { .submit_bio = submit };

/*
 * check-name: a state machine's states put each other where they are called
 * check-command: gfpcheck check
 * check-names
 */
