// SPDX-License-Identifier: Apache-2.0
// module.h -- the module table: current and old version of each module, staging, activation, purge.
//
// Changing code: code_stage_begin (one at a time, system wide) -> module_stage(block) for each ->
// code_stage_commit, which makes all of them active at once. Readers use export entries of the
// active code index and take no lock.
#pragma once

#include "vm/code/export.h"

struct Module {
    Term name;
    CodeBlock *current, *old; // NULL when there is none
    CodeBlock *on_load; // loaded, waiting for its on_load function (module is not callable yet)
    uint32_t preloaded; // which of the preloaded modules it is, in the order of loading; 0: none
};
void module_init(void);
Module *module_find(Term name); // NULL when never loaded. Lock-free
Module *module_get(Term name);  // finds or creates
void module_each(void (*visit)(Module *m, void *data), void *data);
uint32_t module_count(void);

// One code change at a time: try takes the right, false when another has it (the BIF then waits or
// yields).
bool code_stage_try(void);
void code_stage_release(void);
// Under the right: installs block as current (the present current becomes old; there must be no
// old: returns false). Exports of block are entered in the next code index; becomes visible with
// code_commit.
bool module_stage(Module *m, CodeBlock *block);
void code_commit(void); // activates everything staged, for all schedulers
// A block with an on_load function waits aside (staging right): its function may be called, nobody
// else finds the module. It becomes current (module_accept_on_load, then code_commit), or the old
// block that is about to be purged (module_reject_on_load).
void module_set_aside(Module *m, CodeBlock *block);
bool module_accept_on_load(Module *m);
void module_reject_on_load(Module *m);
Export *module_on_load_export(Module *m); // calls the function; lives for ever
bool module_delete(Module *m);            // current -> old, exports undefined (after code_commit)
CodeBlock *module_take_old(
    Module *m); // detaches the old block for purging; the caller frees it after a quiet point
