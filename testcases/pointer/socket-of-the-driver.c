// SPDX-License-Identifier: GPL-2.0-only
/*
 * IPv4 and IPv6 both fill tables with the functions of TCP: whichever of the two
 * it was, they work for the driver whose socket it is (net/ipv4/af_inet.c,
 * net/ipv6/raw.c).
 */
/* file: defs.h */
struct proto_ops {
	int (*sendmsg)(struct socket *sock);
	const struct proto_ops *next;
};
extern int inet_sendmsg(struct socket *sock);
extern int good_send(struct socket *sock);
extern int send_default(struct socket *sock);
extern const struct proto_ops *socket_ops;

/* file: net/ipv4/af_inet.c */
#include "kernel.h"
#include "defs.h"

int inet_sendmsg(struct socket *sock)
{
	return kmalloc(64, sock->sk->sk_allocation) ? 0 : -ENOMEM;
}

static const struct proto_ops inet_ops = {
	.sendmsg = inet_sendmsg,
};

/* file: net/ipv6/raw.c */
#include "kernel.h"
#include "defs.h"

static const struct proto_ops inet6_ops = {
	.sendmsg = inet_sendmsg,
};

/* file: net/socket.c */
#include "kernel.h"
#include "defs.h"

int good_send(struct socket *sock)
{
	return socket_ops->sendmsg(sock);
}

int send_default(struct socket *sock)
{
	return socket_ops->sendmsg(sock);
}

/* file: drivers/lowers.c */
#include "kernel.h"
#include "defs.h"

static void good_submit(struct bio *bio)
{
	struct socket *sock = bio->bi_private;

	sock->sk->sk_allocation = GFP_NOIO;
	good_send(sock);
}

static const struct block_device_operations good_ops = {
	.submit_bio = good_submit,
};

/* file: drivers/leaves.c */
#include "kernel.h"
#include "defs.h"

static void warn_submit(struct bio *bio)
{
	send_default(bio->bi_private);
}

static const struct block_device_operations warn_ops = {
	.submit_bio = warn_submit,
};

/*
 * check-name: a socket's functions work for the driver, whoever filled the table
 * check-modules
 * check-command: gfpcheck check --confidence=possible
 * check-names
 */
