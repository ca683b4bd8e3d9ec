/* SPDX-License-Identifier: MIT */
/*
 * The automaton of layer 2 (re2c). One call, one lexeme: the longest; of
 * equally long ones, the first rule. Every rule looks ahead by a bounded
 * number of characters only, so a text is read in linear time.
 *
 * What a lexeme means beside its neighbours is decided in shape_*.c.
 */
#include "lexeme.h"

#define IS(k, v)                                                               \
	do {                                                                   \
		*value = (v);                                                  \
		*end = (const char *)p;                                        \
		return (k);                                                    \
	} while (0)

/* clang-format off */
enum lexeme_kind
shapes_lex(const char *at, const char **end, uint16_t *value)
{
	const unsigned char *p = (const unsigned char *)at;
	const unsigned char *YYMARKER;

/*!re2c
	re2c:define:YYCTYPE = "unsigned char";
	re2c:define:YYCURSOR = p;
	re2c:yyfill:enable = 0;
	re2c:indent:top = 1;

	A = [a-z];
	D = [0-9];
	N = [a-z0-9];
	H = [0-9a-f];
	sp = [ ];
	ap = "'"?;
	hs = [ -]?;
	B = [^a-z0-9\xc3-\xdf]; // behind a word
	U = [\xc3-\xdf][\x80-\xbf] | [\xe0\xe1\xe3-\xef][\x80-\xbf][\x80-\xbf];
	sign = [\xc2][\x80-\xbf] | [\xe2][\x80-\xbf][\x80-\xbf]
	     | [\xf0-\xf4][\x80-\xbf][\x80-\xbf][\x80-\xbf];
	L = A | U;

	elem = A+ | N* D ("." D (N* D)?)* A*;
	delem = N* D ("." D (N* D)?)* A*;
	code = (A{1,12} [-/_]){0,3} delem ([-/_] elem)*;

	dd = [0-3]? D;
	dz = [0-3] D;
	yy = D{2};
	yyyy = ("19"|"20") D{2};
	mon = "jan"|"feb"|"mar"|"apr"|"may"|"jun"|"jul"|"aug"|"sep"|"oct"|"nov"
	    |"dec"|"mei"|"agu"|"okt"|"des"|"sept"|"june"|"july"|"march"|"april"
	    |"january"|"february"|"august"|"september"|"october"|"november"
	    |"december"|"januari"|"februari"|"maret"|"juni"|"juli"|"agustus"
	    |"oktober"|"desember"|"mrt"|"agt"|"ags"|"agst"|"nop"|"nopember"|"peb"
	    |"pebruari"|"febr";
	rom = "i"|"ii"|"iii"|"iv"|"v"|"vi"|"vii"|"viii"|"ix"|"x"|"xi"|"xii";
	clock = [0-2]? D ":" [0-5] D;
	num = D{1,4} ([.,] D{1,3})?;
	unit = "mg"|"mcg"|"ug"|"kg"|"gm"|"gr"|"gram"|"ml"|"mls"|"cc"|"cm"|"mm"
	     |"um"|"mmhg"|"kpa"|"mmol"|"meq"|"iu"|"units"|"bpm"|"rpm"|"lpm"|"hz"
	     |"min"|"mins"|"sec"|"secs"|"hr"|"hrs"|"jam"|"mnt"|"menit"|"dtk"
	     |"unit"|"minutes"|"hours"|"joules"|"watts";
	per = "/" (D{1,2})? A{1,5} ([23] | "/" A{1,4})?;
	vital = "bp"|"nibp"|"td"|"map"|"hr"|"rr"|"spo2"|"sat"|"sats"|"cvp"|"icp"
	      |"cpp"|"bis"|"etco2"|"fio2"|"temp"|"hb"|"hgb"|"hct"|"gcs"|"peep";
	visible = [^\x00-\x20"<>\\];
	printed = [^\x00-\x20"\\]; // old ones have < and > in them
	tail = [^\x00-\x20"<>\\()[\],;:.!?'];

	"\x00"                  { *end = at; return LEX_END; }

	// Links and addresses of machines.
	A{2,10} "://" (visible* tail)          { IS(LEX_NET, 1); }
	"www." (visible* tail)                 { IS(LEX_NET, 1); }
	"\\\\" N [^\x00-\x20"<>]*             { IS(LEX_NET, 5); }
	D{1,3} "." D{1,3} "." D{1,3} "." D{1,3} (":" D{2,5})? { IS(LEX_NET, 2); }
	D{1,3} "." D{1,3} "." D{1,3} "." D{1,3} "/" D{1,2} { IS(LEX_NET, 2); }
	H H (":" H H){5} | H H ("-" H H){5}    { IS(LEX_NET, 3); }
	H{4} "." H{4} "." H{4}                 { IS(LEX_NET, 3); }
	H{1,4} (":" H{1,4}){0,6} "::" (H{1,4} (":" H{1,4}){0,6})? ("/" D{1,3})? { IS(LEX_NET, 4); }
	H{1,4} (":" H{1,4}){7}                 { IS(LEX_NET, 4); }

	// Stays: citations.
	("doi:" sp? | "doi" sp | ("dx.")? "doi.org/")? "10." D{4,9} "/" (printed* tail) { IS(LEX_CITE, 1); }
	("nct" D{8} | "pmc" D{5,8} | "crd" D{8,11} | "isrctn" D{8} | "actrn" D{14} | "pmid" ":"? sp? D{5,8} | "10.1101/" D{4}) / B { IS(LEX_CITE, 1); }

	// Labels of goods.
	"(" ("01"|"00"|"8004"|"8018") ")" sp? N+ ([-./_] N+)* (sp? "(" D{2,4} ")" sp? N+ ([-./_] N+)*)* { IS(LEX_GS1, 0); }
	"(" ("10"|"11"|"15"|"17"|"21"|"240"|"30"|"91") ")" N{5,} ([-./_] N+)* (sp? "(" D{2,4} ")" N+ ([-./_] N+)*)* { IS(LEX_GS1, 0); }
	"=" [/<>=*+&$%] (A D{4} N | D{4,} | A D) [^\x00-\x20]* (sp D{2} sp D{6} [^\x00-\x20]*)? { IS(LEX_GS1, 1); }
	"01" D{14} ("17"|"11"|"10"|"21") N{6,}  { IS(LEX_GS1, 1); }

	// Dates.
	dd "/" dd "/" (yyyy|yy) | dd "-" dd "-" (yyyy|yy) | dd "." dd "." (yyyy|yy)
	| dd "/" dd "-" yyyy | dd "\\" dd "\\" (yyyy|yy)
	| dd "/" dd "/'" yy | dd "." dd ".'" yy | dd "-" dd "-'" yy  { IS(LEX_DATE, 1); }
	yyyy "-" dd "-" dd | yyyy "/" dd "/" dd | yyyy "." dd "." dd
	| yyyy "-" dz "-" dz "t" dz [0-9:.]* "z"?  { IS(LEX_DATE, 2); }
	yyyy ("0" D|"1" [0-2]) dz               { IS(LEX_DATE, 3); }
	dd "." sp dd "." sp yyyy                { IS(LEX_DATE, 1); }
	dd sp? "/" sp? dd sp? "/" sp? (yyyy|yy) / B { IS(LEX_DATE, 1); }
	dd ("st"|"nd"|"rd"|"th")? [-/. ]? mon [-/., ]{0,2} "'"? yyyy / [^a-z0-9:%] { IS(LEX_DATE, 4); }
	dd ("st"|"nd"|"rd"|"th")? [-/. ]? mon ([-/. ]{0,2} "'"? | ", '") yy / [^a-z0-9:%.] { IS(LEX_DATE, 4); }
	dd ("st"|"nd"|"rd"|"th")? [-/. ]? mon ([-/. ]{0,2} "'"? | ", '") yy / "." [^0-9] { IS(LEX_DATE, 4); }
	dd [-/'] mon | dd mon                   { IS(LEX_DAY_MONTH, 0); }
	dd ("st"|"nd"|"rd"|"th") [-/]? mon      { IS(LEX_DAY_MONTH, 0); }
	dd [-/.] ("ii"|"iii"|"vi"|"vii"|"viii"|"ix"|"xi"|"xii") { IS(LEX_DAY_MONTH, 0); }
	mon [-/] dd | mon dd                    { IS(LEX_DAY_MONTH, 0); }
	mon [-/]? dd ("st"|"nd"|"rd"|"th")      { IS(LEX_DAY_MONTH, 0); }
	("mon"|"tue"|"tues"|"wed"|"thu"|"thur"|"thurs"|"fri") "-"? dd "/" dd { IS(LEX_DAY_MONTH, 0); }
	mon [-/] mon                            { IS(LEX_DAY_MONTH, 0); }
	mon [-/]? yyyy | mon [-/] yy | mon sp? "'" yy { IS(LEX_MONTH_YEAR, 0); }
	yyyy [-/] mon [-/] dd                   { IS(LEX_DATE, 4); }
	yyyy [-/]? mon                          { IS(LEX_MONTH_YEAR, 0); }
	mon [-/] dd [-/] (yyyy|yy)              { IS(LEX_DATE, 4); }
	mon "." dd "." (yyyy|yy)                { IS(LEX_DATE, 4); }
	dz sp dz sp yyyy / B                    { IS(LEX_DATE, 1); }
	dd [-/.] rom [-/.] (yyyy|yy)            { IS(LEX_DATE, 5); }
	dd sp ("i"|"ii"|"iii"|"iv"|"v"|"vi"|"vii"|"viii"|"ix"|"x"|"xi"|"xii") sp (yyyy | "0" D) / B { IS(LEX_DATE, 5); }
	("0"? [1-9] | "1" [0-2]) [-/.] yyyy     { IS(LEX_MONTH_YEAR, 1); }
	yyyy [-/.] ("0" [1-9] | "1" [0-2])      { IS(LEX_MONTH_YEAR, 2); }
	[o0-3] [o0-9] "/" [o01] [o0-9]          { IS(LEX_FRACTION, 1); }
	[o0-3] [o0-9] "/" [o01] [o0-9] "/" (yyyy|yy) { IS(LEX_DATE, 1); }
	dd "/" dd "-" dd "/" dd                 { IS(LEX_FRACTION, 2); }

	// Numbers.
	clock (":" [0-5] D ([.,] D+)?)?         { IS(LEX_TIME, 0); }
	clock "-" clock | clock ("am"|"pm"|"h"|"hrs") { IS(LEX_TIME, 0); }
	D{1,2} ("h"|"hr") [0-5] D               { IS(LEX_TIME, 0); }
	[0-2] D [0-5] D ("h"|"hrs"|"hr"|"z")     { IS(LEX_TIME, 0); }
	D{1,2} ([.:] D{2})? ("am"|"pm"|"a.m"|"p.m") { IS(LEX_TIME, 0); }
	D+                                      { IS(LEX_INT, 0); }
	D+ "." D+ | D{1,3} ("," D{3})+ ("." D+)? | D{1,3} ("." D{3}){2,} { IS(LEX_DECIMAL, 0); }
	D{1,3} "," D{1,2} / [^0-9/]             { IS(LEX_DECIMAL, 0); }
	D{1,4} "/" D{1,4}                       { IS(LEX_FRACTION, 0); }
	D+ ":" D+ ([.,] D+)* (":" D+)*          { IS(LEX_RATIO, 0); }
	D{1,3} ("st"|"nd"|"rd"|"th")            { IS(LEX_ORDINAL, 0); }
	dd ("st"|"nd"|"rd"|"th") "-" dd ("st"|"nd"|"rd"|"th") { IS(LEX_ORDINAL, 0); }
	yyyy "'"? "s"                           { IS(LEX_TIMES, 0); }
	"x" D{1,3} | D{1,2} "x"                 { IS(LEX_TIMES, 0); }
	D+ ([.,] D+)? ("x" D+ ([.,] D+)?){1,3} A{0,2} { IS(LEX_SIZE, 0); }
	num ("-" num)? "-"? unit per?           { IS(LEX_MEASURE, 0); }
	D{3,4} "-"? "g"                         { IS(LEX_MEASURE, 0); }
	vital [-=]? [1-9] D{1,2} ([.,] D)?      { IS(LEX_MEASURE, 0); }
	vital "="? [1-9] D{1,2} "-" D{2,3}      { IS(LEX_MEASURE, 0); }
	"tof" [-=]? D "/" D                     { IS(LEX_MEASURE, 0); }
	("bp"|"nibp"|"td") [-=]? [1-9] D{1,2} "/" D{2,3} ("/" D{2,3})? { IS(LEX_MEASURE, 0); }
	"ebl" [-=]? D{1,4}                      { IS(LEX_MEASURE, 0); }
	"ebl" [-=]? D "." D{1,3}                { IS(LEX_MEASURE, 0); }
	"g" D{1,2} "p" D{1,2} "a" D{1,2} ("h" D{1,2})? { IS(LEX_MEASURE, 0); } // how many children
	code                                    { IS(LEX_CODE, 0); }

	("4th" sp "of" sp "july" | "17an") / B { IS(LEX_HOLIDAY, 0); }

	// Any other word, any other character.
	L+                      { IS(LEX_WORD, 0); }
	sign | [^\x00]          { IS(LEX_PUNCT, *(const unsigned char *)at); }
*/
}
