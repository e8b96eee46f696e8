// SPDX-License-Identifier: Apache-2.0
// print.h -- terms as text, as erlang:display/1 and crash messages write them (ERTS's %T).
#pragma once

#include "vm/base/vec.h"
#include "vm/term/term.h"

// limit: roughly how many characters at most (0: all); "..." follows when cut.
void term_print(ByteVec *out, Term t, size_t limit);
size_t pid_print(char *out, Term pid);   // "<0.1.0>"; out has 64 bytes
size_t port_print(char *out, Term port); // "#Port<0.1>"
size_t ref_print(char *out, Term ref);   // "#Ref<0.1.2.3>"; out has 128 bytes
