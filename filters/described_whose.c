/* SPDX-License-Identifier: MIT */
/*
 * Descriptions that need no weighing: who is whose ("the sultan's falconer",
 * "our matron's firstborn", "adik kandung gubernur"), the one there is of a
 * place ("the county's oldest resident"), and who holds an office now ("our new
 * mayor", "ketua DPRD yang sekarang").
 */
#include "described.h"

#define CERTAINTY 99u /* it is no name's */
#define MODIFIERS 4u  /* words between an article and its noun */

#define CUE_PUBLIC (CUE_OFFICE | CUE_TRADE)
#define CUE_KINSHIP (CUE_RELATIVE | CUE_KIN)

static bool
is_word(const struct described_in *in, size_t i)
{
	return i < in->t->token_count && in->t->token[i].kind == TOKEN_WORD;
}

static bool
is_gone(const struct described_in *in, size_t i)
{
	return is_word(in, i) &&
	       (in->fact[i].gone || in->fact[i].kind == FACT_TAKEN ||
		   in->fact[i].kind == FACT_NAMED);
}

static void
put(const struct described_in *in, size_t begin, size_t end,
    struct spans *found)
{
	struct described_range r = {
	    .begin = (uint32_t)begin, .end = (uint32_t)end};

	if (!described_person(in, &r))
		return;
	spans_add(found, in->t->token[r.begin].begin,
	    in->t->token[r.end - 1].end, SCRUB_OTHER, "context",
	    "described-whose", CERTAINTY);
}

static const char *const incumbent[] = {"acting", "crown", "current", "deputy",
    "district", "elected", "former", "incoming", "local", "new", "outgoing",
    "own", "reigning", "serving", "sitting", NULL};

/* May it stand between an article and its noun? */
static bool
is_modifier(const struct described_in *in, size_t i)
{
	const uint64_t cues = CUE_UNIQUE | CUE_PUBLIC | CUE_PLACE | CUE_ORG |
			      CUE_ROLE | CUE_WARD | CUE_EVENT;

	return is_word(in, i) && in->fact[i].kind != FACT_KEPT &&
	       (in->fact[i].cues == 0 || described_has(in, i, cues) ||
		   described_is(in, i, incumbent));
}

/* Where the noun phrase begins that ends with i: at its article, else at i. */
static size_t
phrase_begin(const struct described_in *in, size_t i)
{
	size_t at = i;

	for (size_t k = 0; at > 0 && k < MODIFIERS; k++) {
		if (described_has(in, at - 1, CUE_THE | CUE_MY))
			return at - 1;
		if (!is_modifier(in, at - 1) || !in->t->token[at].space_before)
			return i;
		at--;
	}
	return i;
}

/* Behind "'s" of the word i; 0: it owns nothing. */
static size_t
past_possessive(const struct described_in *in, size_t i)
{
	static const char *const s[] = {"s", NULL};
	const struct text *t = in->t;

	if (!token_sign(t, i + 1, '\'') || t->token[i + 1].space_before)
		return 0;
	if (described_is(in, i + 2, s) && !t->token[i + 2].space_before)
		return i + 3;
	return t->fold[t->token[i].end - 1] == 's' ? i + 2 : 0;
}

/* The first token at or behind i, few words on, that has one of the cues or is
 * one of the words; 0: none. */
static size_t
seek(const struct described_in *in, size_t i, uint64_t cues,
    const char *const *words)
{
	for (size_t k = 0; k < 4 && i < in->t->token_count; i++) {
		if (described_sign(in, i)) {
			if (!token_sign(in->t, i, '-') ||
			    in->t->token[i].space_before)
				return 0;
			continue;
		}
		if (described_has(in, i, cues) || described_is(in, i, words))
			return i;
		if (described_has(in, i,
			CUE_IS | CUE_MODAL | CUE_SAYS | CUE_THE | CUE_IN |
			    CUE_AND | CUE_ON))
			return 0;
		k++;
	}
	return 0;
}

static bool
is_unique(const struct described_in *in, size_t from, size_t to)
{
	for (; from < to; from++)
		if (described_has(in, from, CUE_UNIQUE))
			return true;
	return false;
}

/* A nurse by what others call a nun or a relative: "our matron", "the ward
 * sister". */
