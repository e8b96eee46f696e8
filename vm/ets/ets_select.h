// SPDX-License-Identifier: Apache-2.0
// ets_select.h -- one walk over a table with a match program, for all of select, match,
// select_count, select_delete, ...
//
// A walk goes on for a slice's worth of objects, then gives up the lock and the processor and is
// continued by the BIF's next call.
#pragma once

#include "vm/ets/ets_table.h"
#include "vm/ets/match_program.h"

typedef enum EtsSelectMode {
    ETS_SELECT_LIST,
    ETS_SELECT_COUNT,
    ETS_SELECT_DELETE,
    ETS_SELECT_REPLACE
} EtsSelectMode;

typedef struct EtsSelect {
    EtsSelectMode mode;
    bool is_reverse; // an ordered set from its end
    uint64_t chunk;  // results wanted; 0: all
} EtsSelect;

// The BIF's result: a list; or of a chunk: {List, Continuation}, '$end_of_table'; or a number.
// TERM_NONE: raised, or to be called again. A BIF that calls this returns its result at once; when
// it is called again it must first ask ets_select_continue.
Term ets_select(Process *p, Term id, Term spec, const EtsSelect *how);
// The next chunk for a continuation that ets_select has returned.
Term ets_select_chunk(Process *p, Term continuation);
// True: the BIF was in the middle of a walk; *result as above.
bool ets_select_continue(Process *p, Term *result);
