/* SPDX-License-Identifier: MIT */
#include "export.h"

#include <string.h>

#include "timeline_words.h"

const struct export_format export_formats[] = {
    {"html", "html", export_html, "one page that opens offline and prints"},
    {"jsonl", "jsonl", export_json, "JSON Lines, for programs"},
    {"csv", "csv", export_csv, "a table (RFC 4180)"},
    {"captions", "vtt", export_captions, "WebVTT to lie over a video"},
    {"chapters", "chapters.vtt", export_chapters, "WebVTT, one cue a phase"},
    {"metadata", "metadata.vtt", export_metadata, "WebVTT with JSON cues"},
    {NULL, NULL, NULL, NULL},
};

const struct export_format *
export_find(const char *name)
{
	for (const struct export_format *f = export_formats; f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

static const char *const words[OUTPUT_LANGS][EXPORT_WORDS] = {
    [OUTPUT_EN] =
	{
	    [EXPORT_TITLE] = "Operation",
	    [EXPORT_LIVE_TRAINING] = "LIVE (hospital trainees)",
	    [EXPORT_LIVE_AUTHORIZED] = "LIVE (patient authorised)",
	    [EXPORT_ARCHIVE] = "ARCHIVE",
	    [EXPORT_AS_LIVE] = "AS-LIVE (recorded days before)",
	    [EXPORT_TEACHING] = "For teaching only, not for care decisions. "
				"Not the medical record.",
	    [EXPORT_BY] = "Exported by",
	    [EXPORT_AS_STUDENT] = "as students read it",
	    [EXPORT_AS_COLLEAGUE] = "as colleagues read it",
	    [EXPORT_ENTRIES] = "entries",
	    [EXPORT_VERIFY] = "To verify",
	    [EXPORT_NO_CHECKPOINT] = "no checkpoint yet",
	    [EXPORT_PHASES] = "Phases",
	    [EXPORT_BEFORE] = "Before the first milestone",
	    [EXPORT_CORRECTED] = "Corrected later",
	    [EXPORT_CORRECTS] = "corrects",
	    [EXPORT_WITHDRAWN] = "An update was withdrawn.",
	    [EXPORT_ENDED] = "The broadcast has ended.",
	    [EXPORT_NOTICE] = "Notice",
	    [EXPORT_CLOCK_ANCHOR] = "Times count from the incision.",
	    [EXPORT_CLOCK_OPENING] = "Times count from the opening.",
	    [EXPORT_TIME_BY_PHASE] = "Time by phase",
	},
    [OUTPUT_ID] =
	{
	    [EXPORT_TITLE] = "Operasi",
	    [EXPORT_LIVE_TRAINING] = "LANGSUNG (peserta didik rumah sakit)",
	    [EXPORT_LIVE_AUTHORIZED] = "LANGSUNG (atas izin pasien)",
	    [EXPORT_ARCHIVE] = "ARSIP",
	    [EXPORT_AS_LIVE] = "SEPERTI LANGSUNG (direkam "
			       "beberapa hari sebelumnya)",
	    [EXPORT_TEACHING] = "Hanya untuk pengajaran, bukan untuk "
				"keputusan perawatan. Bukan rekam medis.",
	    [EXPORT_BY] = "Diekspor oleh",
	    [EXPORT_AS_STUDENT] = "seperti dibaca mahasiswa",
	    [EXPORT_AS_COLLEAGUE] = "seperti dibaca sejawat",
	    [EXPORT_ENTRIES] = "kabar",
	    [EXPORT_VERIFY] = "Untuk memeriksa",
	    [EXPORT_NO_CHECKPOINT] = "belum ada titik periksa",
	    [EXPORT_PHASES] = "Fase",
	    [EXPORT_BEFORE] = "Sebelum tahapan pertama",
	    [EXPORT_CORRECTED] = "Dikoreksi kemudian",
	    [EXPORT_CORRECTS] = "koreksi atas",
	    [EXPORT_WITHDRAWN] = "Satu kabar telah ditarik.",
	    [EXPORT_ENDED] = "Siaran telah berakhir.",
	    [EXPORT_NOTICE] = "Pemberitahuan",
	    [EXPORT_CLOCK_ANCHOR] = "Waktu dihitung dari insisi.",
	    [EXPORT_CLOCK_OPENING] = "Waktu dihitung dari pembukaan.",
	    [EXPORT_TIME_BY_PHASE] = "Waktu per fase",
	},
};

const char *
export_say(const struct export_about *about, enum export_word w)
{
	return words[about->lang][w];
}

const char *
export_label(
    const struct export_about *about, const char *const label[TEMPLATE_LANGS])
{
	return label[about->lang == OUTPUT_ID ? TEMPLATE_ID : TEMPLATE_EN];
}

static const char *
whole(const char *text, size_t *len)
{
	*len = strlen(text);
	return text;
}

const char *
export_line(const struct record_item *item, const struct export_about *about,
    size_t *len)
{
	const struct wire_entry *e = &item->entry;

	if (item->step)
		return whole(export_label(about, item->step->label), len);
	if (e->kind == ENTRY_CORRECTED)
		return whole(export_say(about, EXPORT_CORRECTED), len);
	if (e->kind == ENTRY_WITHDRAWN)
		return whole(export_say(about, EXPORT_WITHDRAWN), len);
	if (e->kind == ENTRY_NOTICE && strcmp(e->step, "closed") == 0)
		return whole(export_say(about, EXPORT_ENDED), len);
	if (e->text_len == 0)
		return whole(e->step, len);
	*len = e->text_len;
	return e->text;
}

const char *
export_prefix(const struct record_item *item, const struct export_about *about)
{
	return item->entry.kind == ENTRY_CORRECTION
		   ? export_say(about, EXPORT_CORRECTS)
		   : "";
}

const char *
export_operation(const struct record *r, const struct export_about *about)
{
	return r->template ? export_label(about, r->template->label)
			   : r->which.template_id;
}

const char *
export_ground(const struct record *r, const struct export_about *about)
{
	if (r->which.release == RELEASE_AS_LIVE)
		return export_say(about, EXPORT_AS_LIVE);
	if (r->which.release == RELEASE_ARCHIVE ||
	    strcmp(r->which.state, "closed") == 0)
		return export_say(about, EXPORT_ARCHIVE);
	return export_say(about, r->which.basis == BASIS_AUTHORIZATION
				     ? EXPORT_LIVE_AUTHORIZED
				     : EXPORT_LIVE_TRAINING);
}

const char *
export_part(const struct record_item *item, const struct export_about *about)
{
	return timeline_speaker(item->entry.kind, item->entry.part)
	    ->name[about->lang];
}

void
export_markup(FILE *f, char c)
{
	if (c == '&')
		fputs("&amp;", f);
	else if (c == '<')
		fputs("&lt;", f);
	else if (c == '>')
		fputs("&gt;", f);
	else
		fputc(c, f);
}

void
export_json_text(FILE *f, const char *text, size_t len, const char *escapes)
{
	fputc('"', f);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < ' ' || c == '"' || c == '\\' || strchr(escapes, c))
			fprintf(f, "\\u%04x", c);
		else
			fputc(c, f);
	}
	fputc('"', f);
}
