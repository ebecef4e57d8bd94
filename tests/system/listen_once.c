/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A printer as the print queue sees one: listen_once PORTFILE FILE listens on a free port of 127.0.0.1, writes the
 * port's number to PORTFILE, takes what one connection sends into FILE, and ends. Ends by itself after a minute at
 * most. */
#include "config.h"

#include <arpa/inet.h>
#include <glib.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

static int listening(int *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	g_assert_cmpint(bind(listener, (struct sockaddr *)&address, length), ==, 0);
	g_assert_cmpint(listen(listener, 1), ==, 0);
	g_assert_cmpint(getsockname(listener, (struct sockaddr *)&address, &length), ==, 0);
	*port = ntohs(address.sin_port);
	return listener;
}

int main(int argc, char **argv)
{
	g_autoptr(GByteArray) received = g_byte_array_new();
	guint8 buffer[65536];
	gssize got;
	int port;
	g_assert_cmpint(argc, ==, 3);
	alarm(60);
	int listener = listening(&port);
	g_autofree char *number = g_strdup_printf("%d\n", port);
	g_assert_true(g_file_set_contents(argv[1], number, -1, NULL));
	int peer = accept(listener, NULL, NULL);
	while ((got = read(peer, buffer, sizeof buffer)) > 0)
		g_byte_array_append(received, buffer, (guint)got);
	g_assert_true(g_file_set_contents(argv[2], (const char *)received->data, received->len, NULL));
	return 0;
}
