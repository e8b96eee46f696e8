// SPDX-License-Identifier: Apache-2.0
// nif_env.h -- ErlNifEnv: where a native function builds terms, and what ends with its call.
//
//   a call's env      lives on the C stack; terms go to the calling process's heap
//   a callback's env  (destructors, down, stop) lives on the C stack, terms go to its own fragments
//   enif_alloc_env    the same in allocated memory
//
//   terms of fragments: [ own.top ... own.limit ] in the newest fragment; older ones are full
//
// Building goes through env->space, which never moves anything (vm/term/space.h), so a native
// function may hold terms for as long as its env lives.
//
// An ERL_NIF_TERM is a Term with its lowest bit turned round (nif_out, nif_in), and 0 is no term.
// The interface hides what a term looks like, but libraries have come to rely on two things of
// ERTS: that no term is 0 (a variable not yet set), and that bit 0 of an atom is set (crypto's
// `type.atom & (type.atom != atom_false)`). So terms are translated at the border, in the functions
// named enif_.
//
// A binary that must be copied to be read (not byte aligned), the bytes of an iolist, and the like
// are Temporaries: freed with the env.
//
// Read before: vm/bif/bif.h     Read next: vm/nif/nif_call.h
#pragma once

#include <erl_nif.h>

#include "vm/heap/heap.h"
#include "vm/proc/process.h"

typedef struct NifLibrary NifLibrary;     // nif_load.h
typedef struct NifTemporary NifTemporary; // nif_env.c

struct enif_environment_t {
    Space *space;        // of the process, or own
    Process *process;    // whose call this is; NULL: none
    NifLibrary *library; // whose code runs; NULL: nobody's (allocated envs)
    NifTemporary *temporaries;
    Term exception;    // reason of a pending error; TERM_NONE: none
    bool is_scheduled; // enif_schedule_nif was called
    Space own;         // of an env without a process
    Fragment *fragments;
};

static_assert(sizeof(ERL_NIF_TERM) == sizeof(Term), "a term is one word on both sides");

static inline ERL_NIF_TERM nif_out(Term t) { return term_is_none(t) ? 0 : t ^ 1; }
static inline Term nif_in(ERL_NIF_TERM t) { return t == 0 ? TERM_NONE : t ^ 1; }

void nif_env_init_call(ErlNifEnv *env, Process *p, NifLibrary *library);
void nif_env_init_own(ErlNifEnv *env, NifLibrary *library);
// Frees everything but env itself; an own env can be used again.
void nif_env_clear(ErlNifEnv *env);

// Memory that is freed with the env.
void *nif_env_alloc(ErlNifEnv *env, size_t size_bytes);
// A reference to data that is given up with the env (takes it over).
void nif_env_keep_data(ErlNifEnv *env, BinData *data);
// Raises badarg.
Term nif_env_badarg(ErlNifEnv *env);
