// SPDX-License-Identifier: Apache-2.0
// arguments.h -- one list of arguments out of the command line, environment variables and files.
#pragma once

#include "vm/cli/install.h"
#include "vm/cli/words.h"

// Appends to out: argv[0], then all words in the order in which `erl` reads them, what follows any
// -extra at the end behind one -extra. Returns NULL, or what is wrong (a static string).
const char *arguments_merge(Words *out, const Install *install, int argc, char **argv);

// Appends the words of a text, split a little as a shell would; comments: from a # to the end of a
// line.
void arguments_split(Words *words, const char *text, bool comments);
