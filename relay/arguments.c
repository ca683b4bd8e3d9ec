/* SPDX-License-Identifier: MIT */
#include "arguments.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "maintain.h"
#include "proto/limits.h"
#include "proto/wire.h"
#include "retention.h"

static const char usage[] =
    "usage: scrubrelayd --config FILE [--check]\n"
    "       scrubrelayd --config FILE --invite-admin NAME\n"
    "       scrubrelayd --config FILE --rekey\n"
    "       scrubrelayd --config FILE --erase PROC[/ENTRY]\n"
    "       scrubrelayd --config FILE --retain PROC=hold|DAYS|default\n"
    "       scrubrelayd --version\n"
    "\n"
    "  --config FILE        the configuration (scrubrelayd.json(5))\n"
    "  --check              say whether it is right, and end\n"
    "  --invite-admin NAME  print an invite for an admin, and end; while the\n"
    "                       relay is stopped\n"
    "  --rekey              put another master key in the place of the old "
    "one,\n"
    "                       and end; while the relay is stopped\n"
    "  --erase PROC[/ENTRY] destroy a procedure or one entry of it, print "
    "the\n"
    "                       receipt, and end; while the relay is stopped\n"
    "  --retain PROC=HOW    keep a closed procedure until \"default\" is "
    "set\n"
    "                       again (hold), or for DAYS; while the relay is\n"
    "                       stopped\n";

static void
take_task(struct arguments *a, int o)
{
	if (o == 'k')
		a->check = true;
	else if (o == 'i')
		a->invite_admin = optarg;
	else if (o == 'r')
		a->rekey = true;
	else if (o == 'e')
		a->erase = optarg;
	else
		a->retain = optarg;
}

/* What a task is given reads, before anything is opened. */
static enum sr_err
check_task(const struct arguments *a, struct sr_fault *fault)
{
	struct journal_erasure erasure = {0};

	if (a->erase)
		return maintain_erasure_read(&erasure, a->erase, fault);
	if (a->retain)
		return retention_check(a->retain, fault);
	if (!a->invite_admin || wire_name_ok(a->invite_admin))
		return SR_OK;
	sr_fault_set(fault,
	    "--invite-admin: 1 to %u of a-z 0-9 . _ -, the first a letter or "
	    "digit",
	    NAME_MAX_BYTES);
	return SR_EINVAL;
}

int
arguments_read(int argc, char **argv, struct arguments *a)
{
	static const struct option options[] = {
	    {"config", required_argument, NULL, 'c'},
	    {"check", no_argument, NULL, 'k'},
	    {"invite-admin", required_argument, NULL, 'i'},
	    {"rekey", no_argument, NULL, 'r'},
	    {"erase", required_argument, NULL, 'e'},
	    {"retain", required_argument, NULL, 't'},
	    {"version", no_argument, NULL, 'v'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	struct sr_fault fault = {{0}};
	unsigned tasks = 0;
	int o;

	while ((o = getopt_long(argc, argv, "c:h", options, NULL)) != -1) {
		if (o == 'c') {
			a->config_file = optarg;
		} else if (strchr("kiret", o)) {
			tasks++;
			take_task(a, o);
		} else if (o == 'v') {
			puts("scrubrelayd " SR_VERSION);
			return 0;
		} else {
			fputs(usage, o == 'h' ? stdout : stderr);
			return o == 'h' ? 0 : 2;
		}
	}
	/* Two of them would be one done and one left out, and nobody told. */
	if (tasks > 1)
		fputs("scrubrelayd: one at a time of --check, --invite-admin, "
		      "--rekey, --erase and --retain\n",
		    stderr);
	else if (optind < argc)
		fprintf(
		    stderr, "scrubrelayd: '%s' is too much\n", argv[optind]);
	else if (!a->config_file)
		fputs("scrubrelayd: --config is missing\n", stderr);
	else if (check_task(a, &fault) != SR_OK)
		fprintf(stderr, "scrubrelayd: %s\n", fault.what);
	else
		return -1;
	fputs(usage, stderr);
	return 2;
}
