/* SPDX-License-Identifier: MIT */
#include "context_poetic.h"

#include <string.h>

#include "context_name.h"
#include "context_place.h"

#define THINGS (WORD_MEDICAL | WORD_BRAND | WORD_THING | WORD_COUNTRY)

/* Flowers, gems and skies: of no use in an operating room but in a joke. */
FEW(poetic, "anggrek", "bayu", "berlian", "cempaka", "cendana", "dahlia",
    "embun", "fajar", "guntur", "halilintar", "hikmah", "intan", "kejora",
    "kemuning", "kenanga", "langit", "lembayung", "melati", "mentari",
    "mutiara", "pelangi", "permata", "pertiwi", "purnama", "rahmat", "samudera",
    "samudra", "senja", "seruni", "surya", "teratai", "wahyu");
/* What is measured, seen or done of a patient. */
FEW(measured, "agd", "balutan", "cvp", "drain", "ekg", "foto", "gcs", "gds",
    "hb", "infus", "kateter", "laktat", "luka", "mri", "nadi", "ngt", "perban",
    "rontgen", "sat", "saturasi", "suhu", "tensi", "toraks", "thorax",
    "trombosit", "urin", "urine", "verban", "wsd");
FEW(theirs, "drainnya", "hbnya", "kakinya", "lukanya", "nadinya",
    "perdarahannya", "saturasinya", "tensinya", "urinnya");
/* What is theirs, or done with them. */
FEW(belongs, "berkas", "consent", "ct", "ekstubasi", "gelang", "gips", "gula",
    "induksi", "intubasi", "jadwal", "kaki", "kasus", "keluarga", "obat", "op",
    "operasi", "prc", "spinal", "status", "tangan");
static const char *const asked[] = {
    "berapa", "brp", "mana", "gimana", "dok", "drop", "naik", "turun", NULL};

/* The same, and of a star's rank, too. */
FEW(bright, "bintang", "bunga", "cahaya", "cinta", "mega");

/* How something is, and by whose favour: "Bagus sudah cuci tangan". */
FEW(qualities, "adil", "aman", "bagus", "berkat", "indah", "lancar", "manis",
    "mantap", "mulia", "murni", "rasa", "sabar", "sehat", "selamat", "setia",
    "sukur", "syukur", "teguh", "tulus", "untung");

/* Names that count or measure, of old. */
FEW(numbers, "dwi", "eka", "mega", "tri");

/* Undecided, and a name among else. */
static bool
may_be(const struct text *t, const struct fact *fact, size_t i)
{
	return fact[i].open && !fact[i].gone && !fact[i].sure &&
	       (fact[i].kind == FACT_BOTH || fact[i].kind == FACT_NAME) &&
	       t->token[i].words & WORD_FORENAME &&
	       (!(t->token[i].words & THINGS) || token_few(t, i, &numbers));
}

/* "Harapan sudah hitung jarum", "Tuah minta Hohmann": first, and what only
 * persons do behind it. */
static bool
does_something(const struct text *t, size_t i)
{
	FEW(when, "sudah", "sdh", "udah", "udh", "lagi", "lg", "masih", "msh",
	    "mau", "belum", "blm", "baru", "yang", "yg");
	FEW(does, "ambil", "ambilin", "antar", "bawa", "bawain", "bilang",
	    "datang", "hitung", "jaga", "jemput", "lapor", "megang", "minta",
	    "nanya", "ngambil", "ngitung", "nelpon", "nyusul", "otw", "pegang",
	    "piket", "scrub", "telp");
	const size_t next = i + 1;

	return t->token[i].sentence_start &&
	       t->token[i].letter_case == CASE_TITLE &&
	       !token_few(t, i, &qualities) &&
	       token_few(t, next + token_few(t, next, &when), &does);
}

/* "Mega kejang, midazolam", "Eka onloop": how patients are, who does what. */
static bool
is_so(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(states, "alergi", "apneu", "apnea", "batuk", "batuk2", "bradikardi",
	    "delirium", "demam", "desat", "desaturasi", "gelisah", "kejang",
	    "menggigil", "mual", "muntah", "nangis", "ngantuk", "ngorok",
	    "nyeri", "pingsan", "rewel", "sadar", "sesak", "siuman", "syok",
	    "takikardi");
	FEW(when, "masih", "msh", "sudah", "sdh", "udah", "mulai", "lagi",
	    "lg");
	const size_t next = i + 1, end = i + 2;

	if (!t->token[i].sentence_start || token_few(t, i, &qualities) ||
	    fact[i].cues & (CUE_TITLE | CUE_KIN))
		return false;
	if (next < t->token_count && fact[next].cues & CUE_ROLE &&
	    t->token[next].end - t->token[next].begin > 3)
		return end == t->token_count || context_sign(t, end, ',') ||
		       context_sign(t, end, '.');
	return token_few(t, next + token_few(t, next, &when), &states);
}

