/* SPDX-License-Identifier: MIT */
#include "context_folk.h"

#include "context_name.h"
#include "context_place.h"
#include "lang/lexicon.h"

/* What is said of somebody, or is for everybody; no name there. */
FEW(said, "aman", "bagus", "baik", "bersama", "besar", "cantik", "cinta",
    "damai", "elok", "gembira", "indah", "kuat", "lintang", "manis", "mulia",
    "mulus", "murni", "puasa", "pulih", "rasa", "riang", "sabar", "sayang",
    "sehat", "setia", "siap", "sini", "suci", "suka", "tenang", "terang",
    "tulus", "untung", "utama", "wangi", "waras");

/* Undecided, and a forename among else. */
static bool
may_be(const struct text *t, const struct fact *fact, size_t i)
{
	const unsigned thing =
	    WORD_BRAND | WORD_THING | WORD_COUNTRY | WORD_CURATED;

	if (i >= t->token_count || !fact[i].open || fact[i].gone ||
	    fact[i].sure || fact[i].cues & ~(uint64_t)(CUE_PLACE | CUE_TRADE) ||
	    (i > 0 && !t->token[i].space_before) ||
	    (fact[i].kind != FACT_BOTH && fact[i].kind != FACT_NAME) ||
	    !(t->token[i].words & WORD_FORENAME) ||
	    in_list(t, i, LIST_TITLE_HERE_ID) || context_sign(t, i + 1, '-'))
		return false;
	if (context_tells_case(t) && context_large(t, i))
		return true;
	return !(t->token[i].words & thing) ||
	       token_is(t, &t->token[i], "fajar") ||
	       token_is(t, &t->token[i], "lintang");
}

/* "tunangan", "ipar": whose X may be, behind -nya of nobody else. */
static bool
is_kin(const struct text *t, size_t i)
{
	FEW(kin, "adiknya", "anaknya", "bapaknya", "besannya", "bininya",
	    "bojonya", "bosnya", "calonnya", "ceweknya", "cewenya", "cowoknya",
	    "cucunya", "ibunya", "iparnya", "istrinya", "kakaknya", "kakeknya",
	    "keponakannya", "lakinya", "mamanya", "mantannya", "menantunya",
	    "mertuanya", "neneknya", "omnya", "ortunya", "pacarnya", "papanya",
	    "saudaranya", "sepupunya", "suaminya", "tantenya", "temannya",
	    "temennya", "tetangganya", "tunangannya");

	return token_few(t, i, &kin);
}

/* "tunangannya ferry itu koas": whose; "suaminya sabar" says how he is. */
static bool
is_kin_of(const struct text *t, const struct fact *fact, size_t i)
{
	return i > 0 && is_kin(t, i - 1) && may_be(t, fact, i) &&
	       (!token_few(t, i, &said) ||
		   (i + 1 < t->token_count &&
		       token_is(t, &t->token[i + 1], "itu")));
}

/* "pasangin bintang infus", "temenin mega di recovery": who it is done for.
 * What is fetched for somebody stands behind who it is: "bawain bayu jaket". */
static bool
is_done_for(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(does, "antarin", "anterin", "bangunin", "bilangin", "doain",
	    "gantiin", "infusin", "jagain", "jemputin", "kabarin", "kasitau",
	    "mandiin", "oksigenin", "pakein", "pasangin", "selimutin", "suapin",
	    "suntikin", "tanyain", "telponin", "temani", "temenin", "tensiin",
	    "tolongin", "tungguin");
	FEW(fetches, "ambilin", "ambilkan", "bawain", "bawakan", "beliin",
	    "bikinin", "cariin", "mintain", "pesenin", "siapin");
	const size_t next = i + 1;

	if (i == 0 || !may_be(t, fact, i) || token_few(t, i, &said))
		return false;
	return token_few(t, i - 1, &does) ||
	       (token_few(t, i - 1, &fetches) && next < t->token_count &&
		   fact[next].kind == FACT_SAFE && fact[next].cues == 0);
}

/* "kursi roda buat mega", "panggil psikolog buat cinta": whom it is for, where
 * no more is said of it. */