static bool
is_sister(const struct described_in *in, size_t i)
{
	static const char *const nurse[] = {"matron", "sister", NULL};
	static const char *const ward[] = {
	    "charge", "night", "our", "senior", "theatre", "ward", NULL};

	return i > 0 && described_is(in, i, nurse) &&
	       described_is(in, i - 1, ward);
}

/* "our pathologist's |wife|": of staff only what is kin. */
static size_t
of_staff(const struct described_in *in, size_t begin, size_t behind)
{
	static const char *const born[] = {"boy", "boys", "eldest", "firstborn",
	    "girl", "girls", "kid", "kids", "triplets", "twins", "youngest",
	    NULL};
	static const char *const some[] = {
	    "another", "any", "every", "no", "some", "which", NULL};

	return described_is(in, begin, some) ? 0
					     : seek(in, behind, CUE_KIN, born);
}

/* "the bishop's |cook|", "the oba's youngest |wife|" */
static size_t
of_office(const struct described_in *in, size_t i, size_t begin, size_t behind)
{
	static const char *const own[] = {"accountant", "advisor", "agent",
	    "apprentice", "attorney", "biographer", "butler", "cook", "eldest",
	    "firstborn", "footman", "guard", "maid", "manager", "minder",
	    "nurse", "page", "piper", "rival", "servant", "valet", "youngest",
	    NULL};
	static const char *const the[] = {"the", NULL};
	static const char *const abroad[] = {
	    "kabaka", "mec", "mla", "mna", "oba", "turaga", NULL};

	if (described_has(in, i, CUE_OFFICE) || described_is(in, i, abroad) ||
	    (begin < i && described_is(in, begin, the) &&
		(is_gone(in, i) || described_has(in, i, CUE_TRADE))))
		return seek(in, behind, CUE_KINSHIP | CUE_PUBLIC, own);
	return 0;
}

/* "the county's oldest |resident|" */
static size_t
of_place(const struct described_in *in, size_t i, size_t behind)
{
	static const char *const one[] = {
	    "citizen", "inhabitant", "resident", "witness", NULL};
	size_t person;

	if (!is_gone(in, i) && !described_has(in, i, CUE_PLACE | CUE_ORG))
		return 0;
	person = seek(in, behind, CUE_PUBLIC | CUE_DOER, one);
	return person != 0 && is_unique(in, behind, person) ? person : 0;
}

/* Who is whose, where i is the owner. */
static void
owned(const struct described_in *in, size_t i, struct spans *found)
{
	/* Whoever they are, and there are many of them. */
	static const char *const any[] = {"captain", "triplet", "triplets",
	    "twin", "twins", "victim", "widow", NULL};
	static const char *const chair[] = {"chair", "officer", NULL};
	const size_t behind = past_possessive(in, i);
	const bool sister = behind != 0 && is_sister(in, i);
	size_t person, begin;

	if (behind == 0 || described_is(in, i, any) ||
	    (described_has(in, i, CUE_PATIENT | CUE_I | CUE_KIN) && !sister))
		return;
	begin = phrase_begin(in, i);
	if (sister || (described_has(in, i, CUE_ROLE) &&
			  !described_has(in, i, CUE_OFFICE)))
		person = begin < i ? of_staff(in, begin, behind) : 0;
	else if ((person = of_office(in, i, begin, behind)) == 0)
		person = of_place(in, i, behind);
	/* "the surgeon's cousin Bjarne": the name goes. */
	if (person != 0 && !described_is(in, person, chair) &&
	    !is_gone(in, person + 1))
		put(in, begin, person + 1, found);
}

/* "our new mayor", "the sitting MP", "the coroner himself" */
static void
in_office(const struct described_in *in, size_t i, struct spans *found)
{
	static const char *const office[] = {"ambassador", "archbishop",
	    "archduke", "attorney", "bishop", "cardinal", "congressman",
	    "congresswoman", "councillor", "duchess", "duke", "governor",
	    "king", "mayor", "mayoress", "minister", "mp", "premier",
	    "president", "prince", "princess", "queen", "senator", "sheriff",
	    "sultan", NULL};
	static const char *const self[] = {"himself", "herself", NULL};
	/* Offices of hospitals and teams, too. */
	static const char *const any[] = {"captain", "chair", "chief", "coach",
	    "director", "general", "manager", "owner", "partner", "principal",
	    "secretary", NULL};
	const size_t begin = phrase_begin(in, i);
	bool holds = described_is(in, i + 1, self) && !described_is(in, i, any);

	for (size_t k = begin + 1; k < i && described_is(in, i, office); k++)
		holds |= described_is(in, k, incumbent);
	if (holds && begin < i && past_possessive(in, i) == 0)
		put(in, begin, i + 1 + described_is(in, i + 1, self), found);
}