/* "bulan: "jarum lengkap"": whose words follow; "grace: "..."" says what
 * a word of English is. */
static bool
is_quoted(const struct text *t, size_t i)
{
	return i == 0 && context_sign(t, 1, ':') && context_sign(t, 2, '"') &&
	       !t->token[1].space_before && t->token[2].space_before &&
	       !(t->token[0].words & WORD_OTHER);
}

/* "besok Eka operasi TKR": when whose turn is. */
static bool
has_turn(const struct text *t, size_t i)
{
	FEW(days, "besok", "bsk", "lusa", "nanti", "kemarin", "tadi");
	FEW(turns, "operasi", "op", "dioperasi", "naik", "masuk", "pulang",
	    "kontrol", "puasa", "ekstubasi");

	return i > 0 && t->token[i].space_before &&
	       !token_few(t, i, &qualities) && token_few(t, i - 1, &days) &&
	       token_few(t, i + 1, &turns);
}

/* "Bagus 12 th fraktur antebrachii": whose age it is, first of all. */
static bool
has_age(const struct text *t, const struct fact *fact, size_t i)
{
	static const char *const years[] = {
	    "th", "thn", "tahun", "tahunan", NULL};

	return i == 0 && t->token_count > 3 &&
	       (fact[1].kind == FACT_NUMBER || fact[1].kind == FACT_KEPT) &&
	       t->token[1].kind == TOKEN_NUMBER && t->token[1].space_before &&
	       token_one_of(t, 2, years);
}

/* "kata fajar ACT 480", "diintubasi guntur": by whom. */
static bool
is_by(const struct text *t, size_t i)
{
	FEW(by, "kata", "menurut", "versi", "acc", "oleh", "bareng", "tanya");
	const struct token *w;

	if (i == 0 || !t->token[i].space_before)
		return false;
	w = &t->token[i - 1];
	return token_few(t, i - 1, &by) ||
	       (w->kind == TOKEN_WORD && w->end - w->begin > 5 &&
		   t->fold[w->begin] == 'd' && t->fold[w->begin + 1] == 'i' &&
		   w->words & (WORD_COMMON | WORD_MEDICAL));
}

/* "indah dmn?", "Mega ke mana ya": nothing else is missed so. */
static bool
is_missed(const struct text *t, size_t i)
{
	FEW(where, "dimana", "dmana", "dmn", "dmna", "kemana", "kmana", "kmn");
	FEW(then, "dok", "nih", "sih", "sus", "ya", "yah", "yaa");
	FEW(light, "cahaya", "senyum", "sinar", "terang");
	size_t at = i + 1;

	if (!t->token[i].sentence_start || at >= t->token_count ||
	    token_few(t, i, &light))
		return false;
	if (!token_few(t, at, &where)) {
		if (!(token_is(t, &t->token[at], "di") ||
			token_is(t, &t->token[at], "ke")) ||
		    at + 1 >= t->token_count ||
		    !token_is(t, &t->token[at + 1], "mana"))
			return false;
		at++;
	}
	at++;
	return at >= t->token_count || token_few(t, at, &then) ||
	       (t->token[at].kind == TOKEN_PUNCT && !context_sign(t, at, '-'));
}

/* "panggil bintang skrg", "papanya mentari golongan B": who is wanted, and
 * whose kin somebody is. */
static bool
is_wanted(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(calls, "hubungi", "kabari", "kabarin", "nungguin", "nyariin",
	    "panggil", "panggilin", "panggilkan", "telepon", "telp", "telpon",
	    "tungguin");
	FEW(kin, "adiknya", "ayahnya", "bapaknya", "emaknya", "ibunya",
	    "istrinya", "kakaknya", "kakeknya", "mamanya", "mertuanya",
	    "neneknya", "papanya", "suaminya");
	FEW(then, "bentar", "deh", "dok", "dong", "dulu", "lagi", "nih",
	    "sekarang", "skr", "skrg", "sus", "ya", "yah", "yaa");
	FEW(stars, "film", "gula", "iklan", "kelas", "lima", "sinetron", "tamu",
	    "tenis", "voli");
	const size_t next = i + 1;

	if (i == 0 || !t->token[i].space_before || token_few(t, next, &stars) ||
	    token_few(t, i, &qualities) || token_is(t, &t->token[i], "dong") ||
	    fact[i].cues & (CUE_TITLE | CUE_KIN))
		return false;
	if (token_few(t, i - 1, &kin))
		return next < t->token_count &&
		       (token_few(t, i, &poetic) || token_few(t, i, &bright));
	return token_few(t, i - 1, &calls) &&
	       (next >= t->token_count || fact[next].cues & CUE_NOW ||
		   t->token[next].kind == TOKEN_PUNCT ||
		   token_few(t, next, &then));
}