static bool
is_for(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(brought, "baju", "bantal", "bidan", "brankar", "brankard", "darah",
	    "gelang", "gendong", "hasil", "infus", "jaket", "jemput", "kasur",
	    "konsul", "konsulan", "kursi", "makan", "makanan", "obat",
	    "panggil", "panggilin", "panggilkan", "penerjemah", "popok", "prc",
	    "psikolog", "resep", "roda", "rohaniwan", "selimut", "slot",
	    "snack", "surat", "susu", "telpon");

	if (i < 2 ||
	    !(token_is(t, &t->token[i - 1], "buat") ||
		token_is(t, &t->token[i - 1], "utk") ||
		token_is(t, &t->token[i - 1], "untuk")) ||
	    !may_be(t, fact, i) || !context_closed(t, i + 1) ||
	    (token_few(t, i, &said) && !token_is(t, &t->token[i], "cinta")))
		return false;
	return token_few(t, i - 2, &brought) ||
	       (i > 2 && token_few(t, i - 3, &brought));
}

/* "lintang pinter, sekali pasang": how only people are. */
static bool
is_praised(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(praise, "cekatan", "cerdas", "gercep", "hebat", "jago", "jagoan",
	    "keren", "lihai", "pelupa", "pemalu", "pendiem", "pintar", "pinter",
	    "rajin", "sigap", "telaten", "teliti");
	FEW(how, "banget", "bener", "beneran", "bgt", "euy", "juga", "kok",
	    "lho", "memang", "nih", "sekali", "sih", "ya");
	const size_t next = i + 1;

	return t->token[i].sentence_start && token_few(t, next, &praise) &&
	       (context_closed(t, next + 1) || token_few(t, next + 1, &how)) &&
	       may_be(t, fact, i) &&
	       (!token_few(t, i, &said) ||
		   token_is(t, &t->token[i], "lintang"));
}

/* "nanti yg tutup kulit bintang ya", "yang pegang kamera surya aja": who. */
static bool
is_doer(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(does, "antar", "anter", "asist", "bantu", "bawa", "catat",
	    "dampingi", "dorong", "hitung", "ikut", "intubasi", "jaga", "jahit",
	    "jemput", "konsul", "lapor", "megang", "ngasist", "ngejahit",
	    "ngitung", "nutup", "nyatet", "pasang", "pegang", "scrub",
	    "suction", "tutup");
	FEW(then, "aja", "besok", "dulu", "lagi", "saja", "sj", "tadi", "y",
	    "ya", "yah");
	size_t at = i;

	if (i < 2 || !(i + 1 == t->token_count || token_few(t, i + 1, &then)) ||
	    !may_be(t, fact, i) || token_few(t, i, &said))
		return false;
	while (at > 0 && at + 2 > i && t->token[at - 1].kind == TOKEN_WORD) {
		at--;
		if (at > 0 && token_few(t, at, &does))
			return token_is(t, &t->token[at - 1], "yg") ||
			       token_is(t, &t->token[at - 1], "yang");
	}
	return false;
}

/* "suction dong mega", "jangan goyang surya", "bukan bintang, yang kiri": who
 * is spoken to. */
static bool
is_spoken_to(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(soft, "dikit", "dong", "donk", "yuk");
	FEW(nots, "digeser", "ditarik", "gerak", "goyang", "tarik");
	FEW(other, "itu", "kanan", "kiri", "satunya", "sebelah");
	const size_t next = i + 1;

	if (i == 0 || !may_be(t, fact, i) || token_few(t, i, &said))
		return false;
	if (token_is(t, &t->token[i - 1], "bukan") &&
	    t->token[i - 1].sentence_start)
		return next + 2 < t->token_count &&
		       context_sign(t, next, ',') &&
		       (token_is(t, &t->token[next + 1], "yang") ||
			   token_is(t, &t->token[next + 1], "yg")) &&
		       token_few(t, next + 2, &other);
	return context_closed(t, next) &&
	       (token_few(t, i - 1, &soft) ||
		   (i > 1 && token_few(t, i - 1, &nots) &&
		       (token_is(t, &t->token[i - 2], "jangan") ||
			   token_is(t, &t->token[i - 2], "jgn"))));
}

/* "foto rontgen thomas kebalik": of whom the images are; what is called after
 * somebody is a splint or a plate. */
