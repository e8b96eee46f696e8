// SPDX-License-Identifier: Apache-2.0
// fake_interp.h -- a stand-in for the interpreter: processes are driven by C functions, so
// schedulers, signals and mailboxes can be tested without a line of Erlang.
//
// A fake process is spawned with fake_spawn(parent, body, argument). Its body is called once per
// slice with its saved x registers, p->args: [0] argument, [1] and [2] its own state, any terms
// (roots). It returns why it stops.
#pragma once

#include "vm/base/epoch.h"
#include "vm/heap/copy.h"
#include "vm/heap/literal.h"
#include "vm/proc/dictionary.h"
#include "vm/proc/exit.h"
#include "vm/proc/link.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/message.h"
#include "vm/proc/monitor.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/registry.h"
#include "vm/proc/time.h"
#include "vm/proc/timer.h"
#include "vm/sched/scheduler.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
// cmocka.h needs the four above.
#include <cmocka.h>

// A machine that halts keeps what its processes hold: no leak.
int __lsan_is_turned_off(void) { return 1; }

typedef StopReason FakeBody(Process *p, Term *x);

Cell interp_exit_code[4], interp_apply_code[4];
static Cell fake_running_code[4];

StopReason interp_run(Process *p, Registers *r)
{
    (void)r;
    if (p->resume == interp_apply_code) {
        Term list = p->args[2];
        Term body = cons_head(list);
        const Term x[] = {cons_head(cons_tail(list)), TERM_NIL, TERM_NIL, body};
        process_save_args(p, x, 4);
        p->resume = fake_running_code;
    }
    FakeBody *body = (FakeBody *)(uintptr_t)((uint64_t)small_value(p->args[3]) << 4 >> 4);
    return body(p, p->args);
}

static Term fake_spawn_options(Process *parent, FakeBody *body, Term argument, SpawnOptions *o,
                               Term *ref)
{
    Term cells[4] = {small_make((int64_t)(uintptr_t)body), cons_make(cells + 2), argument,
                     TERM_NIL};
    o->module = ATOM_ERLANG;
    o->function = ATOM_APPLY;
    o->arguments = cons_make(cells);
    return process_spawn(parent, o, ref);
}

static inline Term fake_spawn(Process *parent, FakeBody *body, Term argument)
{
    SpawnOptions o;
    spawn_options_default(&o);
    return fake_spawn_options(parent, body, argument, &o, NULL);
}

static inline Term fake_spawn_link(Process *parent, FakeBody *body, Term argument)
{
    SpawnOptions o;
    spawn_options_default(&o);
    o.link = true;
    return fake_spawn_options(parent, body, argument, &o, NULL);
}

static inline StopReason fake_exit(Process *p, Term reason)
{
    p->error_value = reason;
    return STOP_EXIT;
}

// Runs body as the first process on `count` schedulers until somebody calls
// sched_hooks.halt(status, true).
static inline int fake_machine(uint32_t count, FakeBody *body, Term argument)
{
    static bool has_atoms;
    if (!has_atoms) {
        has_atoms = true;
        atom_init(1 << 16);
        literal_init();
    }
    time_init(WARP_NO);
    process_system_init(1 << 18);
    scheduler_init(&(SchedulerConfig){.schedulers = count, .busy_wait = true});
    fake_spawn(NULL, body, argument);
    int status = scheduler_run();
    return status;
}
static inline void fake_halt(int status) { sched_hooks.halt(status, true); }
