// SPDX-License-Identifier: Apache-2.0
// fun_table.h -- fun entries: what closures point to instead of code, so that they survive the
// purge of their module.
#pragma once

#include "vm/code/code.h"

// Sets the hook fun_entry_intern (fun.h).
void fun_table_init(void);
// Finds or creates the entry. Lock-free when it exists. Its name is TERM_NONE until a loader sets
// it.
FunEntry *fun_table_get(Term module, uint32_t old_index, uint32_t old_uniq, Digest *digest,
                        uint32_t index, uint32_t arity, uint32_t free_count);
// From now on the funs of block run its code. (module_stage does it; for a module with on_load,
// whoever runs that.)
void fun_table_install(CodeBlock *block);
// Funs that still run block's code become callable no more (their module is being purged).
void fun_table_uninstall(CodeBlock *block);
