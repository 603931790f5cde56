// SPDX-License-Identifier: GPL-2.0-only
#include "kernel.h"

struct probe {
	void *func;
};

static struct probe *probes;

void probes_publish(struct probe *one)
{
	probes = one;
}

/* what tracepoints do: any function, kept as void * */
int probe_register(void *func)
{
	struct probe one;

	one.func = func;
	probes_publish(&one);
	return 0;
}

#define PROBE(n)                                        \
	static void probe_##n(struct bio *bio)          \
	{                                               \
		bio->bi_private = kmalloc(n, GFP_NOIO); \
	}
#define FORTY(x)                                                             \
	x(1##0) x(1##1) x(1##2) x(1##3) x(1##4) x(1##5) x(1##6) x(1##7)    \
	x(1##8) x(1##9) x(2##0) x(2##1) x(2##2) x(2##3) x(2##4) x(2##5)    \
	x(2##6) x(2##7) x(2##8) x(2##9) x(3##0) x(3##1) x(3##2) x(3##3)    \
	x(3##4) x(3##5) x(3##6) x(3##7) x(3##8) x(3##9) x(4##0) x(4##1)    \
	x(4##2) x(4##3) x(4##4) x(4##5) x(4##6) x(4##7) x(4##8) x(4##9)
#define REGISTER(n) probe_register(probe_##n);
#define REGISTER_AGAIN(n) probe_register(probe_##n);

FORTY(PROBE)

int probes_on(void)
{
	FORTY(REGISTER)
	return 0;
}

int probes_on_again(void)
{
	FORTY(REGISTER_AGAIN)
	return 0;
}

static void submit(struct bio *bio)
{
	struct probe *p = probes;
	void *func = READ_ONCE(p->func);

	((void (*)(struct bio *))func)(bio);
}

static const struct block_device_operations ops = {
	.submit_bio = submit,
};

/*
 * check-name: forty functions in a void * do not fill it by being registered twice
 * check-command: gfpcheck stats
 * check-output-contains: unresolved 0 \(0\.0 %\)
 * check-output-excludes: a local variable whose value is not followed
 */
