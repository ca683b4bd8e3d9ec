/* SPDX-License-Identifier: MIT */
#include "context_errand.h"

#include "context_place.h"
#include "context_token.h"
#include "few.h"
#include "spelled.h"

#define PERSON (WORD_FORENAME | WORD_SURNAME)
#define THING (WORD_MEDICAL | WORD_THING | WORD_BRAND | WORD_COUNTRY)
#define BOARD_LEAST 3u /* letters */

/* Undecided, in a list of names, and said of no work, nor of everything. */
static bool
may_be_called(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(said, "aman", "ayo", "bagus", "besar", "bulan", "cantik", "damai",
	    "elok", "gembira", "harapan", "kuat", "manis", "mulai", "pinter",
	    "puasa", "riang", "sabar", "sambil", "sayang", "sehat", "siap",
	    "sini", "suka", "syukur", "tenang", "terang", "untung", "waras");
	FEW(often, "amin", "bintang", "dahlia", "eka", "fajar", "indah", "mega",
	    "putri", "raja", "rejeki", "sari", "senja", "sultan", "tri");
	const unsigned bits = i < t->token_count ? t->token[i].words : 0;

	if (i >= t->token_count || !fact[i].open || fact[i].gone ||
	    fact[i].sure)
		return false;
	if (context_large(t, i) && token_few(t, i, &often))
		return true;
	return fact[i].cues == 0 &&
	       (fact[i].kind == FACT_NAME || fact[i].kind == FACT_BOTH) &&
	       bits & PERSON && !(bits & THING) &&
	       (!(bits & WORD_CURATED) ||
		   (bits & WORD_STRONG && !context_tells_case(t)) ||
		   (bits & WORD_STRONG && context_large(t, i))) &&
	       (!(bits & WORD_FREQUENT) || context_large(t, i)) &&
	       !token_few(t, i, &said);
}

/* "Embun ambilin kasa", "banyu pegangin dulu": nothing but somebody stands
 * before what is done for another. */
static bool
is_sent(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(errands, "ambilin", "ambilkan", "anterin", "bawain", "bawakan",
	    "bikinin", "bukain", "cariin", "carikan", "catetin", "cekin",
	    "gantiin", "gantikan", "isiin", "jagain", "kirimin", "matiin",
	    "miringin", "nyalain", "panggilin", "pasangin", "pegangin",
	    "pindahin", "siapin", "telponin", "tolongin", "tungguin", "turunin",
	    "ukurin");

	return t->token[i].sentence_start && token_few(t, i + 1, &errands) &&
	       may_be_called(t, fact, i);
}

/* "Surya makan dulu", "Embun off, instrumen kosong": what nothing else does. */
static bool
is_away(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(away, "cuti", "ijin", "istirahat", "izin", "lembur", "libur",
	    "makan", "off", "otw", "pamit", "piket", "pulang", "sakit",
	    "sarapan", "scrub", "sholat", "solat", "telat");
	FEW(then, "aja", "besok", "bentar", "duluan", "dulu", "hari", "jam",
	    "juga", "ke", "lagi", "lho", "nih", "saja", "sampai", "siang",
	    "tadi", "ya", "yah");
	FEW(light, "cahaya", "mentari", "senter", "sinar");
	const size_t next = i + 2;

	return t->token[i].sentence_start && token_few(t, i + 1, &away) &&
	       t->token[i + 1].space_before && !token_few(t, i, &light) &&
	       (next >= t->token_count || context_sign(t, next, ',') ||
		   context_sign(t, next, '.') || token_few(t, next, &then)) &&
	       may_be_called(t, fact, i);
}

/* "bintang aja yg scrub", "David saja yang pegang": who of several. */
static bool
is_chosen(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(only, "aja", "saja", "sj", "ae", "wae");
	FEW(who, "yang", "yg", "sing");
	FEW(does, "ambil", "antar", "bantu", "bawa", "cek", "cekel", "ganti",
	    "hitung", "jaga", "jahit", "jalan", "jemput", "lapor", "megang",
	    "nelpon", "njogo", "nutup", "nyusul", "pegang", "pergi", "scrub",
	    "telp", "telpon", "tutup");

	return token_few(t, i + 1, &only) && token_few(t, i + 2, &who) &&
	       token_few(t, i + 3, &does) && may_be_called(t, fact, i);
}

/* "tiara masih di toilet", "Embun lagi di jalan", "merpati hari pertama dinas":
 * where no case and no instrument is. */