/* "ikhlas ppds orto smt 3", "guntur medrep spine", "gembira namanya, 50 th":
 * what somebody is, or that this is the name. */
static bool
is_presented(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(staff, "analis", "apoteker", "dpjp", "fellow", "koas", "konsulen",
	    "medrep", "onloop", "perfusionis", "ppds", "radiografer", "residen",
	    "satpam", "sirkuler", "transporter");
	FEW(plain, "amanat", "anak", "bakti", "kasih", "raja", "sy");
	const size_t next = i + 1;

	if (!t->token[i].sentence_start || token_few(t, i, &qualities) ||
	    token_few(t, i, &plain) || next >= t->token_count ||
	    !t->token[next].space_before ||
	    fact[i].cues & (CUE_TITLE | CUE_KIN))
		return false;
	if (token_is(t, &t->token[next], "namanya"))
		return context_sign(t, next + 1, ',');
	return token_few(t, next, &staff) &&
	       !(next + 1 < t->token_count &&
		   token_is(t, &t->token[next + 1], "nya"));
}

/* "asist 1 gilang, op 2 tirta": who has which seat. */
static bool
has_seat(const struct text *t, size_t i)
{
	FEW(seats, "asist", "asisten", "asst", "ass", "instrumen", "op",
	    "operator", "sirkuler");
	const struct token *n;

	if (i < 2 || !t->token[i].space_before || token_few(t, i, &qualities) ||
	    !token_few(t, i - 2, &seats))
		return false;
	n = &t->token[i - 1];
	return n->kind == TOKEN_NUMBER && n->end - n->begin == 1 &&
	       n->space_before &&
	       (i + 1 >= t->token_count || context_sign(t, i + 1, ',') ||
		   context_sign(t, i + 1, '.'));
}

/* "woi bintang lampu", "melati!! kasa", "tanya ke indah ACT berapa": who is
 * hailed, and who is asked. */
static bool
is_hailed(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(star, "bintang", "lintang");
	FEW(hails, "hai", "hallo", "halo", "hei", "hey", "hoi", "oi", "woi",
	    "woy");
	FEW(yes, "eh", "ok", "oke", "siap", "sip");
	FEW(says, "bilang", "kasih", "lapor", "ngomong", "pinjem", "tanya");
	const bool known = token_few(t, i, &star) || token_few(t, i, &poetic);
	const bool any =
	    token_is(t, &t->token[i], "indah") || !token_few(t, i, &qualities);

	if (i == 0)
		return known && context_sign(t, 1, '!');
	if (!t->token[i].space_before || fact[i].cues & (CUE_TITLE | CUE_KIN) ||
	    (i + 1 < t->token_count && token_is(t, &t->token[i + 1], "nya")))
		return false;
	if (i == 1)
		return (any && token_few(t, 0, &hails) &&
			   t->token[i].end - t->token[i].begin > 2) ||
		       (known && token_few(t, 0, &yes) &&
			   !(i + 1 < t->token_count &&
			       token_is(t, &t->token[i + 1], "lima")));
	return any && token_is(t, &t->token[i - 1], "ke") &&
	       token_few(t, i - 2, &says);
}

/* "flap bintang pucat", "drainnya surya 200", "px melati": whose it is; a
 * rank of stars, and what lies across, have no flap. */
static bool
is_theirs(const struct text *t, size_t i)
{
	FEW(star, "bintang", "lintang");
	FEW(things, "bed", "ct", "cvc", "echo", "ekg", "ett", "evd", "flap",
	    "gips", "graft", "hasil", "infus", "jahitan", "lab", "mata", "pa",
	    "plat", "stent", "telinga", "ventilator");
	FEW(how, "aman", "bengkak", "blm", "belum", "buntu", "copot", "ef",
	    "ganas", "geser", "hitam", "jelek", "jinak", "k", "kanan",
	    "kekencengan", "keluar", "kering", "kinking", "kiri", "kosong",
	    "lepas", "longgar", "macet", "mampet", "nekrosis", "normal",
	    "patah", "penuh", "pindah", "pucat", "rembes", "sdh", "selesai",
	    "sudah", "take", "udah", "udh");
	FEW(patients, "px", "ps");
	FEW(means, "artinya", "baunya", "bunganya", "maksudnya", "rasanya",
	    "warnanya");
	const bool rank = token_few(t, i, &star);
	const size_t next = i + 1;
	const struct token *w;
	uint32_t len;

	if (i == 0 || !t->token[i].space_before ||
	    !(rank || token_few(t, i, &poetic)) ||
	    (rank && (next >= t->token_count ||
			 t->token[next].kind == TOKEN_NUMBER ||
			 token_is(t, &t->token[next], "lima"))))
		return false;
	w = &t->token[i - 1];
	len = w->end - w->begin;
	if (token_few(t, i - 1, &patients) ||
	    (w->kind == TOKEN_WORD && len > 2 && (len > 6 || i > 1) &&
		memcmp(t->fold + w->end - 3, "nya", 3) == 0 &&
		!token_few(t, i - 1, &means)))
		return true;
	return token_few(t, i - 1, &things) && token_few(t, next, &how);
}

