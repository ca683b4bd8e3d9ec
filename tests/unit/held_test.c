/* SPDX-License-Identifier: MIT */
/* Drafts that wait for a moderator: bounded, kept apart, wiped. */
#include "check.h"
#include "held.h"

#include <stdio.h>
#include <string.h>

#include "proto/limits.h"

static const struct procedure_id one = {{1}}, two = {{2}};
static struct held *held;
static unsigned ended;

static void
on_end(void *ctx, const struct held_row *row, enum gone_why why)
{
	(void)ctx;
	check_text(row->post.draft, "d", "its text is there to the last");
	check_number(why, GONE_STOPPED, "why");
	ended++;
}

static enum sr_err
add(const struct procedure_id *id, uint8_t which, uint64_t *number)
{
	char text[] = "Rosalind";
	uint8_t hash[16] = {which};
	const struct wire_post post = {.procedure = *id,
	    .draft = "d",
	    .lang = "en",
	    .text = text,
	    .text_len = sizeof text - 1};
	enum sr_err err = held_add(held, NULL, hash, &post, number);

	memset(text, 'x', sizeof text - 1);
	return err;
}

static void
test_rows(void)
{
	uint64_t first = 0, second = 0, third = 0;
	struct held_row *row;
	uint8_t hash[16] = {7};

	check_number(add(&one, 7, &first), SR_OK, "held");
	check_number(add(&two, 7, &second), SR_OK, "of another procedure");
	check_number(add(&one, 8, &third), SR_OK, "another");
	check(first < second && second < third, "numbers are never reused");
	check_number(held_count(held, &one), 2, "each procedure has its own");
	row = held_find(held, &one, first);
	if (check(row != NULL, "found by its number"))
		check_text(row->post.text, "Rosalind", "a copy");
	check(!held_find(held, &two, first), "not in another procedure");
	check(held_find_draft(held, &one, hash) == row, "found by its draft");
	held_remove(held, row);
	check(!held_find(held, &one, first), "removed");
	held_drop(held, &one, GONE_STOPPED);
	check_number(ended, 1, "what was left is told");
	check_number(held_count(held, &two), 1, "the other one stays");
}

static void
test_bound(void)
{
	uint64_t number;

	for (unsigned i = 1; i < HELD_MAX; i++)
		check_number(
		    add(&two, (uint8_t)(100 + i), &number), SR_OK, "room");
	check_number(add(&two, 99, &number), SR_EHELD, "so many and no more");
	check_number(add(&one, 99, &number), SR_OK, "others have room");
}

static void
test_let_go(void)
{
	uint8_t hash[16] = {42}, other[16] = {43};
	uint64_t number = 5;

	check(!held_was_let_go(held, &one, hash, &number), "never seen");
	held_let_go(held, &one, hash, 0);
	check(held_was_let_go(held, &one, hash, &number) && !number,
	    "let go, without a number yet");
	held_released(held, &one, hash, 12);
	check(held_was_let_go(held, &one, hash, &number) && number == 12,
	    "its number");
	held_released(held, &one, other, 13);
	check(!held_was_let_go(held, &one, other, &number),
	    "what was not held is not remembered");
	for (unsigned i = 1; i < LET_GO_MAX; i++) {
		memcpy(other, &(uint32_t){1000 + i}, sizeof(uint32_t));
		held_let_go(held, &one, other, i);
	}
	check(held_was_let_go(held, &one, hash, &number) && number == 12,
	    "as many as that are remembered");
	held_let_go(held, &two, hash, 14);
	check(!held_was_let_go(held, &one, hash, &number),
	    "one more, and the oldest is forgotten");
}

int
main(void)
{
	struct ws_loop *loop = NULL;
	uint64_t number;

	if (ws_loop_new(&loop) != SR_OK ||
	    held_new(&held, loop, 600000, HELD_MAX) != SR_OK)
		return 1;
	held_on_end(held, on_end, NULL);
	test_rows();
	test_bound();
	test_let_go();
	held_free(held);
	check_number(held_new(&held, loop, 0, HELD_MAX), SR_OK, "nothing is held");
	check_number(add(&one, 1, &number), SR_EHELD, "so it is refused");
	held_free(held);
	ws_loop_free(loop);
	return check_done();
}
