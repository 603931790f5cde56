// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program may put a socket into a sockmap, by its descriptor; the socket of a
 * driver stays what it is. (tcp_bpf_sendmsg() below drbd_send())
 */
/* file: net/proto.h */
struct conn;
struct proto {
	int (*sendmsg)(struct conn *sk);
};
struct conn {
	const struct proto *prot;
	void *buf;
};
int sock_send(struct conn *sk);

/* file: net/ipv4/tcp_bpf.c */
#include "kernel.h"
#include "net/proto.h"

static int tcp_bpf_sendmsg(struct conn *sk)
{
	sk->buf = kmalloc(64, GFP_KERNEL);
	return 0;
}

void rebuild(struct proto *prot)
{
	prot->sendmsg = tcp_bpf_sendmsg;
}

/* file: net/ipv4/tcp.c */
#include "kernel.h"
#include "net/proto.h"

static int tcp_sendmsg(struct conn *sk)
{
	sk->buf = NULL;
	return 0;
}

static const struct proto tcp_prot = {
	.sendmsg = tcp_sendmsg,
};

int sock_send(struct conn *sk)
{
	return sk->prot->sendmsg(sk);
}

/* file: drivers/block/disk.c */
#include "kernel.h"
#include "net/proto.h"

static void good_submit(struct bio *bio)
{
	sock_send(bio->bi_private);
}

static const struct block_device_operations submit_ops = {
	.submit_bio = good_submit,
};

/*
 * check-name: the socket of a driver is in no sockmap
 * check-command: gfpcheck check
 * check-modules
 * check-names
 * check-findings: 0
 */
