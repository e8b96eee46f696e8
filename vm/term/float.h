// SPDX-License-Identifier: Apache-2.0
// float.h -- floats as text, both ways, bit-exact with ERTS.
#pragma once

#include "vm/term/space.h"

enum { FLOAT_TEXT_MAX = 512 };
// Shortest text that reads back the same, as float_to_list(F, [short]) of OTP 25 writes it; returns
// its length.
size_t float_to_text_short(double value, char *out);
// "%.20e" as float_to_list/1 writes it, and the forms with options {scientific, D}, {decimals, D},
// compact.
size_t float_to_text_scientific(double value, int decimals, char *out);
// decimals 0..253; false when the text would be too long.
bool float_to_text_decimals(double value, int decimals, bool compact, char *out, size_t *size);
// Erlang's float syntax only (digits, dot, digits, optional exponent); false when malformed or out
// of range.
bool float_from_text(const char *text, size_t size, double *value);
