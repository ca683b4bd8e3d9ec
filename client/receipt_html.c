/* SPDX-License-Identifier: MIT */
#include "receipt.h"

#include <inttypes.h>
#include <time.h>

#include "proto/hello.h"

/*
 * A receipt to print and hand over: no script, no request, black on white.
 */

static const char style[] =
    "*{box-sizing:border-box}"
    "body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:44rem;"
    "font:1rem/1.5 system-ui,sans-serif;color:#16202b;background:#fff}"
    "h1{margin:0 0 .5rem;font-size:1.6rem;line-height:1.2}"
    "h2{margin:1.5rem 0 .25rem;font-size:1.05rem}p{margin:.25rem 0}"
    "section+section{margin-top:3rem;break-before:page}"
    "dl{display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;"
    "gap:.35rem 1rem;margin:1rem 0;padding:.75rem 0;"
    "border:solid #8894a0;border-width:2px 0}"
    "dt{color:#51606f}dd{margin:0;overflow-wrap:anywhere;"
    "font-variant-numeric:tabular-nums}"
    "code,pre{font:.8rem/1.45 ui-monospace,monospace}"
    "pre{padding:.6rem;border:1px solid #8894a0;white-space:pre-wrap;"
    "overflow-wrap:anywhere}"
    "@media(max-width:34rem){dl{grid-template-columns:1fr;gap:0}"
    "dd{margin-bottom:.5rem}}"
    "@media print{body{max-width:none;padding:0;font-size:10.5pt}"
    "dt{color:#000}pre,dl{break-inside:avoid}h2{break-after:avoid}"
    "@page{margin:18mm 16mm}}";

enum word {
	TITLE,
	DONE,
	WHAT,
	WHOLE,
	ENTRY,
	PROCEDURE,
	WHEN,
	RECORDS,
	MASTER,
	SIGNER,
	BEFORE,
	AFTER,
	LEAVES,
	LEFT,
	LEFT_WHY,
	NOT_RECALLED,
	SEEN,
	EXPORTED,
	ELSEWHERE,
	CHECK,
	CHECK_HOW,
	WORDS
};

/* clang-format off */
static const char *const words[WORDS][OUTPUT_LANGS] = {
	[TITLE] = {"Receipt of an erasure", "Tanda terima penghapusan"},
	[DONE] = {
		"The relay destroyed the keys and the sealed records named below, and replaced its master key, so that older copies of its archive open no more.",
		"Relay telah memusnahkan kunci dan rekaman tersegel yang disebut di bawah ini, dan mengganti kunci induknya, sehingga salinan lama arsipnya tidak dapat dibuka lagi."},
	[WHAT] = {"Erased", "Dihapus"},
	[WHOLE] = {"the whole procedure", "seluruh prosedur"},
	[ENTRY] = {"entry", "entri"},
	[PROCEDURE] = {"Procedure", "Prosedur"},
	[WHEN] = {"When", "Waktu"},
	[RECORDS] = {"Sealed records destroyed", "Rekaman tersegel yang dimusnahkan"},
	[MASTER] = {"Master key replaced", "Kunci induk diganti"},
	[SIGNER] = {"Signed by the relay with the key", "Ditandatangani relay dengan kunci"},
	[BEFORE] = {"Log before", "Log sebelumnya"},
	[AFTER] = {"Log after", "Log sesudahnya"},
	[LEAVES] = {"leaves, root", "daun, akar"},
	[LEFT] = {"What is left", "Yang tersisa"},
	[LEFT_WHY] = {
		"Hashes of the sealed records. They say nothing about the text, and let everybody check that the rest of the archive is whole.",
		"Hash dari rekaman tersegel. Hash tidak mengungkap isi teks, dan memungkinkan siapa pun memeriksa bahwa arsip selebihnya utuh."},
	[NOT_RECALLED] = {"What cannot be recalled", "Yang tidak dapat ditarik kembali"},
	[SEEN] = {
		"What readers saw, remember, noted down or photographed before.",
		"Apa yang sudah dilihat, diingat, dicatat, atau difoto pembaca sebelumnya."},
	[EXPORTED] = {
		"Files that were exported before. Who exported any is in the relay's audit log; an administrator lists them with",
		"Berkas yang sudah diekspor sebelumnya. Siapa yang mengekspor tercatat di log audit relay; administrator melihatnya dengan"},
	[ELSEWHERE] = {
		"Copies of the relay's files together with its old master key, if somebody kept both.",
		"Salinan berkas relay beserta kunci induk lamanya, jika ada yang menyimpan keduanya."},
	[CHECK] = {"The signed receipt", "Tanda terima bertanda tangan"},
	[CHECK_HOW] = {
		"Its signature was right when this page was made. Keep these lines in a file; whoever has the key checks them with",
		"Tanda tangannya benar saat halaman ini dibuat. Simpan baris-baris ini dalam berkas; siapa pun yang memiliki kuncinya memeriksanya dengan"},
};
/* clang-format on */

