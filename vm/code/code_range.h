// SPDX-License-Identifier: Apache-2.0
// code_range.h -- from an address to the block that holds it. Lookup takes no lock.
#pragma once

#include "vm/code/code.h"

void code_range_add(CodeBlock *block);
void code_range_remove(CodeBlock *block);
CodeBlock *code_range_find(const void *address); // current or old block; NULL when it is no code
