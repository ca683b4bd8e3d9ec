/* SPDX-License-Identifier: MIT */
#include "profile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "args.h"
#include "files.h"
#include "json.h"
#include "output.h"
#include "proto/catalogue.h"
#include "proto/hello.h"
#include "proto/wire.h"

#define SUFFIX ".json"
#define FILE_MAX 16384u /* bytes of a profile; a full one has 9 KiB */
#define KEY_TEXT 45u    /* 32 bytes in base64url, NUL, and room */

/* ---- where ---- */

static enum sr_err
folder(char out[PATH_MAX], struct sr_fault *fault)
{
	const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	int n;

	if (xdg && *xdg == '/')
		n = snprintf(out, PATH_MAX, "%s/scrubrelay", xdg);
	else if (home && *home)
		n = snprintf(out, PATH_MAX, "%s/.config/scrubrelay", home);
	else
		n = -1;
	if (n > 0 && n < PATH_MAX)
		return SR_OK;
	sr_fault_set(fault, "no folder for profiles: set HOME or "
			    "XDG_CONFIG_HOME");
	return SR_ECONFIG;
}

static enum sr_err
make_folders(const char *path, struct sr_fault *fault)
{
	char part[PATH_MAX];
	size_t len = strlen(path);

	memcpy(part, path, len + 1);
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0700) != 0 && errno != EEXIST) {
			sr_fault_set(fault, "%s: %s", part, strerror(errno));
			return SR_EDISK;
		}
		part[i] = path[i];
	}
	return SR_OK;
}

static bool
join(char out[PATH_MAX], const char *dir, const char *name, const char *suffix)
{
	int n = snprintf(out, PATH_MAX, "%s/%s%s", dir, name, suffix);

	return n > 0 && n < PATH_MAX;
}

enum sr_err
profile_path(char out[PATH_MAX], const char *name, const char *suffix,
    struct sr_fault *fault)
{
	char dir[PATH_MAX];
	enum sr_err err;

	if (!wire_name_ok(name)) {
		sr_fault_set(fault,
		    "a profile's name is up to %u of a-z 0-9 "
		    ". _ -, not '%s'",
		    NAME_MAX_BYTES, name);
		return SR_EINVAL;
	}
	err = folder(dir, fault);
	if (err == SR_OK)
		err = make_folders(dir, fault);
	if (err == SR_OK && !join(out, dir, name, suffix))
		err = SR_ETOOLARGE;
	return err;
}

/* ---- addresses ---- */

static bool
host_and_port(char *text, struct profile_url *out)
{
	char *colon, *close;
	uint64_t port;

	if (*text == '[') {
		close = strchr(text, ']');
		if (!close || (close[1] && close[1] != ':'))
			return false;
		colon = close[1] ? close + 1 : NULL;
		*close = '\0';
		text++;
	} else {
		colon = strchr(text, ':');
	}
	if (colon) {
		*colon = '\0';
		if (!args_number(colon + 1, &port) || !port || port > 65535)
			return false;
		out->port = (int)port;
	}
	snprintf(out->host, sizeof out->host, "%s", text);
	return *text != '\0';
}

enum sr_err
profile_url_read(
    const char *text, struct profile_url *out, struct sr_fault *fault)
{
	char rest[PROFILE_URL_MAX + 1], *slash;
	bool plain = strncmp(text, "ws://", 5) == 0;

	memset(out, 0, sizeof *out);
	out->tls = strncmp(text, "wss://", 6) == 0;
	out->port = out->tls ? 443 : 80;
	if ((!out->tls && !plain) || strlen(text) > PROFILE_URL_MAX)
		goto wrong;
	snprintf(rest, sizeof rest, "%s", text + (out->tls ? 6 : 5));
	slash = strchr(rest, '/');
	snprintf(out->path, sizeof out->path, "%s", slash ? slash : "/");
	if (slash)
		*slash = '\0';
	if (!host_and_port(rest, out))
		goto wrong;
	out->loopback = strcmp(out->host, "localhost") == 0 ||
			strcmp(out->host, "::1") == 0 ||
			strncmp(out->host, "127.", 4) == 0;
	return SR_OK;
wrong:
	sr_fault_set(fault,
	    "the relay's address is wss://HOST[:PORT][/PATH] "
	    "(or ws://, without encryption, on this "
	    "computer), not '%.80s'",
	    text);
	return SR_EINVAL;
}

/* ---- reading ---- */

static const char *
member(const struct json *root, const char *key)
{
	const struct json *m = json_member(root, key);

	return m && m->kind == JSON_STRING ? m->string : "";
}

static bool
take(char *out, size_t room, const struct json *root, const char *key)
{
	const char *value = member(root, key);

	if (strlen(value) >= room)
		return false;
	memcpy(out, value, strlen(value) + 1);
	return true;
}

static enum sr_err
parse(struct profile *p, const char *file, const char *text, size_t len,
    struct sr_fault *fault)
{
	struct json_doc *doc = NULL;
	const struct json *root = NULL;
	enum sr_err err = SR_ECONFIG;
	unsigned line = 0;
	const char *why = "";

	if (!json_read(&doc, &root, text, len, &line, &why)) {
		sr_fault_set(fault, "%s:%u: %s", file, line, why);
		return err;
	}
	if (root->kind != JSON_OBJECT ||
	    !take(p->url, sizeof p->url, root, "url") ||
	    !take(p->account, sizeof p->account, root, "account") ||
	    !take(p->key_file, sizeof p->key_file, root, "key") ||
	    !take(p->ca_file, sizeof p->ca_file, root, "ca") || !*p->url ||
	    !wire_name_ok(p->account) || !*p->key_file ||
	    hello_unbase64(p->relay, sizeof p->relay, member(root, "relay")) !=
		SR_OK)
		sr_fault_set(fault,
		    "%s: a profile has url, account, relay, "
		    "key and ca; make it again with "
		    "'scrubrelay enrol'",
		    file);
	else
		err = SR_OK;
	json_free(doc);
	return err;
}

