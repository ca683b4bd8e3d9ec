/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>

#include "check.h"
#include "proto/address.h"

static struct address *
take(struct addresses *all, const char *text)
{
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
	struct sockaddr_in in = {.sin_family = AF_INET};

	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		return address_take(all, (struct sockaddr *)&in);
	if (inet_pton(AF_INET6, text, &in6.sin6_addr) != 1)
		abort();
	return address_take(all, (struct sockaddr *)&in6);
}

static const struct {
	const char *why, *a, *b, *text;
	bool same;
} cases[] = {
    {"one address", "192.0.2.1", "192.0.2.1", "192.0.2.1", true},
    {"two addresses", "192.0.2.1", "192.0.2.2", "192.0.2.1", false},
    {"IPv4 in IPv6 clothes", "192.0.2.1", "::ffff:192.0.2.1", "192.0.2.1",
	true},
    {"one /64", "2001:db8::1", "2001:db8::ffff:1", "2001:db8::/64", true},
    {"two /64", "2001:db8::1", "2001:db8:0:1::1", "2001:db8::/64", false},
    {"loopback", "::1", "127.0.0.1", "::/64", false},
};

int
main(void)
{
	static struct address *many[20000];
	struct addresses *all = NULL;

	if (addresses_new(&all) != SR_OK)
		abort();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct address *a = take(all, cases[i].a);
		struct address *b = take(all, cases[i].b);

		check((a == b) == cases[i].same, cases[i].why);
		check_number(b->count, cases[i].same ? 2 : 1, cases[i].why);
		check_text(a->text, cases[i].text, cases[i].why);
		address_release(all, a);
		check(!cases[i].same || b->count == 1, "one less");
		address_release(all, b);
	}
	for (uint32_t i = 0; i < 20000; i++) {
		struct sockaddr_in in = {.sin_family = AF_INET,
		    .sin_addr.s_addr = htonl(0x0a000000 + i)};

		many[i] = address_take(all, (struct sockaddr *)&in);
	}
	for (uint32_t i = 1; i < 20000; i += 2)
		address_release(all, many[i]);
	check_number(many[1000]->count, 1, "many do not mix");
	check_text(many[1000]->text, "10.0.3.232", "nor forget who they are");
	address_release(all, NULL);
	addresses_free(all);
	addresses_free(NULL);
	return check_done();
}
