// SPDX-License-Identifier: Apache-2.0
// diff_machine.h -- machines that run the same modules side by side, and what each made of them.
#pragma once

#include "vm/base/vec.h"
#include "vm/cli/words.h"

#include <sys/types.h>

// One function of one module to be called.
typedef struct DiffModule {
    const char *folder;      // absolute
    const char *file_module; // the file's name without .beam
    const char *module;      // whose function is called
    const char *function;    // "": main or start
} DiffModule;

typedef enum DiffVerdict {
    DIFF_RAN,    // result says how it ended
    DIFF_CANNOT, // it does not load: result says why
    DIFF_NONE,   // it has no such function: result says so
    DIFF_FELL,   // the machine ended or was killed meanwhile: fall says how
} DiffVerdict;

typedef struct DiffOutcome {
    DiffVerdict verdict;
    ByteVec output; // stdout and stderr, as they came
    ByteVec result; // text of diff_program.c
    ByteVec fall;   // how the machine ended, empty if it ended as it was told to
} DiffOutcome;

typedef struct DiffPlan {
    const DiffModule *modules;
    size_t count;
    long limit_ms;      // for one module, kept by the machine itself
    long grace_ms;      // so much later it is killed
    const char *prefix; // of folders, not there for this machine ("": none)
} DiffPlan;

typedef struct DiffMachine {
    const char *name;     // "stock", "joist"
    char *const *command; // for execvp
    DiffPlan plan;
    DiffOutcome *outcomes; // plan.count of them, filled in
    // Private from here on.
    int state;
    size_t at;
    pid_t pid;
    int pid_fd, output_fd, control_fd;
    bool output_closed, control_closed;
    int64_t deadline_ms;
    bool overdue, flooding; // why it was killed
    ByteVec output, frames;
    ByteVec greeting; // what it printed while it started, the first time
    bool failed;      // it does not even start: output and fall say why
    ByteVec fall;
    char release[64]; // of its OTP, as it says: "25-13.1.5"
} DiffMachine;

// Runs every module of each machine's plan, all machines at the same time; a machine that falls is
// started again for the modules after. Stops early when a machine does not start. watch is called
// whenever a module is done (NULL: never).
void diff_machines_run(DiffMachine *machines, size_t count, void (*watch)(const DiffMachine *));
// Frees what diff_machines_run left in a machine, but not the outcomes.
void diff_machine_free(DiffMachine *machine);
void diff_outcome_free(DiffOutcome *outcome);