/* "tunggu surya dulu", "suruh bintang naikin flow": who is to come or to do. */
static bool
is_sent_for(const struct text *t, size_t i)
{
	FEW(who, "bayu", "berlian", "bintang", "guntur", "hikmah", "intan",
	    "lintang", "melati", "mentari", "mutiara", "pelangi", "pertiwi",
	    "purnama", "rahmat", "samudera", "samudra", "surya", "wahyu");
	FEW(before, "biar", "biarin", "konsul", "lapor", "nitip", "suruh",
	    "titip");
	FEW(waits, "nunggu", "tunggu");
	FEW(then, "balik", "bentar", "dateng", "datang", "dl", "dlu", "dulu",
	    "selesai", "ya", "yah");

	return i > 0 && t->token[i].space_before && token_few(t, i, &who) &&
	       (token_few(t, i - 1, &before) ||
		   (token_few(t, i - 1, &waits) && token_few(t, i + 1, &then)));
}

/* "menurut cahaya graftnya kinking": lights tell nothing. */
static bool
is_source(const struct text *t, size_t i)
{
	FEW(by, "kata", "menurut", "versi", "tanya");

	return i > 0 && token_few(t, i, &bright) && token_few(t, i - 1, &by) &&
	       t->token[i].space_before && i + 1 < t->token_count;
}

/* "drain surya 300 cc", "tensi intan drop", "gas darah mutiara dok" */
static bool
is_measured(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t next = i + 1;
	const bool gas = i > 1 && token_is(t, &t->token[i - 1], "darah") &&
			 token_is(t, &t->token[i - 2], "gas");

	if (i == 0 || !t->token[i].space_before)
		return false;
	if (token_few(t, i - 1, &belongs))
		return true;
	if (!gas && !token_few(t, i - 1, &measured))
		return false;
	return next >= t->token_count || token_one_of(t, next, asked) ||
	       fact[next].kind == FACT_NUMBER || fact[next].kind == FACT_KEPT ||
	       context_sign(t, next, ',') || context_sign(t, next, '?') ||
	       (fact[next].cues & (CUE_NOW | CUE_MODAL)) != 0;
}

/* "intan: dok kasa kurang", "Pelangi pasien luka bakar", "Surya tensinya 70",
 * "surya pasca kraniotomi", "fajar baru datang" */
static bool
is_first(const struct text *t, size_t i)
{
	FEW(after, "pasca", "post", "postop", "pre", "pro");
	FEW(came, "aja", "dateng", "datang", "nyampe", "sampai", "sampe");
	const size_t next = i + 1;

	if (!t->token[i].sentence_start || next + 1 >= t->token_count)
		return false;
	if (token_is(t, &t->token[next], "mana"))
		return true;
	if (context_sign(t, next, ':'))
		return i == 0 && t->token[next + 1].space_before;
	if (context_sign(t, next, '?'))
		return i > 0;
	if (token_few(t, next, &after))
		return (t->token[next + 1].words & WORD_MEDICAL) != 0;
	if (token_is(t, &t->token[next], "baru"))
		return token_few(t, next + 1, &came);
	return token_is(t, &t->token[next], "pasien") ||
	       token_few(t, next, &theirs) ||
	       (token_few(t, next, &measured) &&
		   (token_is(t, &t->token[next + 1], "nya") ||
		       t->token[next + 1].kind == TOKEN_NUMBER));
}

/* "Wahyu turun ke bank darah", "Cici di depo farmasi bilang kosong": behind a
 * name that is another word, too, what words do not do. */
