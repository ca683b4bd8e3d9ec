/* SPDX-License-Identifier: MIT */
#ifndef ECHO_H
#define ECHO_H

/* scrubrelayd --echo PORT, in test builds only: the relay's socket layer, and
 * nothing behind it but an echo, for websocket conformance suites. On loopback;
 * 0: the kernel's choice, told on standard error. Ends at SIGTERM. */
int echo_run(int port);

#endif
