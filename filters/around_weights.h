/* SPDX-License-Identifier: MIT */
/* Made by train/train.py. */
#include "around.h"

static const struct around_weights around_weights = {.out = {{0}}};
