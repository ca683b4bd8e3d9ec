/* SPDX-License-Identifier: MIT */
#include "timeline_words.h"

static const char *const words[OUTPUT_LANGS][WORDS] = {
    [OUTPUT_EN] =
	{
	    [WORD_CORRECTS] = "corrects",
	    [WORD_CORRECTED] = "corrected at",
	    [WORD_CORRECTED_LATER] = "corrected later",
	    [WORD_WITHDRAWN_AT] = "withdrawn: the update of",
	    [WORD_WITHDRAWN] = "An update was withdrawn.",
	    [WORD_ENDED] = "The broadcast has ended.",
	    [WORD_PAUSED] = "The broadcast is paused.",
	    [WORD_RESUMED] = "The broadcast goes on.",
	    [WORD_NOTICE] = "Notice",
	    [WORD_FROM_HERE] = "time counts from here",
	    [WORD_TRAINING] = "LIVE (hospital trainees)",
	    [WORD_AUTHORIZED] = "LIVE (patient authorised)",
	    [WORD_ARCHIVE] = "ARCHIVE",
	    [WORD_AS_LIVE] = "AS-LIVE (recorded days before)",
	    [WORD_RESULT] = "Result of the poll",
	    [WORD_VOTES] = "votes",
	    [WORD_RIGHT] = "right answer",
	},
    [OUTPUT_ID] =
	{
	    [WORD_CORRECTS] = "koreksi atas",
	    [WORD_CORRECTED] = "dikoreksi pada",
	    [WORD_CORRECTED_LATER] = "dikoreksi kemudian",
	    [WORD_WITHDRAWN_AT] = "ditarik: kabar pada",
	    [WORD_WITHDRAWN] = "Satu kabar telah ditarik.",
	    [WORD_ENDED] = "Siaran telah berakhir.",
	    [WORD_PAUSED] = "Siaran dijeda.",
	    [WORD_RESUMED] = "Siaran dilanjutkan.",
	    [WORD_NOTICE] = "Pemberitahuan",
	    [WORD_FROM_HERE] = "waktu dihitung dari sini",
	    [WORD_TRAINING] = "LANGSUNG (peserta didik rumah sakit)",
	    [WORD_AUTHORIZED] = "LANGSUNG (atas izin pasien)",
	    [WORD_ARCHIVE] = "ARSIP",
	    [WORD_AS_LIVE] = "SEPERTI LANGSUNG (direkam "
			       "beberapa hari sebelumnya)",
	    [WORD_RESULT] = "Hasil jajak pendapat",
	    [WORD_VOTES] = "suara",
	    [WORD_RIGHT] = "jawaban benar",
	},
};

static const struct timeline_part parts[PARTS] = {
    [PART_NONE] = {{"", ""}, LOOK_PLAIN},
    [PART_SURGEON] = {{"SURGEON", "DOKTER BEDAH"}, LOOK_STAFF},
    [PART_ANAESTHETIST] = {{"ANAESTHETIST", "ANESTESI"}, LOOK_ANAESTHESIA},
    [PART_SCRUB] = {{"SCRUB", "INSTRUMEN"}, LOOK_NURSING},
    [PART_CIRCULATOR] = {{"CIRCULATOR", "SIRKULER"}, LOOK_NURSING},
    [PART_REGISTRAR] = {{"REGISTRAR", "RESIDEN"}, LOOK_STAFF},
    [PART_PERFUSIONIST] = {{"PERFUSIONIST", "PERFUSIONIS"}, LOOK_ANAESTHESIA},
    [PART_PATHOLOGY] = {{"PATHOLOGY", "PATOLOGI"}, LOOK_GUEST},
    [PART_RADIOLOGY] = {{"RADIOLOGY", "RADIOLOGI"}, LOOK_GUEST},
    [PART_STUDENT] = {{"STUDENT", "MAHASISWA"}, LOOK_GUEST},
    [PART_OTHER] = {{"OTHER", "LAINNYA"}, LOOK_PLAIN},
};

/* What readers and staff talk about says what it is in place of who. */
static const struct timeline_part talk[ENTRY_KINDS] = {
    [ENTRY_QUESTION] = {{"QUESTION", "PERTANYAAN"}, LOOK_GUEST},
    [ENTRY_ANSWER] = {{"ANSWER", "JAWABAN"}, LOOK_STAFF},
    [ENTRY_POLL] = {{"POLL", "JAJAK"}, LOOK_STAFF},
    [ENTRY_RESULT] = {{"RESULT", "HASIL"}, LOOK_STAFF},
    [ENTRY_OUTCOME] = {{"OUTCOME", "HASIL AKHIR"}, LOOK_MILESTONE},
};

const char *
timeline_word(enum output_lang lang, enum word word)
{
	return words[lang][word];
}

const struct timeline_part *
timeline_speaker(enum entry_kind kind, enum part part)
{
	if (kind < ENTRY_KINDS && talk[kind].name[OUTPUT_EN])
		return &talk[kind];
	return &parts[part < PARTS ? part : PART_OTHER];
}