struct names {
	unsigned count;
	char first[NAME_MAX_BYTES + 1];
	char all[160];
};

static void
remember(void *ctx, const char *name)
{
	struct names *n = ctx;
	size_t used = strlen(n->all);

	if (!n->count++)
		snprintf(n->first, sizeof n->first, "%s", name);
	snprintf(n->all + used, sizeof n->all - used, "%s%s", used ? ", " : "",
	    name);
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

bool
profile_each(void (*fn)(void *ctx, const char *name), void *ctx)
{
	char dir[PATH_MAX], name[NAME_MAX_BYTES + 1];
	struct dirent **list = NULL;
	struct sr_fault fault;
	int count;

	if (folder(dir, &fault) != SR_OK)
		return false;
	count = scandir(dir, &list, NULL, by_name);
	for (int i = 0; i < count; i++) {
		size_t len = strlen(list[i]->d_name);

		if (len > strlen(SUFFIX) && len < sizeof name &&
		    strcmp(list[i]->d_name + len - strlen(SUFFIX), SUFFIX) ==
			0) {
			len -= strlen(SUFFIX);
			memcpy(name, list[i]->d_name, len);
			name[len] = '\0';
			fn(ctx, name);
		}
		free(list[i]);
	}
	free(list);
	return count >= 0;
}

/* Which profile is meant when none is named. */
static enum sr_err
choose(char out[NAME_MAX_BYTES + 1], const char *name, struct sr_fault *fault)
{
	const char *env = getenv("SCRUBRELAY_PROFILE");
	struct names n = {0};
	char path[PATH_MAX];

	if (!name && env && *env)
		name = env;
	if (!name && profile_path(path, "default", SUFFIX, fault) == SR_OK &&
	    access(path, F_OK) == 0)
		name = "default";
	if (!name) {
		(void)profile_each(remember, &n);
		if (n.count == 1)
			name = n.first;
	}
	if (name && wire_name_ok(name)) {
		snprintf(out, NAME_MAX_BYTES + 1, "%s", name);
		return SR_OK;
	}
	if (name)
		sr_fault_set(fault,
		    "a profile's name is up to %u of a-z 0-9 "
		    ". _ -, not '%.80s'",
		    NAME_MAX_BYTES, name);
	else if (n.count)
		sr_fault_set(fault,
		    "say which profile: --profile NAME, one "
		    "of %s",
		    n.all);
	else
		sr_fault_set(fault, "this device is not known to a relay yet: "
				    "'scrubrelay enrol URL INVITE' with the "
				    "invite an administrator gave you");
	return SR_ECONFIG;
}

enum sr_err
profile_load(struct profile *p, const char *name, struct sr_fault *fault)
{
	char file[PATH_MAX], *text = NULL;
	struct names n = {0};
	size_t len = 0;
	enum sr_err err;

	memset(p, 0, sizeof *p);
	err = choose(p->name, name, fault);
	if (err == SR_OK)
		err = profile_path(file, p->name, SUFFIX, fault);
	if (err != SR_OK)
		return err;
	if (access(file, F_OK) != 0) {
		(void)profile_each(remember, &n);
		sr_fault_set(fault,
		    "there is no profile '%s'%s%s; 'scrubrelay "
		    "enrol --profile %s URL INVITE' makes it",
		    p->name, n.count ? say("; there is ") : "", n.all, p->name);
		return SR_ECONFIG;
	}
	err = files_read(file, FILE_MAX, &text, &len, fault);
	if (err == SR_OK)
		err = parse(p, file, text, len, fault);
	files_wipe(text, len);
	return err;
}

/* ---- writing ---- */

enum sr_err
profile_new(struct profile *p, const char *name, struct sr_fault *fault)
{
	const char *env = getenv("SCRUBRELAY_PROFILE");
	char file[PATH_MAX];
	enum sr_err err;

	memset(p, 0, sizeof *p);
	if (!name)
		name = env && *env ? env : "default";
	err = profile_path(file, name, SUFFIX, fault);
	if (err != SR_OK)
		return err;
	if (access(file, F_OK) == 0) {
		sr_fault_set(fault,
		    "there is a profile '%s' already: choose "
		    "another name with --profile, or remove "
		    "%.120s",
		    name, file);
		return SR_EEXISTS;
	}
	snprintf(p->name, sizeof p->name, "%s", name);
	return SR_OK;
}

static void
write_text(FILE *f, const char *key, const char *value, const char *after)
{
	fprintf(f, "  \"%s\": ", key);
	output_json_text(f, value, strlen(value));
	fputs(after, f);
}

enum sr_err
profile_save(const struct profile *p, struct sr_fault *fault)
{
	char file[PATH_MAX], *text = NULL, relay[KEY_TEXT];
	size_t len = 0;
	FILE *f;
	enum sr_err err = profile_path(file, p->name, SUFFIX, fault);

	if (err != SR_OK)
		return err;
	f = open_memstream(&text, &len);
	if (!f)
		return SR_ENOMEM;
	hello_base64(relay, sizeof relay, p->relay, sizeof p->relay);
	fputs("{\n", f);
	write_text(f, "url", p->url, ",\n");
	write_text(f, "account", p->account, ",\n");
	write_text(f, "relay", relay, ",\n");
	write_text(f, "key", p->key_file, ",\n");
	write_text(f, "ca", p->ca_file, "\n}\n");
	err =
	    fclose(f) == 0 ? files_replace(file, text, len, fault) : SR_ENOMEM;
	free(text);
	return err;
}