static void
put_row(FILE *f, const char *name)
{
	fprintf(f, "<dt>%s</dt><dd>", name);
}

static void
put_log(FILE *f, const char *name, const struct checkpoint *c, const char *of)
{
	char root[2 * TREE_HASH_BYTES];

	note_base64(root, sizeof root, c->root, sizeof c->root);
	put_row(f, name);
	fprintf(f, "%" PRIu64 " %s <code>%s</code></dd>\n", c->size, of, root);
}

static void
put_time(FILE *f, uint64_t at_s)
{
	time_t at = (time_t)at_s;
	char text[32] = "";
	struct tm tm;

	if (gmtime_r(&at, &tm))
		(void)!strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
	fprintf(f, "%s UTC</dd>\n", text);
}

static void
put_facts(
    FILE *f, const struct receipt *r, const char *id, enum output_lang lang)
{
	const struct checkpoint_erasure *e = &r->what;
	char key[64];

	hello_base64(key, sizeof key, r->key, HELLO_KEY_BYTES);
	fputs("<dl>\n", f);
	put_row(f, words[WHAT][lang]);
	if (e->number > 0)
		fprintf(
		    f, "%s %" PRIu64 "</dd>\n", words[ENTRY][lang], e->number);
	else
		fprintf(f, "%s</dd>\n", words[WHOLE][lang]);
	put_row(f, words[PROCEDURE][lang]);
	fprintf(f, "<code>%s</code></dd>\n", id);
	put_row(f, words[WHEN][lang]);
	put_time(f, e->at_s);
	put_row(f, words[RECORDS][lang]);
	fprintf(f, "%" PRIu64 "</dd>\n", e->records);
	put_row(f, words[MASTER][lang]);
	fprintf(f,
	    "<code>%08" PRIx32 "</code> → <code>%08" PRIx32 "</code></dd>\n",
	    e->key_before, e->key_after);
	put_log(f, words[BEFORE][lang], &e->before, words[LEAVES][lang]);
	put_log(f, words[AFTER][lang], &e->after, words[LEAVES][lang]);
	put_row(f, words[SIGNER][lang]);
	fprintf(f, "<code>%s</code></dd>\n</dl>\n", key);
}

/* Behind the signature that was checked there may be lines of others. */
static void
put_note(FILE *f, const char *note)
{
	fputs("<pre>", f);
	for (const char *c = note; *c; c++) {
		if (*c == '<')
			fputs("&lt;", f);
		else if (*c == '&')
			fputs("&amp;", f);
		else
			fputc(*c, f);
	}
	fputs("</pre>\n</section>\n", f);
}

static void
put_receipt(FILE *f, const struct receipt *r, enum output_lang lang)
{
	char id[PROCEDURE_ID_TEXT + 1];

	wire_id_text(id, &r->what.procedure);
	fprintf(f, "<section>\n<h1>%s</h1>\n<p>%s</p>\n", words[TITLE][lang],
	    words[DONE][lang]);
	put_facts(f, r, id, lang);
	fprintf(f,
	    "<h2>%s</h2>\n<p>%s</p>\n<h2>%s</h2>\n<ul>\n<li>%s</li>\n"
	    "<li>%s <code>scrubrelay audit --event export --procedure %s"
	    "</code></li>\n<li>%s</li>\n</ul>\n",
	    words[LEFT][lang], words[LEFT_WHY][lang], words[NOT_RECALLED][lang],
	    words[SEEN][lang], words[EXPORTED][lang], id,
	    words[ELSEWHERE][lang]);
	fprintf(f,
	    "<h2>%s</h2>\n<p>%s <code>scrubrelay archive receipt FILE "
	    "--key KEY</code></p>\n",
	    words[CHECK][lang], words[CHECK_HOW][lang]);
	put_note(f, r->note);
}

void
receipt_html(
    FILE *f, const struct receipt *r, size_t count, enum output_lang lang)
{
	fprintf(f,
	    "<!doctype html>\n<html lang=%s>\n<head>\n<meta charset=utf-8>\n"
	    "<meta name=viewport content=\"width=device-width,"
	    "initial-scale=1\">\n<meta name=referrer content=no-referrer>\n"
	    "<meta http-equiv=Content-Security-Policy content=\""
	    "default-src 'none'; style-src 'unsafe-inline'\">\n"
	    "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n",
	    output_lang_name(lang), words[TITLE][lang], style);
	for (size_t i = 0; i < count; i++)
		put_receipt(f, &r[i], lang);
	fputs("</body>\n</html>\n", f);
}
