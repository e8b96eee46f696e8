// SPDX-License-Identifier: Apache-2.0
// nif_call.c -- calling a native function, on the right kind of thread, and again if it asks for
// that.
//
//   bif_stub --> nif_call --> function(env, argc, argv) --> a term               the result
//                  ^  |                                 --> exception in env     an error
//                  |  +-- dirty and this thread is not: BIF_DIRTY_*, comes back
//                  +----- enif_schedule_nif: what to call next waits in the process ---+
//
// The waiting call is a tuple among the process's roots, {function, flags, Argument...}, the C
// address as small integers, so it costs nothing to whoever never schedules, moves with collections
// and vanishes with the process. The x registers keep the arguments of the call from Erlang: the
// instruction can be executed again, and a failure names those.
//
// On a dirty thread the epoch is left during the call, since it may take for ever.
//
// Read before: vm/interp/support.c     Read next: vm/nif/nif_load.c
#include "vm/nif/nif_call.h"

#include "build/gen/instr_ids.h"
#include "vm/base/epoch.h"
#include "vm/code/instr.h"
#include "vm/nif/nif_load.h"
#include "vm/proc/process_extra.h"
#include "vm/term/atom.h"

enum { ARGUMENTS_MAX = 256 };
enum { WAITING_FUNCTION = 0, WAITING_FLAGS = 1, WAITING_ARGS = 2 };

typedef struct NifJob {
    NifFunction function;
    uint32_t flags;
    int argc;
    const Term *argv;
} NifJob;

static NifTarget *target_of(const Process *p)
{
    const VariantInfo *call = &instr_variants[instr_infos[INSTR_bif_stub].first_variant];
    uint64_t target;
    memcpy(&target, (const uint8_t *)p->current + call->offsets[0], sizeof target);
    return (NifTarget *)(uintptr_t)target;
}

static Term waiting_job(const Process *p)
{
    return p->extra ? p->extra->roots[EXTRA_ROOT_NIF] : TERM_NIL;
}

static NifJob job_of(Term waiting)
{
    const Term *e = tuple_elements(waiting);
    return (NifJob){
        .function = (NifFunction)(uintptr_t)small_value(e[WAITING_FUNCTION]),
        .flags = (uint32_t)small_value(e[WAITING_FLAGS]),
        .argc = (int)tuple_arity(waiting) - WAITING_ARGS,
        .argv = e + WAITING_ARGS,
    };
}

// The kind of thread that a job wants.
static RunsOn place_of(const NifJob *job)
{
    return job->flags & ERL_NIF_DIRTY_JOB_IO_BOUND    ? RUNS_ON_DIRTY_IO
           : job->flags & ERL_NIF_DIRTY_JOB_CPU_BOUND ? RUNS_ON_DIRTY_CPU
                                                      : RUNS_ON_NORMAL;
}

// Come again on another thread. A dirty scheduler's slice is over after one call, so giving it up
// leads back to a normal one.
static Term go_to(Process *p, RunsOn place)
{
    if (place == RUNS_ON_NORMAL) {
        return bif_again(p);
    }
    p->raise_class = place == RUNS_ON_DIRTY_IO ? BIF_DIRTY_IO : BIF_DIRTY_CPU;
    return TERM_NONE;
}

static Term fail(Process *p, Term reason)
{
    bif_error(p, reason);
    p->raise_flags |= RAISE_IN_NIF;
    return TERM_NONE;
}

// True: *result is the outcome. False: another call has been scheduled.
static bool run_job(Process *p, const NifTarget *target, const NifJob *job, Term *result)
{
    ErlNifEnv env;
    ERL_NIF_TERM args[ARGUMENTS_MAX];
    nif_env_init_call(&env, p, target->library);
    for (int i = 0; i < job->argc; i++) {
        args[i] = nif_out(job->argv[i]);
    }
    const bool is_dirty = place_of(job) != RUNS_ON_NORMAL;
    if (is_dirty) {
        epoch_leave();
    }
    *result = nif_in(job->function(&env, job->argc, args));
    if (is_dirty) {
        epoch_enter();
        p->reductions_left = 0; // back to a normal scheduler at the next call
    }
    nif_env_clear(&env);
    if (!term_is_none(env.exception)) {
        *result = fail(p, env.exception);
    } else if (env.is_scheduled) {
        return false;
    } else if (term_is_none(*result)) {
        *result = fail(p, ATOM_BADARG);
    }
    return true;
}

Term nif_call(Process *p, Term *arg)
{
    const NifTarget *target = target_of(p);
    NifJob job = {target->function, target->flags, (int)target->export.arity, arg};
    if (waiting_job(p) != TERM_NIL) {
        job = job_of(waiting_job(p));
    }
    for (;;) {
        if (registers_current->dirty != (uint32_t)place_of(&job)) {
            return go_to(p, place_of(&job));
        }
        if (p->extra) {
            p->extra->roots[EXTRA_ROOT_NIF] =
                TERM_NIL; // its words stay: nothing is collected during a call
        }
        Term result;
        if (run_job(p, target, &job, &result)) {
            return result;
        }
        job = job_of(waiting_job(p));
        if (process_charge(p, 1) && place_of(&job) == RUNS_ON_NORMAL) {
            return bif_again(p);
        }
    }
}

ERL_NIF_TERM enif_schedule_nif(ErlNifEnv *env, const char *name, int flags, NifFunction function,
                               int argc, const ERL_NIF_TERM argv[])
{
    const bool flags_ok =
        flags == 0 || flags == ERL_NIF_DIRTY_JOB_CPU_BOUND || flags == ERL_NIF_DIRTY_JOB_IO_BOUND;
    if (env->process == NULL || !flags_ok || argc < 0 || argc >= ARGUMENTS_MAX ||
        strlen(name) > ATOM_MAX_CHARACTERS) {
        return nif_out(nif_env_badarg(env));
    }
    Term *words = space_take(env->space, 1 + WAITING_ARGS + (size_t)argc);
    words[0] = header_make(SUBTAG_TUPLE, WAITING_ARGS + (uint32_t)argc);
    words[1 + WAITING_FUNCTION] = small_make((int64_t)(uintptr_t)function);
    words[1 + WAITING_FLAGS] = small_make(flags);
    for (int i = 0; i < argc; i++) {
        words[1 + WAITING_ARGS + i] = nif_in(argv[i]);
    }
    process_extra(env->process)->roots[EXTRA_ROOT_NIF] = boxed_make(words);
    env->is_scheduled = true;
    return nif_out(TERM_NONE);
}

int enif_consume_timeslice(ErlNifEnv *env, int percent)
{
    percent = percent < 1 ? 1 : percent > 100 ? 100 : percent;
    return env->process != NULL &&
           process_charge(env->process, (uint32_t)percent * SLICE_REDUCTIONS / 100);
}

int enif_thread_type(void)
{
    if (registers_current == NULL) {
        return ERL_NIF_THR_UNDEFINED;
    }
    return registers_current->dirty == RUNS_ON_DIRTY_CPU  ? ERL_NIF_THR_DIRTY_CPU_SCHEDULER
           : registers_current->dirty == RUNS_ON_DIRTY_IO ? ERL_NIF_THR_DIRTY_IO_SCHEDULER
                                                          : ERL_NIF_THR_NORMAL_SCHEDULER;
}
