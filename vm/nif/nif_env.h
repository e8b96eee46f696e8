// SPDX-License-Identifier: Apache-2.0
// nif_env.h -- ErlNifEnv: where a native function builds terms, and what ends with its call.
//
//   a call's env      lives on the C stack; terms go to the calling process's heap
//   a callback's env  (load, destructors, down, stop) lives on the C stack, terms go to fragments of its own
//   enif_alloc_env    the same in allocated memory
//
//   terms of fragments: [ own.top ... own.limit ] in the newest fragment; older ones are full
//
// Building goes through env->space, which never moves anything (vm/term/space.h), so a native function may hold terms for as long as
// its env lives. ERL_NIF_TERM and Term are the same word; what stands for "no term" is TERM_NONE.
//
// A binary that must be copied to be read (not byte aligned), the bytes of an iolist, and the like are Temporaries: freed with the env.
//
// Read before: vm/bif/bif.h     Read next: vm/nif/nif_call.h
#pragma once

#include <erl_nif.h>

#include "vm/heap/heap.h"
#include "vm/proc/process.h"

typedef struct NifLibrary NifLibrary;     // nif_load.h
typedef struct NifTemporary NifTemporary; // nif_env.c

struct enif_environment_t {
    Space *space;                // of the process, or own
    Process *process;            // whose call this is; NULL: none
    NifLibrary *library;         // whose code runs; NULL: nobody's (allocated envs)
    NifTemporary *temporaries;
    Term exception;              // reason of a pending error; TERM_NONE: none
    bool is_scheduled;           // enif_schedule_nif was called
    Space own;                   // of an env without a process
    Fragment *fragments;
};

static_assert(sizeof(ERL_NIF_TERM) == sizeof(Term), "a term is the same word on both sides");

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
