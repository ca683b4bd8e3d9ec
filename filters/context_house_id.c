/* SPDX-License-Identifier: MIT */
/* Houses of words that nobody needs for an operation: Indonesian. */
#include "context_house_private.h"

#include <string.h>

/* "dari kasih ibu", "eks permata hati", "ambulans sumber waras" */
static bool
in_slot(const struct text *t, size_t i)
{
	FEW(before, "ambulan", "ambulans", "dari", "di", "dirujuk", "dr", "dri",
	    "eks", "ke", "kiriman", "klinik", "konsulan", "limpahan",
	    "pindahan", "pratama", "rb", "rs", "rsia", "rujukan", "transferan");

	return i > 0 && token_few(t, i - 1, &before);
}

/* "kasih ibu telpon", "permata hati nolak": what a mother does not do here. */
static bool
is_subject(const struct text *t, size_t i)
{
	FEW(does, "ngirim", "nolak", "nelpon", "penuh", "rujuk", "telepon",
	    "telp", "telpon");

	return token_few(t, i, &does);
}

static const char *const patrons[][2] = {
    {"awal", "bros"},
    {"bhakti", "wiyata"},
    {"budi", "kemuliaan"},
    {"bunda", "asih"},
    {"bunda", "jaya"},
    {"bunda", "margonda"},
    {"cito", "diagnostik"},
    {"cito", "diagnostika"},
    {"columbia", "asia"},
    {"graha", "medika"},
    {"harapan", "bunda"},
    {"harapan", "ibu"},
    {"harapan", "kita"},
    {"harapan", "sehat"},
    {"kasih", "bunda"},
    {"kasih", "ibu"},
    {"mitra", "keluarga"},
    {"national", "hospital"},
    {"panti", "rapih"},
    {"panti", "waluyo"},
    {"pasar", "rebo"},
    {"permata", "bunda"},
    {"permata", "hati"},
    {"permata", "ibunda"},
    {"pku", "gamping"},
    {"pku", "muhammadiyah"},
    {"sehat", "bersama"},
    {"sumber", "waras"},
};

/* "di kasih ibu", "permata ibunda nolak", "karya husada" */
static void
patron(const struct text *t, struct fact *fact, size_t i)
{
	FEW(firsts, "awal", "bhakti", "budi", "bunda", "cito", "columbia",
	    "graha", "harapan", "kasih", "mitra", "national", "panti", "pasar",
	    "permata", "pku", "sehat", "sumber");
	FEW(alone, "advent", "bethesda", "bhayangkara", "borromeus", "dustira",
	    "fatmawati", "hermina", "hoesin", "jih", "karitas", "mayapada",
	    "ngoerah", "omni", "persahabatan", "primaya", "sanglah", "sardjito",
	    "siloam", "telogorejo");
	FEW(lasts, "farma", "husada", "medika", "medistra");
	const size_t at = i + 1;

	if (!house_word(t, fact, i))
		return;
	if (token_few(t, i, &alone) && (in_slot(t, i) || is_subject(t, at)))
		house_take(t, fact, i, i);
	if (!house_word(t, fact, at) || !t->token[at].space_before)
		return;
	if (token_few(t, at, &lasts) && !(fact[i].cues & HOUSE_STOPS) &&
	    (fact[i].gone || in_slot(t, i))) {
		house_take(t, fact, i, at);
		return;
	}
	if (!token_few(t, i, &firsts) ||
	    !(in_slot(t, i) || is_subject(t, at + 1)))
		return;
	for (size_t k = 0; k < sizeof(patrons) / sizeof(patrons[0]); k++)
		if (token_is(t, &t->token[i], patrons[k][0]) &&
		    token_is(t, &t->token[at], patrons[k][1]))
			house_take(t, fact, i, at);
}

/* Is somebody employed or taught where the words from i on say? */
static bool
behind_work(const struct text *t, size_t i)
{
	FEW(works, "bekerja", "belajar", "buruh", "dosen", "guru", "karyawan",
	    "kasir", "kerja", "koki", "kuliah", "kuli", "kurir", "magang",
	    "mahasiswa", "mahasiswi", "mandor", "mengajar", "montir", "murid",
	    "ngajar", "pegawai", "pensiunan", "pramuniaga", "resepsionis",
	    "santri", "satpam", "sekolah", "siswa", "siswi", "sopir", "supir",
	    "teller");
	const size_t before = i - 1;

	return i > 1 && token_is(t, &t->token[before], "di") &&
	       (token_few(t, i - 2, &works) ||
		   (i > 2 && token_few(t, i - 3, &works)));
}

