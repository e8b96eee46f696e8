// SPDX-License-Identifier: Apache-2.0
// code_range.h -- from an address to the block that holds it. Lookup takes no lock.
#pragma once

#include "vm/code/code.h"

// Adding twice and removing what is not there do nothing. module_stage adds and module_take_old
// removes; only a module that waits for its on_load is added by whoever runs that.
void code_range_add(CodeBlock *block);
void code_range_remove(CodeBlock *block);
CodeBlock *code_range_find(const void *address); // current or old block; NULL when it is no code
