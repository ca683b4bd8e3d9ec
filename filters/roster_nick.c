/* SPDX-License-Identifier: MIT */
/* What somebody on the roster is called for short. */
#include "roster.h"

#include <string.h>

/*
 * A row: full forms, then ":" and what they are called; by hand, of what is
 * usual in English, Spanish, Russian and Arabic names.
 */
/* clang-format off */
static const char *const rows[] = {
	"abigail:abby gail", "abraham:abe bram", "agnes:aggie nessie",
	"albert:al bert bertie albie", "alexander aleksandr alejandro:alex "
	"sandy sasha xander lex alec alik", "alexandra aleksandra alejandra:"
	"alex sandra sasha lexi", "alfred:alf alfie fred freddie",
	"alison:ali allie", "amanda:mandy", "amelia:amy millie",
	"andrew andrej andrei andres:andy drew", "angela angelina:angie",
	"anne ann anna hannah:annie nan nancy anya", "anastasia:nastya stacy",
	"anthony antonio antoine:tony toni",
	"antoinette:toni nettie", "archibald:archie",
	"arthur:art artie", "augustus augustine:gus", "barbara:barb babs "
	"barbie", "bartholomew:bart", "beatrice beatriz:bea trixie betty",
	"benjamin:ben benny benji", "bernard:bernie", "bertram:bert bertie",
	"bridget brigid:bridie biddy", "calvin:cal", "cameron:cam",
	"caroline carolyn carolina:carrie caro lina", "cassandra:cass cassie",
	"catherine katherine kathryn katharine caitlin:cathy cath kate katie "
	"kathy kath kat kit kitty katya", "cecilia:cissy celia",
	"charles carlos:charlie chuck chas chaz", "charlotte:charlie lottie "
	"lotte", "chester:chet", "christina christine cristina kristina:chris "
	"chrissie tina kris christy", "christopher kristopher cristobal:chris "
	"kit topher kris", "clarence:clary", "clement clementine:clem",
	"clifford clifton:cliff", "concepcion:concha conchita",
	"constance:connie", "cornelius:neil corny", "cynthia:cindy",
	"daniel danielle daniela:dan danny dani", "david:dave davey davy",
	"deborah debra:deb debbie debby", "dennis:den denny",
	"dmitri dmitry:dima mitya", "dolores:lola", "dominic:dom nic",
	"donald:don donnie", "dorothy:dot dottie dolly dory",
	"douglas:doug dougie", "duncan:dunc", "edmund edward edwin eduardo:ed "
	"eddie ned ted teddy eddy lalo", "eleanor elinor eleonora:ellie nell "
	"nellie nora", "elizabeth elisabeth:liz lizzie beth betty betsy bess "
	"eliza libby lisa lisbeth elsie", "ekaterina yekaterina:katya",
	"emily emilia:em emmy millie", "emma:em", "enrique:quique",
	"ernest:ernie", "eugene evgeny:gene zhenya", "evelyn:eve evie",
	"ezekiel:zeke", "felicity:flick", "florence:flo florrie",
	"frances francesca francisca:fran franny frankie paca",
	"francis francisco franklin:frank frankie paco pancho fran",
	"frederick fredrick:fred freddie rick", "gabriel gabrielle gabriela:"
	"gabe gabby", "geoffrey jeffrey:geoff jeff", "george jorge:georgie",
	"georgina georgia:georgie gina", "gerald gerard:gerry jerry",
	"geraldine:gerry", "giovanni:gianni gio", "giuseppe:beppe peppe",
	"gilbert:gil", "gregory:greg gregg", "gertrude:gertie trudy",
	"guadalupe:lupe lupita", "guillermo:memo", "gwendolyn:gwen",
	"harold henry:harry hal hank", "harriet:hattie", "helen helena "
	"elena:nell lena ellie", "herbert:herb bert", "howard:howie",
	"hubert:hugh bert", "ignacio:nacho", "isabel isabella isabelle:izzy "
	"bella belle isa", "ivan:vanya", "jacob jakob:jake",
	"jacqueline:jackie jacqui", "james jaime:jim jimmy jamie",
	"janet jane:jan janie", "jasmine:jas", "jean:jeannie", "jennifer:jen "
	"jenny jenn", "jeremiah jeremy:jerry jem", "jessica:jess jessie",
	"jesus:chuy", "joan joanna joanne johanna:jo joanie",
	"john jonathan:jack johnny jon jonny", "jose:pepe", "joseph josef:joe "
	"joey jo", "josephine:jo josie", "joshua:josh", "joyce:joy",
	"judith:judy jude", "julia julie juliet:jules", "karen:kaz",
	"kenneth:ken kenny", "kimberly kimberley:kim", "konstantin:kostya",
	"kristen kirsten kirsty:kris", "lauren laura:laurie",
	"lawrence laurence:larry lawrie laurie lars", "leonard leonardo:len "
	"lenny leo", "leslie lesley:les", "lillian lilian:lil lily",
	"louis luis lewis:lou louie lucho", "louise louisa:lou lulu",
	"lucille lucinda lucia:lucy cindy", "luz:lucha", "madeleine "
	"madeline:maddie", "magdalena:magda lena", "malcolm:mal malc",
	"manuel emmanuel:manny manolo", "margaret margarita:maggie meg peggy "
	"marge madge greta daisy rita peg megan margot", "maria mary:mari molly "
	"polly masha mimi maru", "marianne:mari", "martha:marty patty",
	"martin:marty mart", "matilda:tilly tilda mattie", "matthew mateo:matt "
	"matty", "maurice:mo maury", "maxwell maximilian:max",
	"melissa:mel lissa", "melanie:mel", "mercedes:mercy meche",
	"michael miguel mikhail:mike mick mickey micky misha mikey",
	"michelle michele:shell chelle mich", "mildred:millie",
	"mohammed muhammad mohamed mohammad muhamad mohamad mochamad:mo mohd "
	"muh moh moch hamad", "mahmoud:hamoudi", "nadezhda:nadya",
	"natalia natalie natasha:nat nattie tasha", "nathan nathaniel:nat nate",
	"nicholas nicolas nikolai nicola nicole:nick nicky nic nico kolya",
	"oliver olivia:ollie liv", "oscar:ozzy", "osvaldo:valdo",
	"pamela:pam", "patricia:pat patty patsy trish tricia trisha",
	"patrick padraig:pat paddy patsy rick", "paul:pauly",
	"penelope:penny pen", "percival:percy", "peter pieter piotr pedro:pete "
	"piet petya", "philip phillip philippa:phil pip", "prudence:pru",
	"rachel:rach rae", "rafael raphael:rafa raf rafi", "ramona:mona",
	"randall randolph:randy", "raymond:ray", "rebecca:becca becky bex",
	"reginald:reg reggie", "richard ricardo:rick ricky rich richie dick "
	"dickie", "robert roberto:bob bobby rob robbie bert berto",
	"roberta:bobbie", "roderick:rod roddy", "rodney:rod",
	"roger rodger:rodge", "roland:rollo", "ronald:ron ronnie",
	"rosalind rosaline rosemary rosamund:ros roz rose rosie",
	"rosario:charo", "rudolph:rudy", "russell:russ", "samantha samuel:sam "
	"sammy", "sandra:sandy", "sarah sara:sally sadie", "sebastian:seb bas",
	"sergei sergey:seryozha", "sharon:shaz", "sidney sydney:sid syd",
	"silvester sylvester:sly", "solomon:sol", "sophia sofia "
	"sophie:soph", "stanley stanislav:stan stas", "stephanie:steph stevie",
	"stephen steven esteban:steve stevie", "stuart stewart:stu",
	"susan susanna susannah suzanne:sue susie suzy sukie", "svetlana:sveta",
	"sylvia:syl", "tamara:tam tammy", "tatiana:tanya", "terence terrance:"
	"terry", "teresa theresa:terry tess tessa tere", "theodore theodora "
	"teodor:ted teddy theo dora", "thomas tomas tomasz:tom tommy",
	"timothy:tim timmy", "tobias:toby", "tyrone:ty", "valentina:val tina",
	"valerie:val", "vanessa:nessa", "veronica:ronnie vero",
	"victor:vic", "victoria:vicky vic tori vicki", "vincent vincenzo:vince "
	"vinny vin", "viktor:vitya", "violet:vi", "virginia:ginny ginger",
	"vladimir:vlad volodya vova", "walter:wally walt wat", "wilfred:wilf",
	"wilhelmina:mina billie", "william wilhelm:bill billy will willy wills "
	"liam", "winifred:winnie freda", "yosef youssef yusuf:yus joe",
	"yevgeny:zhenya", "zachary:zach zack", "zainab zaynab:zee",
	"abdurrahman abdulrahman abdul:dur rahman dul", "ahmad ahmed:mamad",
	"agus:gus", "budi:bud", "chukwuemeka:"
	"emeka", "chukwudi:chudi", "oluwaseun:seun", "oluwafemi:femi",
	"oluwatobi:tobi", "adebayo:bayo", "ayodele:ayo dele",
	"temitope:temi tope", "ngozi:ngo", NULL };
