// SPDX-License-Identifier: Apache-2.0
// dictionary.h -- the process dictionary: a hash table of key-value words, NULL when empty.
//
// Lists come in the order that ERTS gives them, as far as the keys hash as there.
//
// Keys and values are terms of the owner's heap and roots of its collection. Only the owner may
// call (process_info of another process runs on the owner, signal_rpc).
#pragma once

#include "vm/proc/process.h"

Term dictionary_get(const Process *p, Term key);       // TERM_NONE when absent
Term dictionary_put(Process *p, Term key, Term value); // old value or TERM_NONE
Term dictionary_erase(Process *p, Term key);           // old value or TERM_NONE
void dictionary_erase_all(Process *p);
uint32_t dictionary_size(const Process *p);
Term dictionary_list(const Process *p, Space *space);                // [{Key, Value}]
Term dictionary_keys(const Process *p, Space *space);                // [Key]
Term dictionary_keys_of(const Process *p, Space *space, Term value); // keys with exactly this value
void dictionary_add_roots(Process *p, RootSet *roots);
size_t dictionary_bytes(const Process *p);
