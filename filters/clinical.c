/* SPDX-License-Identifier: MIT */
#include "clinical.h"

#include <string.h>

#define WORD_LEAST 7u
#define WORD_MOST 40u
#define SURE_END 4u /* letters; a shorter ending needs six of stems */

/* Greek and Latin of the clinic, in English and in Indonesian spelling. */
static const char *const stems[] = {"abdomin", "acetabul", "aden", "adeno",
    "adip", "adnex", "adren", "alveol", "amni", "amnio", "ampull", "ana",
    "aneurysm", "aneurisma", "angi", "angio", "annul", "anul", "antr", "antro",
    "aort", "aorto", "apendis", "apendik", "append", "appendic", "arteri",
    "arterio", "arthr", "arthro", "artr", "artro", "atri", "atrio", "audi",
    "axill", "aksil", "bili", "blephar", "brachi", "brakhi", "brakio", "bronch",
    "broncho", "bronk", "bronko", "burs", "caec", "calcane", "kalkane",
    "capsul", "kapsul", "cardi", "cardio", "kardi", "kardio", "carcin",
    "karsin", "carp", "karp", "cec", "cephal", "sefal", "cerebell", "serebel",
    "cerebr", "serebr", "cervic", "servik", "servis", "cholangi", "kolangi",
    "kolangio", "cholangio", "cholecyst", "kolesist", "choledoch", "koledok",
    "chol", "kol", "chondr", "kondr", "clavicul", "klavikul", "coccyg", "col",
    "colo", "kolo", "kolon", "colp", "kolp", "condyl", "kondil", "corne",
    "korne", "coron", "koron", "cost", "kost", "crani", "cranio", "krani",
    "kranio", "crur", "cutan", "kutan", "cyst", "cysto", "sist", "sisto", "cyt",
    "sit", "dacry", "dakri", "dent", "derm", "derma", "dermat", "disc", "disk",
    "diverticul", "divertikul", "duct", "duoden", "duodeno", "dur", "embol",
    "encephal", "ensefal", "enter", "entero", "epicondyl", "epididym",
    "epididim", "epiglott", "episi", "esophag", "oesophag", "esofag", "esofago",
    "ethmoid", "etmoid", "faci", "fasci", "fasi", "femor", "fibr", "fibul",
    "fistul", "foramin", "fund", "gangli", "gastr", "gastro", "gingiv", "gloss",
    "glos", "gluc", "glyc", "glik", "gonad", "gyn", "haem", "haemat", "haemo",
    "hem", "hemat", "hemato", "hemo", "hepat", "hepato", "hepatic", "hepatiko",
    "herni", "hidr", "hist", "humer", "hydr", "hyster", "histero", "histeri",
    "ile", "ileo", "ili", "ilio", "immun", "inguin", "irid", "ischi", "jejun",
    "jejuno", "kerat", "labi", "labyrinth", "lacrim", "lamin", "lapar",
    "laparo", "laryng", "laring", "laringo", "laryngo", "leuk", "lien", "lip",
    "lith", "lit", "lob", "lumb", "lymph", "lymphaden", "limf", "limfaden",
    "lymphangi", "mamm", "mandibul", "mast", "mastoid", "maxill", "maksil",
    "meat", "mediastin", "medull", "mening", "menisc", "menisk", "mesenter",
    "metacarp", "metatars", "my", "mi", "myel", "mielo", "myo", "mio",
    "myocard", "miokard", "myom", "miom", "myring", "miring", "nas", "nasal",
    "necr", "nekr", "nephr", "nefr", "nephro", "nefro", "neur", "neuro",
    "occipit", "oksipit", "ocul", "okul", "odont", "olecran", "onc", "onk",
    "oment", "oophor", "oofor", "ovari", "ophthalm", "oftalm", "orbit", "orch",
    "orchi", "orchid", "orki", "orkid", "oro", "os", "osse", "oste", "osteo",
    "ot", "oto", "palat", "pancreat", "pancreatico", "pankreat", "pankreatiko",
    "parathyroid", "paratiroid", "pariet", "parotid", "patell", "patel", "path",
    "pelv", "pelvi", "pericard", "perikard", "perine", "peritone", "phalang",
    "falang", "pharyng", "faring", "phleb", "fleb", "phren", "pituitar",
    "placent", "plasent", "pleur", "pneum", "pneumo", "pneumon", "polip",
    "polyp", "proct", "prokt", "prostat", "psych", "pulmon", "pyel", "piel",
    "pyelo", "pielo", "pylor", "pilor", "rachi", "radi", "radic", "rect",
    "rekt", "ren", "retin", "retroperitone", "rhin", "rin", "sacr", "sakr",
    "salping", "sarc", "sark", "scapul", "skapul", "scler", "skler", "scrot",
    "skrot", "seps", "sept", "sequestr", "sekuestr", "ser", "sial", "sigm",
    "sigmoid", "sinus", "sphenoid", "sfenoid", "sphincter", "sfingter", "spin",
    "spleno", "splen", "spondyl", "spondil", "stern", "stom", "synov", "sinov",
    "synovi", "sinovi", "tars", "tempor", "ten", "tendin", "tend", "testicul",
    "testikul", "thel", "thorac", "thoraco", "torak", "toraks", "thromb",
    "tromb", "thym", "tim", "thyr", "thyroid", "tiroid", "tibi", "tonsil",
    "tonsill", "trabecul", "trabekul", "trache", "trake", "trigon",
    "trochanter", "trokanter", "turbin", "tympan", "timpan", "tympano", "typhl",
    "uln", "umbilic", "umbilik", "ur", "ureter", "uretero", "urethr", "uretr",
    "urin", "uter", "vagin", "valv", "valvul", "varic", "varik", "varicocel",
    "varikokel", "hydrocel", "hidrokel", "vas", "vascul", "vaskul", "ven",
    "ventricul", "ventrikul", "vertebr", "vesic", "vesik", "vestibul", "viscer",
    "viser", "vitr", "vulv", "zygomat", "zigomat"};

