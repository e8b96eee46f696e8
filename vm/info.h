// SPDX-License-Identifier: Apache-2.0
// info.h -- what this build of Joist has of Erlang/OTP's native functions.
#pragma once

#include <stdio.h>

// Prints the built-in functions of each release of OTP in scope that Joist does not have, the most
// needed first. Returns the exit status.
int info_missing(FILE *out);

// Loads the .beam files and prints how often each instruction occurs with which operand classes.
int info_variants(FILE *out, int count, char **files);

// Whether the file loads; if not, one line on standard error: file, chunk, offset, reason. 0 or 1.
int info_check_file(const char *path);