/* "the |town crier|", "the only hijra |councillor|", of which something goes:
 * all does. */
static void
in_part(const struct described_in *in, size_t i, struct spans *found)
{
	static const char *const article[] = {"the", "our", NULL};
	const size_t begin = phrase_begin(in, i);

	if (begin < i && described_is(in, begin, article) && is_gone(in, i) &&
	    past_possessive(in, i) == 0 &&
	    (in->t->token[i].letter_case == CASE_LOWER || in->t->all_caps))
		put(in, begin, i + 1, found);
}

/* "the only doctor on the archipelago", "the smallest baby ever |to leave
 * ...|", "pria tertinggi di kecamatan": one of a kind, and where, or of all. */
static void
one_there(const struct described_in *in, size_t i, struct spans *found)
{
	static const char *const where[] = {"archipelago", "atoll", "borough",
	    "coast", "country", "county", "district", "europe", "island",
	    "islands", "nation", "parish", "peninsula", "province", "region",
	    "republic", "state", "town", "valley", "village", "world", "asia",
	    "dunia", "indonesia", "kabupaten", "kampung", "kecamatan", "negara",
	    "negeri", "provinsi", "pulau", NULL};
	static const char *const ever[] = {"ever", NULL};
	static const char *const in_id[] = {"dari", "di", "sak", "se", NULL};
	const uint64_t persons =
	    CUE_PUBLIC | CUE_DOER | CUE_ROLE | CUE_PATIENT | CUE_RELATIVE;
	static const char *const my[] = {"my", NULL};
	static const char *const none[] = {NULL};
	const bool indonesian = in->lang == SCRUB_ID_ID;
	const size_t begin = phrase_begin(in, i);
	size_t person = i, at;

	/* "satu-satunya" */
	if (indonesian && i > 1 && token_sign(in->t, i - 1, '-'))
		person = i - 2;
	if (indonesian)
		while (person > 0 && i - person < 5 &&
		       is_word(in, person - 1) &&
		       !described_has(in, person, persons & ~CUE_PATIENT))
			person--;
	else
		person = seek(in, i + 1, persons, none);
	if ((person == 0 && !indonesian) || !described_has(in, person, persons))
		return;
	at = (indonesian ? i : person) + 1;
	if (!indonesian && described_is(in, at, ever) &&
	    !described_is(in, begin, my)) {
		put(in, begin, at + 1, found);
		return;
	}
	if (indonesian
		? !described_is(in, at, in_id)
		: !described_has(in, at, CUE_IN | CUE_ON | CUE_AT | CUE_OF))
		return;
	at++;
	at += indonesian ? token_sign(in->t, at, '-')
			 : described_has(in, at, CUE_THE | CUE_MY);
	if (described_is(in, at, where))
		put(in, indonesian ? person : begin, at + 1, found);
}

/* Is it an office that one person has, there? `*end`: behind its last word. */
static bool
is_office(const struct described_in *in, size_t i, size_t *end)
{
	static const char *const no[] = {"anggota", "anggotanya", "artis",
	    "bekel", "diplomat", "duta", "hakim", "imam", "juragan", "pemilik",
	    "pengusaha", "putri", "raja", "selebgram", "ulama", "wali", NULL};
	static const char *const head[] = {"kepala", "ketua", "wakil", NULL};
	static const char *const of[] = {"adat", "bupati", "camat", "cabang",
	    "daerah", "dewan", "desa", "dinas", "dpr", "dprd", "dusun",
	    "gubernur", "idi", "kampung", "kejaksaan", "kepolisian", "kpu",
	    "lapas", "lpsk", "mahkamah", "menteri", "mui", "partai",
	    "pengadilan", "presiden", "rutan", "sekolah", "suku", "umum",
	    "walikota", "yayasan", NULL};
	static const char *const town[] = {"kota", NULL};
	static const char *const national[] = {"timnas", NULL};
	static const char *const mayor[] = {"wali", NULL};

	if (described_is(in, i, head) || described_is(in, i, mayor)) {
		*end = i + 2;
		return described_is(
		    in, i + 1, described_is(in, i, mayor) ? town : of);
	}
	/* "kiper timnas" */
	*end = i + 2;
	if (described_has(in, i, CUE_PUBLIC) &&
	    described_is(in, i + 1, national))
		return true;
	*end = i + 1;
	return described_has(in, i, CUE_OFFICE) && !described_is(in, i, no);
}

