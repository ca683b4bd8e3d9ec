/* SPDX-License-Identifier: MIT */
#ifndef SR_ARCHIVE_H
#define SR_ARCHIVE_H

/* The subcommands of "scrubrelay archive"; as those of cmd.h, argv[0] is the
 * subcommand's name. */
int archive_attendance(int argc, char **argv);
int archive_backup(int argc, char **argv);
int archive_erase(int argc, char **argv);
int archive_export(int argc, char **argv);
int archive_import(int argc, char **argv);
int archive_proof(int argc, char **argv);
int archive_receipt(int argc, char **argv);
int archive_rekey(int argc, char **argv);
int archive_replay(int argc, char **argv);
int archive_search(int argc, char **argv);
int archive_verify(int argc, char **argv);
int archive_witness(int argc, char **argv);

#endif
