// SPDX-License-Identifier: Apache-2.0
// ref.h -- references, and pids, ports and references of other nodes.
//
//   reference   [header REF, 2][n0 | n1 << 32][n2]                       printed #Ref<0.n2.n1.n0>
//   pid ref     [header REF, 3, extra 2][n0 | n1 << 32][n2][pid data]    an alias: also names the process
//   magic ref   [header REF, 4, extra 1][next][BinData *][n0|n1<<32][n2] off-heap: owns what it refers to
//   external    [header EXTERNAL, 1+k, extra = kind][Node *][k words]
//                 pid: k = 1: number | serial << 32;  port: k = 1: number;
//                 reference: k = 1 + count/2: count | n0 << 32, then n1 | n2 << 32, n3 | n4 << 32; count 1..5
//
// Reference numbers are unique in the node: n0 has 18 bits. What programs see of any local
// reference is its three numbers.
#pragma once

#include "vm/term/binary.h"

typedef enum ExternalKind { EXTERNAL_PID, EXTERNAL_PORT, EXTERNAL_REF } ExternalKind;
enum { REF_N0_LIMIT = 1 << 18, REF_NUMBERS_MAX = 5 };
enum { REF_WORDS = 3, PID_REF_WORDS = 4, MAGIC_REF_WORDS = 5, REF_MAGIC = 1, REF_PID = 2 };

// A node name with its creation; never freed; 16-byte aligned.
struct ALIGNED(16) Node {
    Term name;
    uint32_t creation;
    struct Node *next;
};
// Finds or creates; lock-free.
Node *node_intern(Term name, uint32_t creation);
extern Node *node_this; // set by distribution; nonode@nohost, 0 at first
void node_set_this(Term name, uint32_t creation);

typedef struct RefNumbers {
    uint32_t n[5];
    uint32_t count;
} RefNumbers;
RefNumbers ref_numbers(Term ref); // local or external
// 128 bits that name a local reference (n0 | n1<<32, n2): for hash tables.
static inline uint64_t ref_key(Term ref)
{
    const Term *w = boxed_words(ref);
    return header_extra(w[0]) == REF_MAGIC ? w[3] : w[1];
}
bool term_is_local_ref(Term t);
bool term_is_magic_ref(Term t);
bool term_is_external(Term t, ExternalKind kind);
Node *external_node(Term t);
uint64_t external_word(Term t, uint32_t index);
Term ref_make(Space *space);                      // a new one, unique (thread safe)
Term ref_make_pid(Space *space, Term pid);        // a new alias reference
Term ref_pid(Term ref);                           // the pid inside a pid reference, or TERM_NONE
Term ref_make_magic(Space *space, BinData *data); // takes over one reference of data
BinData *ref_magic_data(Term ref);
// Local; missing numbers are 0. NONE when n0 is too large or there are more than 3.
Term ref_from_numbers(Space *space, const uint32_t *n, uint32_t count);
// Set by vm/proc: the pid or magic reference that these three numbers name at present, built in
// space; NONE: an ordinary one. ref_from_numbers asks it, so that an alias or magic reference
// survives a journey as external term. May be NULL.
extern Term (*ref_restore)(Space *space, const uint32_t n[3]);
// numbers: pid: number, serial; port: low, high half of the number; reference: 1..5 ids.
Term external_make(Space *space, ExternalKind kind, Node *node, const uint32_t *numbers,
                   uint32_t count);
static inline uint32_t external_words(ExternalKind kind, uint32_t count)
{
    return kind == EXTERNAL_REF ? 3 + count / 2 : 3;
}