static bool
goes_somewhere(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(goes, "balik", "jalan", "lari", "naik", "pergi", "turun");
	FEW(first, "bentar", "dulu", "duluan", "sebentar");
	FEW(places, "apotek", "atas", "bangsal", "bank", "bawah", "cssd",
	    "depan", "depo", "depot", "farmasi", "gudang", "icu", "igd",
	    "kasir", "lab", "ok", "poli", "radiologi", "rr", "ruang", "ruangan",
	    "sebelah");
	FEW(says, "bilang", "lapor", "minta", "nanya", "nelpon", "telp",
	    "tanya");
	const size_t next = i + 1;

	if (!t->token[i].sentence_start ||
	    t->token[i].letter_case != CASE_TITLE ||
	    token_few(t, i, &qualities) || next + 2 >= t->token_count ||
	    fact[next].kind < FACT_UNKNOWN)
		return false;
	if (token_few(t, next, &goes) && token_few(t, next + 1, &first))
		return true;
	if (token_few(t, next, &goes))
		return token_is(t, &t->token[next + 1], "ke") &&
		       token_few(t, next + 2, &places);
	if (!token_is(t, &t->token[next], "di") ||
	    !token_few(t, next + 1, &places))
		return false;
	return token_few(t, next + 2, &says) || token_few(t, next + 3, &says);
}

/* "ada mutiara di depan", "di luar ada surya nyari dokter": who is there. */
static bool
is_there(const struct text *t, size_t i)
{
	FEW(does, "bawa", "cari", "datang", "mau", "minta", "nanya", "nanyain",
	    "nungguin", "nunggu", "nyari", "nyariin", "sama", "tanya");
	FEW(where, "depan", "igd", "lobi", "luar", "parkiran", "poli", "rr",
	    "ruang", "vk");
	const size_t next = i + 1;

	return i > 0 && t->token[i].space_before &&
	       token_is(t, &t->token[i - 1], "ada") &&
	       (token_few(t, next, &does) ||
		   (next < t->token_count &&
		       token_is(t, &t->token[next], "di") &&
		       token_few(t, next + 1, &where)));
}

/* "Kasih (perawat baru)", "Mega (koas ortho, jaga)": what somebody is. */
static bool
is_told_of(const struct text *t, const struct fact *fact, size_t i)
{
	const size_t role = i + 2;
	size_t end = i + 3;

	if (t->token[i].letter_case != CASE_TITLE ||
	    !context_sign(t, i + 1, '(') || role >= t->token_count ||
	    !(fact[role].cues & CUE_ROLE))
		return false;
	if (end < t->token_count && t->token[end].kind == TOKEN_WORD)
		end++;
	return context_sign(t, end, ')') || context_sign(t, end, ',');
}

/* "pasien Armada masih delirium": large inside a sentence, and somebody is or
 * does something; no faith, age or insurance of theirs. */
static bool
is_patient(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(kinds, "anak", "asuransi", "budha", "buddha", "dewasa", "hindu",
	    "jaminan", "katolik", "kristen", "lansia", "mandiri", "muslim",
	    "pertama", "kedua", "ketiga", "terakhir", "umum");
	const size_t next = i + 1;

	return i > 0 && next < t->token_count && context_tells_case(t) &&
	       t->token[i].letter_case == CASE_TITLE &&
	       t->token[i].space_before &&
	       token_is(t, &t->token[i - 1], "pasien") && fact[i].open &&
	       !fact[i].gone && !fact[i].sure && fact[i].cues == 0 &&
	       fact[i].kind == FACT_SAFE &&
	       !(t->token[i].words & (THINGS | WORD_CURATED)) &&
	       !token_few(t, i, &kinds) &&
	       ((fact[next].cues & (CUE_DOES | CUE_MODAL | CUE_SAYS)) != 0 ||
		   token_few(t, next, &measured));
}

void
context_poetic(const struct text *t, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		if (is_patient(t, fact, i) ||
		    (fact[i].open && !fact[i].gone && !fact[i].sure &&
			(is_theirs(t, i) || is_sent_for(t, i))) ||
		    (may_be(t, fact, i) &&
			(goes_somewhere(t, fact, i) || is_told_of(t, fact, i) ||
			    does_something(t, i) || has_age(t, fact, i) ||
			    is_so(t, fact, i) || has_turn(t, i) ||
			    is_quoted(t, i) || is_missed(t, i) ||
			    is_wanted(t, fact, i) || is_source(t, i) ||
			    is_presented(t, fact, i) || has_seat(t, i) ||
			    is_hailed(t, fact, i) ||
			    (token_few(t, i, &poetic) &&
				(is_first(t, i) || is_by(t, i) ||
				    is_there(t, i) ||
				    is_measured(t, fact, i))))))
			context_take(fact, i, "word-as-name", 70);
	}
}