/* clang-format on */

/* Ends of Indonesian names that are names themselves: Suharto, Harto. */
static const char *const ends[] = {"harto", "yuni", "tiwi", "yani", "yanto",
    "wati", "ningsih", "yono", "anto", "tono", "narto", "lestari", "astuti",
    "rahayu", "ningrum", "wulan", "sari", "yati", "yatmi", "yadi", "tini",
    "gito", "mardi", "ratno", "trisno", "kusuma", NULL};

/* Is the word among those of a row before the ":"? What follows, or NULL. */
static const char *
row_of(const char *row, const char *word, size_t len)
{
	bool is = false;

	for (;;) {
		size_t n = strcspn(row, " :");

		is = is || (n == len && memcmp(row, word, len) == 0);
		row += n;
		if (*row++ == ':')
			return is ? row : NULL;
	}
}

static void
add_nick(struct roster *r, const char *word, size_t len, unsigned person)
{
	struct roster_part *p;

	/* The names themselves come first. */
	if (roster_part(r, word, len) ||
	    r->part_count >= ROSTER_PARTS_MAX / 2 ||
	    r->pool_room - r->pool_len < r->pool_room / 2)
		return;
	p = roster_add_part(r, word, len);
	if (!p)
		return;
	p->persons = UINT64_C(1) << person;
	p->exact = p->nick = true;
}

void
roster_add_nicks(
    struct roster *r, const char *word, size_t len, unsigned person)
{
	for (size_t i = 0; rows[i]; i++) {
		const char *nick = row_of(rows[i], word, len);

		while (nick && *nick) {
			size_t n = strcspn(nick, " ");

			add_nick(r, nick, n, person);
			nick += n + (nick[n] == ' ');
		}
	}
	for (size_t i = 0; ends[i]; i++) {
		size_t n = strlen(ends[i]);

		if (len >= n + 2 && memcmp(word + len - n, ends[i], n) == 0)
			add_nick(r, ends[i], n, person);
	}
}