static bool
is_elsewhere(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(still, "baru", "lagi", "lg", "masih", "msh", "sudah", "sdh", "udah",
	    "udh");
	FEW(where, "ibadah", "jalan", "kantin", "loker", "masjid", "mushola",
	    "musholla", "parkiran", "rumah", "toilet", "warung", "wc");
	FEW(work, "dinas", "gabung", "jaga", "kerja", "masuk");
	const size_t next = i + 1;

	if (!t->token[i].sentence_start || next + 2 >= t->token_count ||
	    !t->token[next].space_before)
		return false;
	if (token_few(t, next, &still)
		? !(token_is(t, &t->token[next + 1], "di") &&
		      token_few(t, next + 2, &where)) &&
		      !token_is(t, &t->token[next + 1], "gabung")
		: !(token_is(t, &t->token[next], "hari") &&
		      token_is(t, &t->token[next + 1], "pertama") &&
		      token_few(t, next + 2, &work)))
		return false;
	return may_be_called(t, fact, i);
}

/* "Melati suction dong", "Setia klem": who is to do it. */
static bool
is_told_to(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(work, "bilas", "gunting", "hecting", "ikat", "jahit", "klem",
	    "naik", "potong", "retraksi", "retraktor", "suction", "suksion",
	    "tampon");
	FEW(then, "dikit", "dong", "dulu", "sedikit", "ya", "yah", "yuk");
	const size_t next = i + 2;

	return t->token[i].sentence_start && context_large(t, i) &&
	       token_few(t, i + 1, &work) && t->token[i + 1].space_before &&
	       token_few(t, next, &then) && may_be_called(t, fact, i);
}

/* "dipegang embun aja", "digantiin Senja ya": by whom, and no more is said. */
static bool
is_in_hand(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(by, "dibantu", "dibantuin", "digantiin", "digantikan", "dijaga",
	    "dijagain", "dipegang", "dipegangin", "ditemani", "ditemenin",
	    "ditungguin", "dianter", "dianterin", "diantar");
	FEW(then, "aja", "saja", "dulu", "ya", "yah", "dong", "tadi", "jam",
	    "sekarang", "skrg", "dan", "sama");
	const size_t next = i + 1;

	return i > 0 && token_few(t, i - 1, &by) && t->token[i].space_before &&
	       (next == t->token_count || context_sign(t, next, ',') ||
		   context_sign(t, next, '.') || token_few(t, next, &then)) &&
	       may_be_called(t, fact, i);
}

/* "Drain Surya 200 cc", "hasil PA embun keluar", "op Bayu selesai": whose. */
static bool
is_whose(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(things, "drain", "kateter", "ngt", "redon", "stoma", "urin", "wsd");
	FEW(done, "op", "operasi", "pa", "lab", "rontgen");
	FEW(staff, "apoteker", "besan", "konsulen");
	FEW(how, "jernih", "keruh", "lepas", "macet", "mampet", "merah",
	    "penuh", "pink", "rembes");
	FEW(now, "batal", "belum", "blm", "ditunda", "jam", "keluar", "lanjut",
	    "mulai", "selesai", "sudah", "udah");
	const size_t next = i + 1;
	const struct token *w = &t->token[next];

	if (i == 0 || !t->token[i].space_before || next >= t->token_count ||
	    !w->space_before)
		return false;
	if (token_few(t, i - 1, &things)
		? w->kind != TOKEN_NUMBER && !token_few(t, next, &how)
	    : token_few(t, i - 1, &done)
		? !token_few(t, next, &now)
		: !token_few(t, i - 1, &staff) || w->letter_case != CASE_LOWER)
		return false;
	return may_be_called(t, fact, i);
}

/* What a patient has or is to have, short and at length. */
FEW(letters, "app", "bph", "bsc", "ckb", "cks", "edh", "fam", "hap", "hic",
    "hil", "him", "hpp", "ich", "ket", "kpd", "kpsw", "peb", "ppi", "ppt", "sc",
    "sdh", "snnt", "sol", "turp", "urs");
FEW(ails, "abortus", "appendisitis", "apendisitis", "atresia", "batu", "ca",
    "eklampsia", "fimosis", "fraktur", "glaukoma", "hemoroid", "hernia",
    "hidrokel", "hidronefrosis", "hipospadia", "ileus", "katarak", "kista",
    "kolelitiasis", "kolesistitis", "lipoma", "miom", "mioma", "peritonitis",
    "pterigium", "sinusitis", "striktur", "struma", "tonsilitis", "tumor",
    "varikokel");

/* "pak jangkung BPH", "ny kaca miom": behind a title a word that is nothing
 * here, and what she or he has. */