/* Whose people are called so: "sopir damri", "kerja di bca". */
static bool
is_employer(const struct text *t, size_t i)
{
	FEW(known, "adaro", "alfamart", "alfamidi", "antam", "bca", "bni",
	    "bri", "btn", "bulog", "damri", "djarum", "freeport", "gojek",
	    "indomaret", "pelni", "pertamina", "pln", "telkom", "telkomsel",
	    "transjakarta", "waskita");
	FEW(whose, "anggota", "buruh", "dari", "di", "eks", "kantor",
	    "karyawan", "karyawati", "ke", "kurir", "masinis", "mekanik",
	    "pegawai", "pensiunan", "sopir", "staf", "supir", "teller");

	return i > 0 && token_few(t, i, &known) && token_few(t, i - 1, &whose);
}

/* A kind of house or yard, and what is made there: generic by themselves. */
static bool
is_kind(const struct text *t, size_t i)
{
	FEW(kinds, "bank", "bangunan", "bengkel", "gudang", "hotel", "kantor",
	    "kebun", "konveksi", "laundry", "pabrik", "pasar", "proyek",
	    "restoran", "rumah", "salon", "sekolah", "tambang", "toko",
	    "warung", "yayasan");

	return token_few(t, i, &kinds) || in_list(t, i, LIST_HOUSE_FOR);
}

/* "... tk aisyiyah |kejepit pintu", "... bumi serasi |bagian boiler": no part
 * of the name. */
static bool
goes_on(const struct text *t, const struct fact *fact, size_t i)
{
	FEW(parts, "bagian", "cabang", "divisi", "jatuh", "kena", "sudah",
	    "udah");
	const char *s;

	if (!house_word(t, fact, i) || fact[i].gone ||
	    fact[i].kind != FACT_SAFE)
		return false;
	s = t->fold + t->token[i].begin;
	return token_few(t, i, &parts) || strncmp(s, "ke", 2) == 0 ||
	       strncmp(s, "ter", 3) == 0 || strncmp(s, "me", 2) == 0 ||
	       strncmp(s, "ng", 2) == 0;
}

/* "kerja di toko roti wangi", "satpam di awal bros" */
static void
employer(const struct text *t, struct fact *fact, size_t i)
{
	FEW(nowhere, "atas", "bagian", "bawah", "bidang", "dalam", "darat",
	    "depan", "desa", "dinas", "gunung", "halaman", "ibs", "icu", "igd",
	    "kampung", "kapal", "kota", "lapangan", "laut", "lembah", "lobby",
	    "lobi", "luar", "ok", "pantai", "parkiran", "pelosok", "poli",
	    "proyek", "rs", "ruang", "ruangan", "sana", "sawah", "shift",
	    "sini", "situ", "swasta", "teras");
	size_t last = i, own = 0;

	if (is_employer(t, i))
		house_take(t, fact, i, i);
	if (!house_employs(t, fact, i) || !behind_work(t, i) ||
	    token_few(t, i, &nowhere))
		return;
	while (last + 1 < t->token_count && last - i < HOUSE_NAME_MAX &&
	       house_word(t, fact, last + 1) &&
	       !(fact[last + 1].cues & HOUSE_STOPS) &&
	       !goes_on(t, fact, last + 1))
		last++;
	if (is_employer(t, i))
		last = i;
	else if (goes_on(t, fact, last + 1))
		;
	else if (last + 1 < t->token_count &&
		 fact[last + 1].kind != FACT_PUNCT &&
		 !(fact[last + 1].cues & HOUSE_STOPS))
		last = i;
	for (size_t k = i; k <= last; k++)
		own += !is_kind(t, k);
	if (own > 0)
		house_take(t, fact, i, last);
}

/* "rumah bersalin bu [tjut]", "masak di rm [sederhana]", "bank mandiri" */
static void
called(const struct text *t, struct fact *fact, size_t i)
{
	FEW(banks, "bukopin", "danamon", "jabar", "jago", "jateng", "jatim",
	    "mandiri", "mega", "panin", "papua", "permata", "syariah");
	FEW(sorts, "bersalin", "makan");
	FEW(eats, "depan", "karyawan", "kasir", "makan", "masak", "pelayan",
	    "pemilik");
	const size_t at = i + 1;
	size_t last = i + 2;

	if (token_is(t, &t->token[i], "bank") && token_few(t, at, &banks)) {
		house_take(t, fact, i, at);
	} else if (token_is(t, &t->token[i], "rumah") &&
		   token_few(t, at, &sorts)) {
		last += last < t->token_count && fact[last].cues & CUE_TITLE;
		if (house_word(t, fact, last) && fact[last].gone)
			house_take(t, fact, i, last);
	} else if (i > 0 && token_is(t, &t->token[i], "rm") &&
		   (token_few(t, i - 1, &eats) || behind_work(t, i)) &&
		   house_word(t, fact, at) && fact[at].gone) {
		house_take(t, fact, i, at);
	}
}

void
context_houses_id(const struct text *t, struct fact *fact)
{
	for (size_t i = text_word(t, 0); i < t->token_count;
	     i = text_word(t, i + 1)) {
		patron(t, fact, i);
		employer(t, fact, i);
		called(t, fact, i);
	}
}
