// SPDX-License-Identifier: Apache-2.0
// ets_owner.h -- what a process has to do with tables: those it owns, those it has fixed; and what
// becomes of them when it exits.
#pragma once

#include "vm/ets/ets_table.h"

typedef struct EtsHolder EtsHolder;

// The holder of the running process, made if it has none.
EtsHolder *ets_owner_holder(Process *p);
// The registry's lock is held.
void ets_owner_add_locked(EtsHolder *holder, EtsTable *t);
void ets_owner_remove_locked(EtsTable *t);

// erts_internal:ets_super_user/1: may use any table.
bool ets_owner_is_super_user(const Process *p);
void ets_owner_set_super_user(Process *p, bool is_super_user);

// Gives t, which p owns, to a living local process and sends it {'ETS-TRANSFER', Id, From, Gift}.
// t: not locked. False: nobody there. p must still own t, else false as well.
bool ets_owner_give(Process *p, EtsTable *t, Term to, Term gift);

// Fixing a table against the process p: t is locked, at least for reading.
void ets_owner_fix(Process *p, EtsTable *t);
// One less; when it was the last of all, marked objects are removed. t: not locked.
void ets_owner_unfix(Process *p, EtsTable *t);
// {Since, [{Pid, Count}]} or false; since: a term made by the caller from t->fixed_since
Term ets_owner_fixations(Space *space, EtsTable *t); // the list only