static bool
is_titled(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(titles, "bpk", "bu", "mas", "mbah", "mbak", "mbok", "nn", "ny",
	    "pak", "sdr", "sdri", "tn");
	FEW(works, "bos", "dosen", "gas", "guru", "hamil", "haji", "kaji",
	    "kakung", "kantin", "karu", "kebun", "kepala", "muda", "parkir",
	    "putri", "satpam", "sopir", "supir", "tani", "tua", "tukang",
	    "ustad");
	const struct token *w = &t->token[i];
	const size_t next = i + 1;

	return i > 0 && next < t->token_count && token_few(t, i - 1, &titles) &&
	       w->space_before && t->token[next].space_before &&
	       w->end - w->begin > BOARD_LEAST && fact[i].open &&
	       !fact[i].gone && !fact[i].sure && fact[i].cues == 0 &&
	       fact[i].kind >= FACT_UNKNOWN && !(w->words & WORD_MEDICAL) &&
	       !token_few(t, i, &works) &&
	       (token_few(t, next, &ails) || spelled_has_years(t, next) ||
		   (token_few(t, next, &letters) && context_large(t, next)));
}

/* "WATI SC, BAYI LAHIR", "Surya hernia scrotalis", "Intan G2P1": a name begins,
 * and what she or he has follows, or is to have, or whence they come. */
static bool
is_on_board(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(wards, "bangsal", "igd", "poli", "ugd", "vk");
	const struct token *w = &t->token[i];
	const size_t next = i + 1;

	return w->sentence_start && context_large(t, i) &&
	       w->end - w->begin >= BOARD_LEAST && next < t->token_count &&
	       t->token[next].space_before &&
	       !(next + 1 < t->token_count &&
		   token_is(t, &t->token[next + 1], "nya")) &&
	       (token_few(t, next, &ails) || spelled_has_years(t, next) ||
		   token_is(t, &t->token[next], "pro") ||
		   (token_is(t, &t->token[next], "dari") &&
		       token_few(t, next + 1, &wards)) ||
		   (token_few(t, next, &letters) && context_large(t, next))) &&
	       may_be_called(t, fact, i);
}

/* A name among else, and no word for how or when something is. */
static bool
may_be_anyone(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(said, "aman", "bagus", "bulan", "harapan", "indah", "kasih",
	    "mulai", "sabar", "sehat", "setia", "siap", "sukses", "untung",
	    "utama");

	return fact[i].open && !fact[i].gone && !fact[i].sure &&
	       fact[i].cues == 0 && t->token[i].words & PERSON &&
	       !(t->token[i].words & THING) &&
	       (fact[i].kind == FACT_NAME || fact[i].kind == FACT_BOTH) &&
	       !token_few(t, i, &said);
}

/* "kasih tau surya keluarga datang", "infoin embun ya": who is told. */
static bool
is_told(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(give, "kasih", "kasi", "ksh", "beri");
	FEW(word, "tahu", "tau", "taw", "tw");
	FEW(tell, "beritahu", "infoin", "ingetin", "kabarin", "kabari",
	    "kasihtau", "kasitau", "kasitahu");

	return i > 0 && t->token[i].space_before &&
	       (token_few(t, i - 1, &tell) ||
		   (i > 1 && token_few(t, i - 1, &word) &&
		       token_few(t, i - 2, &give))) &&
	       may_be_anyone(t, fact, i);
}

/* "siapa yg jaga? mega": one word answers who it is. */
static bool
is_answer(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(who, "sapa", "siapa", "sopo", "spa", "sp");
	const size_t far = 7; /* tokens of a question */

	if (i < 2 || !context_sign(t, i - 1, '?') ||
	    (i + 1 < t->token_count && t->token[i + 1].kind != TOKEN_PUNCT) ||
	    !may_be_anyone(t, fact, i))
		return false;
	for (size_t at = i - 1; at-- > 0 && at + far >= i;)
		if (token_few(t, at, &who))
			return true;
	return false;
}

void
context_errands(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++)
		if (t->token[i].kind == TOKEN_WORD &&
		    (is_sent(t, fact, i) || is_away(t, fact, i) ||
			is_chosen(t, fact, i) || is_elsewhere(t, fact, i) ||
			is_told_to(t, fact, i) || is_in_hand(t, fact, i) ||
			is_whose(t, fact, i) || is_titled(t, fact, i) ||
			is_on_board(t, fact, i) || is_told(t, fact, i) ||
			is_answer(t, fact, i)))
			context_take(fact, i, "word-as-name", 75);
}