/* What may stand before the first stem. */
static const char *const starts[] = {"ab", "an", "anti", "auto", "bi", "contra",
    "kontra", "de", "dis", "dys", "ecto", "ekto", "endo", "epi", "ex", "extra",
    "ekstra", "hemi", "hetero", "homo", "hyper", "hiper", "hypo", "hipo",
    "infra", "inter", "intra", "iso", "juxta", "jukta", "macro", "makro", "mal",
    "mega", "meso", "micro", "mikro", "multi", "neo", "non", "pan", "para",
    "peri", "poly", "poli", "post", "pre", "pra", "pseudo", "re", "retro",
    "semi", "sub", "super", "supra", "syn", "sin", "tele", "trans", "tri",
    "ultra", "uni", "video"};

static const char *const ends[] = {"ectomy", "ectomies", "ectomised",
    "ectomized", "ektomi", "otomy", "otomies", "otomi", "ostomy", "ostomies",
    "ostomi", "oplasty", "oplasties", "plasty", "plasti", "oplasti", "oscopy",
    "oscopies", "oscopic", "oscope", "oscopes", "oskopi", "oskop", "ography",
    "ographic", "ogram", "ograms", "ografi", "ogramm", "orrhaphy", "orraphy",
    "orafi", "opexy", "opeksi", "opathy", "opati", "itis", "itides", "osis",
    "oses", "otic", "otik", "itic", "itik", "oma", "omas", "omata", "omatosa",
    "omatous", "emia", "aemia", "emic", "aemic", "emik", "uria", "uric",
    "algia", "algi", "odynia", "ocele", "ocoele", "okel", "cele", "kel",
    "centesis", "sentesis", "odesis", "olysis", "olisis", "otripsy", "otripsi",
    "tripsi", "tripsy", "ectasia", "ectasis", "ektasis", "ektasi", "omegaly",
    "omegali", "ostasis", "ostatic", "ostatik", "ogenic", "ogenik", "oid", "al",
    "als", "ar", "ic", "ik", "ica", "ika", "ical", "ially", "ally", "ous", "us",
    "um", "a", "ae", "is", "isasi", "isation", "ization", "ised", "ized",
    "icular", "ikular", "ikuler", "ular", "uler", "er", "eal", "ial", "ian",
    "ary", "osa", "osum", "ation", "asi", "ektasia", "ologist", "ology",
    "ological", "ologi", "olog", "ologis", "orrhea", "orrhoea", "ore",
    "ovascular", "ovaskuler", "ovaskular", "ocutaneous", "okutan", "ocyte",
    "ocytes", "osit", "openia", "openic", "openi", "oplegia", "oplegic",
    "oplegi", "oparesis", "oparese", "oblastoma", "otoxic", "otoksik", "olith",
    "oliths", "olithiasis", "olitiasis", "olithotomy", "olitotomi", "otripter",
    "otome", "otom", "iform", "oalveolar"};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
begins(const char *word, size_t len, const char *part, size_t part_len)
{
	return len >= part_len && memcmp(word, part, part_len) == 0;
}

static bool
is_end(const char *word, size_t len)
{
	for (size_t i = 0; i < COUNT(ends); i++)
		if (strlen(ends[i]) == len && memcmp(word, ends[i], len) == 0)
			return true;
	return false;
}

/*
 * Is there a way through the word: starts, stems with "o" or "i" between, an
 * ending? At least four letters of stems; six before an ending that much has.
 */
bool
clinical_made(const char *word, size_t len)
{
	/* Letters of stems behind each place, + 1; 0: not reached. */
	unsigned char reached[WORD_MOST + 1] = {0};

	if (len < WORD_LEAST || len > WORD_MOST)
		return false;
	reached[0] = 1;
	for (size_t i = 0; i < COUNT(starts); i++)
		if (begins(word, len, starts[i], strlen(starts[i])))
			reached[strlen(starts[i])] = 1;
	for (size_t at = 0; at < len; at++) {
		if (reached[at] == 0)
			continue;
		for (size_t i = 0; i < COUNT(stems); i++) {
			const size_t n = strlen(stems[i]);
			size_t to = at + n;
			const unsigned char sum =
			    (unsigned char)(reached[at] + n);

			if (!begins(word + at, len - at, stems[i], n))
				continue;
			if (reached[to] < sum)
				reached[to] = sum;
			if (to < len && (word[to] == 'o' || word[to] == 'i') &&
			    reached[to + 1] < sum)
				reached[to + 1] = sum;
		}
		if (reached[at] > (len - at < SURE_END ? 6 : 4) &&
		    is_end(word + at, len - at))
			return true;
	}
	return false;
}
