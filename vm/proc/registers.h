// SPDX-License-Identifier: Apache-2.0
// registers.h -- the registers of a scheduler thread: what of the machine's state is in memory
// while Erlang code runs.
#pragma once

#include "vm/term/term.h"

enum { X_REGISTERS = 1024, X_EXTRA = 8, FLOAT_REGISTERS = 64, SLICE_REDUCTIONS = 4000 };

// A BIF or NIF that must not run on a normal scheduler: there the interpreter stops with
// STOP_DIRTY_CPU or STOP_DIRTY_IO, its resume point being the call itself; a dirty scheduler's
// thread then runs the process with `dirty` set, so that the call is made, and gives it back at the
// next yield (its slice is one reduction).
typedef enum RunsOn { RUNS_ON_NORMAL, RUNS_ON_DIRTY_CPU, RUNS_ON_DIRTY_IO } RunsOn;

struct Registers {
    Term x[X_REGISTERS + X_EXTRA]; // x0..x3 are in machine registers while handlers run
    double f[FLOAT_REGISTERS];
    Process *process; // the one that runs
    Scheduler *scheduler;
    int64_t reductions;   // saved while in C
    uint32_t stop;        // why interp_run returns (StopReason)
    uint32_t dirty;       // RunsOn: what kind of scheduler thread this is
    uint8_t *build_bytes; // the binary under construction (bs_put instructions)
    int32_t
        until_sample; // reductions until the next sample of what is running (vm/interp/translate.h)
    uint32_t stress;  // GC_STRESS: see ROOM_IS_SHORT
    uint64_t build_at;  // bit where the next segment goes
    uint64_t build_end; // bit where it ends
    // The numbers of a bs_create_bin, packed into one (vm/interp/bits_build.h); with PACKED_BAD more
    // bits: they cannot be
    uint64_t packed, packed_bits;
};
// The registers of the calling thread; NULL on threads that run no Erlang code.
extern _Thread_local Registers *registers_current;