/* "istri pak bupati", "adik kandung gubernur", "anak bungsunya walikota" */
static void
relative(const struct described_in *in, size_t i, struct spans *found)
{
	static const char *const title[] = {"bapak", "bu", "ibu", "kakak",
	    "keluarga", "klg", "om", "saudara", "tante", "wali", NULL};
	static const char *const which[] = {"alm", "almarhum", "almarhumah",
	    "angkat", "bapak", "bekas", "bpk", "bu", "bungsu", "bungsunya",
	    "calon", "dari", "eks", "ibu", "kandung", "kandungnya", "kedua",
	    "kesayangan", "ketiga", "mantan", "pak", "pertama", "pertamanya",
	    "satu", "satunya", "semata", "si", "sulung", "sulungnya",
	    "terakhir", "tiri", "tuh", "tunggal", "tunggalnya", "wayang", NULL};
	size_t at = i + 1, end;

	if (described_is(in, i, title))
		return;
	while (
	    at < i + 5 && !is_office(in, at, &end) &&
	    (described_is(in, at, which) ||
		described_has(in, at, CUE_KINSHIP) ||
		(token_sign(in->t, at, '-') && !in->t->token[at].space_before)))
		at++;
	/* "anaknya Kombes Herlambang": the name goes. */
	if (is_office(in, at, &end) &&
	    !(is_gone(in, end) && in->fact[end].label == SCRUB_NAME))
		put(in, i, end, found);
}

/* "ketua DPRD yang sekarang", "kapolsek sini", "dekan kita" */
static void
in_office_now(const struct described_in *in, size_t i, struct spans *found)
{
	static const char *const which[] = {"yang", "yg", NULL};
	static const char *const national[] = {"timnas", NULL};
	static const char *const house[] = {"rs", "rsud", "sakit", NULL};
	static const char *const now[] = {
	    "aktif", "baru", "sekarang", "skrg", "skr", NULL};
	static const char *const here[] = {
	    "ini", "kami", "kita", "setempat", "sini", "terpilih", NULL};
	size_t end;

	if (!is_office(in, i, &end))
		return;
	if (described_is(in, end - 1, national)) {
		put(in, i, end, found);
		return;
	}
	for (size_t at = end; at < end + 3 && is_word(in, at); at++) {
		if ((described_is(in, at, here) &&
			(at <= end + 1 || described_is(in, at - 1, house))) ||
		    (described_is(in, at, which) &&
			described_is(in, at + 1, now))) {
			put(in, i, at + 1 + described_is(in, at, which), found);
			return;
		}
		if ((in->fact[at].kind == FACT_KEPT &&
			!described_has(in, at, CUE_ORG)) ||
		    described_has(
			in, at, CUE_IS | CUE_MODAL | CUE_SAYS | CUE_DOES))
			return;
	}
}

void
described_whose(const struct described_in *in, struct spans *found)
{
	FEW(kin, "cucunya", "keponakannya", "menantunya", "mertuanya",
	    "ponakannya", "putra", "putranya", "putri", "putrinya",
	    "sepupunya");

	if (!(in->t->cues & (CUE_PUBLIC | CUE_ROLE | CUE_KINSHIP | CUE_UNIQUE)))
		return;
	for (size_t i = 0; i < in->t->token_count; i++) {
		if (!is_word(in, i))
			continue;
		if (described_has(in, i, CUE_UNIQUE))
			one_there(in, i, found);
		if (in->lang == SCRUB_ID_ID) {
			if (described_has(in, i, CUE_KINSHIP) ||
			    token_few(in->t, i, &kin))
				relative(in, i, found);
			if (described_has(in, i, CUE_PUBLIC))
				in_office_now(in, i, found);
			continue;
		}
		owned(in, i, found);
		if (described_has(in, i, CUE_PUBLIC))
			in_part(in, i, found);
		if (described_has(in, i, CUE_OFFICE))
			in_office(in, i, found);
	}
}
