// SPDX-License-Identifier: Apache-2.0
// release.c -- which release of Erlang/OTP is being run: one number, set at start (release.h).
#include "vm/base/release.h"

int release_number = RELEASE_DEFAULT;

void release_set(int number) { release_number = number; }
