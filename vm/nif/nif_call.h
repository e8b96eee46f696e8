// SPDX-License-Identifier: Apache-2.0
// nif_call.h -- from the instruction bif_stub to a C function of the NIF interface and back.
#pragma once

#include "vm/nif/nif_env.h"

typedef ERL_NIF_TERM (*NifFunction)(ErlNifEnv *env, int argc, const ERL_NIF_TERM argv[]);

// What the operand of bif_stub points to: to the interpreter a native function like any other.
typedef struct NifTarget {
    Export export; // bif is nif_call; no entries: it is reached only from its instruction
    NifFunction function;
    uint32_t flags; // ERL_NIF_DIRTY_JOB_*
    NifLibrary *library;
} NifTarget;

// The BifFunction of every NifTarget. p->current is the bif_stub instruction.
Term nif_call(Process *p, Term *arg);