static bool
is_imaged(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(images, "ct", "foto", "lab", "mri", "rontgen", "thorax", "usg");
	FEW(now, "belum", "blm", "hilang", "jelek", "kabur", "kebalik",
	    "kebalikan", "keluar", "ketukar", "ketuker", "mana", "sdh", "sudah",
	    "udah", "udh");

	return i > 0 && fact[i].kind == FACT_EPONYM && fact[i].open &&
	       !fact[i].gone && !fact[i].sure &&
	       t->token[i].words & WORD_STRONG && t->token[i].space_before &&
	       token_few(t, i - 1, &images) && token_few(t, i + 1, &now);
}

/* Towns that are words, and are said for no other place. */
FEW(towns, "bangka", "batu", "bima", "bone", "buru", "demak", "jambi", "kudus",
    "malang", "metro", "padang", "palu", "pati", "riau", "sabang", "siak",
    "solo", "sumba", "tegal", "tuban");

static bool
may_be_town(const struct text *t, const struct fact *fact, size_t i)
{
	if (i >= t->token_count || fact[i].kind < FACT_UNKNOWN ||
	    fact[i].gone || fact[i].sure || !t->token[i].space_before ||
	    t->token[i].end - t->token[i].begin < 4)
		return false;
	return token_few(t, i, &towns) ||
	       (t->token[i].words & WORD_PLACE && fact[i].cues == 0 &&
		   !(t->token[i].words &
		       (WORD_MEDICAL | WORD_CURATED | WORD_FREQUENT)));
}

/* What goes on behind where somebody is from. */
static bool
goes_on(const struct text *t, size_t i)
{
	FEW(on, "aja", "aseli", "asli", "atau", "besok", "dan", "dgn",
	    "dirujuk", "dok", "dong", "ini", "itu", "jadi", "jam", "juga",
	    "kak", "katanya", "kecelakaan", "kerja", "kok", "lagi", "lho",
	    "loh", "lusa", "mas", "mau", "mbak", "minggu", "nanti", "nih",
	    "pak", "rujukan", "sama", "sampai", "sampe", "semua", "sih", "sini",
	    "smua", "tahun", "tapi", "thn", "tp", "tuh", "udah", "umur", "usia",
	    "ya", "yang", "yg");

	return context_closed(t, i) || token_few(t, i, &on) ||
	       t->token[i].kind == TOKEN_NUMBER;
}

/* "orang malang dirujuk ke sini", "asli solo, sc ke-4", "pulang ke solo besok":
 * the town behind where people come from, live or go home. */
static bool
is_home_town(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(from, "alumni", "arek", "asal", "aseli", "asli", "cah", "domisili",
	    "kelahiran", "ktp", "orang", "urang", "warga", "wong");
	FEW(lives, "balik", "domisili", "kos", "kuliah", "lahir", "lahirnya",
	    "mudik", "ngekos", "ngontrak", "pindah", "pulang", "pulkam",
	    "rumah", "rumahnya", "tinggal", "tinggalnya");
	FEW(who, "asal", "asalnya", "aslinya", "beliau", "dia", "ibunya",
	    "jauh", "keluarga", "keluarganya", "orangnya", "pasien",
	    "pasiennya", "px", "suaminya");
	const size_t by = i - 1;

	if (i == 0 || !may_be_town(t, fact, i) || !goes_on(t, i + 1))
		return false;
	/* "asal batu kecil": if only */
	if (token_is(t, &t->token[by], "asal") && !context_closed(t, i + 1))
		return false;
	if (token_few(t, by, &from))
		return true;
	if (by == 0)
		return false;
	if (token_is(t, &t->token[by], "di") ||
	    token_is(t, &t->token[by], "ke"))
		return token_few(t, by - 1, &lives);
	return token_is(t, &t->token[by], "dari") && token_few(t, by - 1, &who);
}

void
context_folk(const struct text *t, struct fact *fact)
{
	for (size_t i = 0; i < t->token_count; i++) {
		if (t->token[i].kind != TOKEN_WORD ||
		    fact[i].kind < FACT_UNKNOWN)
			continue;
		if (is_home_town(t, fact, i))
			context_take(fact, i, "place-noun", 70);
		else if (is_kin_of(t, fact, i) || is_done_for(t, fact, i) ||
			 is_for(t, fact, i) || is_praised(t, fact, i) ||
			 is_doer(t, fact, i) || is_spoken_to(t, fact, i) ||
			 is_imaged(t, fact, i))
			context_take(fact, i, "word-as-name", 75);
	}
}
