// SPDX-License-Identifier: Apache-2.0
// nif_env.c -- the life of an ErlNifEnv and of what hangs on it.
//
//   temporaries:  env -> [next | data | bytes ...] -> [next | data | bytes ...] -> NULL
//
// An own env has no room at first: most destructors build no term at all. When room is needed, a
// fragment is allocated that is at least twice as large as the last one, so many small terms cost
// few allocations.
//
// INVARIANTS
//   1. Off-heap objects of an own env are all in env->own.offheap; the fragments' lists are empty.
// Read before: vm/nif/nif_env.h     Read next: vm/nif/nif_call.c
#include "vm/nif/nif_env.h"

#include "vm/base/alloc.h"
#include "vm/heap/offheap.h"
#include "vm/term/atom.h"

struct NifTemporary {
    NifTemporary *next;
    BinData *data;     // released with it; NULL
    size_t size_bytes; // of bytes
    uint8_t bytes[] ALIGNED(16);
};
enum { OWN_FIRST_WORDS = 64, OWN_MOST_WORDS = 1 << 20 };

static Term *grow_own(Space *space, size_t words)
{
    ErlNifEnv *env = (ErlNifEnv *)((char *)space - offsetof(ErlNifEnv, own));
    size_t room = env->fragments ? (size_t)env->fragments->room * 2 : OWN_FIRST_WORDS;
    room = room > OWN_MOST_WORDS ? OWN_MOST_WORDS : room;
    room = room < words ? words : room;
    Fragment *f = fragment_new(room);
    f->next = env->fragments;
    env->fragments = f;
    space->top = f->words + words;
    space->limit = f->words + room;
    return f->words;
}

void nif_env_init_call(ErlNifEnv *env, Process *p, NifLibrary *library)
{
    env->space = process_space(p);
    env->process = p;
    env->library = library;
    env->temporaries = NULL;
    env->exception = TERM_NONE;
    env->is_scheduled = false;
    env->fragments = NULL;
}

void nif_env_init_own(ErlNifEnv *env, NifLibrary *library)
{
    *env = (ErlNifEnv){
        .space = &env->own, .library = library, .exception = TERM_NONE, .own = {.grow = grow_own}};
}

static void free_temporaries(ErlNifEnv *env)
{
    while (env->temporaries) {
        NifTemporary *t = env->temporaries;
        env->temporaries = t->next;
        if (t->data) {
            bin_data_release(t->data);
        }
        vm_free(t, sizeof *t + t->size_bytes);
    }
}

void nif_env_clear(ErlNifEnv *env)
{
    free_temporaries(env);
    if (env->process != NULL) {
        return;
    }
    offheap_release_list(env->own.offheap);
    while (env->fragments) {
        Fragment *f = env->fragments;
        env->fragments = f->next;
        fragment_free(f);
    }
    nif_env_init_own(env, env->library);
}

static NifTemporary *add_temporary(ErlNifEnv *env, size_t size_bytes, BinData *data)
{
    NifTemporary *t = vm_alloc(sizeof *t + size_bytes);
    *t = (NifTemporary){.next = env->temporaries, .data = data, .size_bytes = size_bytes};
    env->temporaries = t;
    return t;
}

void *nif_env_alloc(ErlNifEnv *env, size_t size_bytes)
{
    return add_temporary(env, size_bytes, NULL)->bytes;
}
void nif_env_keep_data(ErlNifEnv *env, BinData *data) { add_temporary(env, 0, data); }

Term nif_env_badarg(ErlNifEnv *env)
{
    env->exception = ATOM_BADARG;
    return TERM_NONE;
}

// ---- the interface

ErlNifEnv *enif_alloc_env(void)
{
    ErlNifEnv *env = vm_alloc(sizeof *env);
    nif_env_init_own(env, NULL);
    return env;
}

void enif_clear_env(ErlNifEnv *env) { nif_env_clear(env); }

void enif_free_env(ErlNifEnv *env)
{
    nif_env_clear(env);
    vm_free(env, sizeof *env);
}

ERL_NIF_TERM enif_make_badarg(ErlNifEnv *env) { return nif_out(nif_env_badarg(env)); }

ERL_NIF_TERM enif_raise_exception(ErlNifEnv *env, ERL_NIF_TERM reason)
{
    reason = nif_in(reason);
    env->exception = reason;
    return nif_out(TERM_NONE);
}

int enif_has_pending_exception(ErlNifEnv *env, ERL_NIF_TERM *reason)
{
    if (term_is_none(env->exception)) {
        return 0;
    }
    if (reason) {
        *reason = nif_out(env->exception);
    }
    return 1;
}

int enif_is_exception(ErlNifEnv *env, ERL_NIF_TERM term)
{
    term = nif_in(term);
    (void)env;
    return term_is_none(term);
}
