/* SPDX-License-Identifier: MIT */
/*
 * Who is described without a name: where such a description begins and ends,
 * and what is like one and stays. {..} is what goes.
 */
#include "scrub.h"

#include "scrub_kit.h"

#define ROOM 512u

static const struct {
	const char *text;
	enum scrub_lang lang;
} rows[] = {
    /* whose: offices, staff, those who are called by an office abroad */
    {"{the sultan's falconer} has a fracture", SCRUB_EN},
    {"{THE BISHOP'S COOK} HAS A FRACTURE", SCRUB_EN},
    {"{the oba's youngest wife} is next", SCRUB_EN},
    {"{the lion tamer's apprentice} is next", SCRUB_EN},
    {"{our pathologist's wife} is next", SCRUB_EN},
    {"{Our matron's son} is next", SCRUB_EN},
    {"{the ward sister's twins} are here for grommets", SCRUB_EN},
    {"{your own registrar's dad} in bay", SCRUB_EN},
    {"the surgeon's assistant holds the camera", SCRUB_EN},
    {"the anaesthetist's machine alarmed twice", SCRUB_EN},
    {"the patient's wife is in the waiting room", SCRUB_EN},
    {"the captain's chair broke", SCRUB_EN},
    {"which registrar's dad joke was that", SCRUB_EN},
    /* offices and who has them */
    {"{the sitting senator}, CABG x3", SCRUB_EN},
    {"{our local MP} with a hernia", SCRUB_EN},
    {"{the coroner himself}, NIHSS 17", SCRUB_EN},
    {"the director herself signed the order", SCRUB_EN},
    {"the chief complaint is pain", SCRUB_EN},
    /* one of a kind, and where */
    {"{the only paramedic on the atoll} is here, hernia", SCRUB_EN},
    {"{the only woman ever to swim the strait}, cuff", SCRUB_EN},
    {"the only nurse on the ward is on break", SCRUB_EN},
    {"the oldest patient in that trial was 80", SCRUB_EN},
    /* to the end of the clause, and no further */
    {"{THE MAN WHO HELD UP THE POST OFFICE WITH A CUCUMBER} IS HERE", SCRUB_EN},
    {"{the jockey who won the derby with a broken collarbone}, knee", SCRUB_EN},
    {"{the lady who had quintuplets in 1998} is back", SCRUB_EN},
    {"{the pitcher with the perfect game in '88}: labrum", SCRUB_EN},
    {"{the senator's brother} on the table, spinal in", SCRUB_EN},
    {"our living donor is {the nun from the documentary}", SCRUB_EN},
    {"{a man who survived two plane crashes} wants a GA", SCRUB_EN},
    /* Indonesian: relatives of offices */
    {"{istri pak bupati} minta kamar, SC besok", SCRUB_ID_ID},
    {"{ISTRI WALIKOTA} SC JAM 10", SCRUB_ID_ID},
    {"{adik kandung gubernur}, sign in lengkap", SCRUB_ID_ID},
    {"{sepupunya dandim} fraktur klavikula", SCRUB_ID_ID},
    {"{anak bungsunya bupati} jangan difoto", SCRUB_ID_ID},
    {"{bapaknya kiper timnas}, CABG 3 graft", SCRUB_ID_ID},
    {"istri pasien tanda tangan", SCRUB_ID_ID},
    {"anak pertama hidup, anak kedua keguguran", SCRUB_ID_ID},
    /* ... and who has an office now */
    {"{Ketua DPRD yang sekarang} minta transfusi", SCRUB_ID_ID},
    {"{kapolsek sini} hernia bilateral", SCRUB_ID_ID},
    {"{direktur rumah sakit ini} jadi pasien", SCRUB_ID_ID},
    {"kepala bayi sudah keluar, plasenta lengkap", SCRUB_ID_ID},
    {"ketua tim kita terlambat", SCRUB_ID_ID},
    {"{pria tertinggi di kampung}, meja disambung", SCRUB_ID_ID},
    {"pasien pertama di daftar, hernia", SCRUB_ID_ID},
    {"{nelayan yang 49 hari hanyut sendirian di rakit}", SCRUB_ID_ID},
    {"{juara lari nasional yang jatuh kemarin sore}, ACL", SCRUB_ID_ID},
};

/* What comes in, and what must come out. */
static void
read_row(const char *row, char in[ROOM], char out[ROOM])
{
	size_t i = 0, o = 0;

	for (; *row != '\0'; row++) {
		if (*row == '{') {
			memcpy(out + o, "[OTHER]", 7);
			o += 7;
			for (row++; *row != '}'; row++)
				in[i++] = *row;
			continue;
		}
		in[i++] = out[o++] = *row;
	}
	in[i] = out[o] = '\0';
}

int
main(void)
{
	struct scrub_policy *p = kit_policy("safe-harbor");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scrub_case *c = kit_case(NULL, 1);
		char in[ROOM], out[ROOM];

		read_row(rows[i].text, in, out);
		check_text(kit_scrub(p, c, rows[i].lang, NULL, in), out, in);
		scrub_case_free(c);
	}
	scrub_policy_free(p);
	return check_done();
}
