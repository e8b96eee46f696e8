// SPDX-License-Identifier: Apache-2.0
// nif_select.c -- enif_select: a message when a descriptor is ready.
//
//   polls: fd -> NifPoll {resource, wishes: read, write, error}  --poll.h--> ready:
//                                                          {select, Resource, Ref, ready_input}
//
// A wish is for one message. The resource is kept alive from the first wish until
// ERL_NIF_SELECT_STOP, which ends it all: the library's stop callback may then close the
// descriptor.
//
// Descriptors that the kernel will not watch (plain files) are always ready, as poll(2) has it.
//
// INVARIANTS
//   1. polls and every NifPoll are changed under `lock`. No callback of a library and no send
//      happens under it.
//   2. A ready callback of poll.h may run beside STOP; it finds is_stopped and does nothing. The
//      memory is retired.
//
// Read before: vm/base/poll.h, vm/nif/nif_resource.c
#include <fcntl.h>
#include <limits.h>

#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/hash.h"
#include "vm/base/poll.h"
#include "vm/base/sync.h"
#include "vm/base/table.h"
#include "vm/heap/copy.h"
#include "vm/nif/nif_resource.h"
#include "vm/proc/message.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

typedef struct Wish {
    bool is_set, is_custom;
    Term pid;
    Term term;          // the reference (or undefined), or the whole message
    Fragment *fragment; // owns it; NULL: an immediate
} Wish;

enum { WISH_READ, WISH_WRITE, WISH_ERROR, WISH_COUNT };
static const struct {
    int select, cancelled;
    uint32_t events;
} wish_kinds[WISH_COUNT] = {
    {ERL_NIF_SELECT_READ, ERL_NIF_SELECT_READ_CANCELLED, POLL_READ},
    {ERL_NIF_SELECT_WRITE, ERL_NIF_SELECT_WRITE_CANCELLED, POLL_WRITE},
    {ERL_NIF_SELECT_ERROR, ERL_NIF_SELECT_ERROR_CANCELLED, POLL_ERROR},
};

typedef struct NifPoll {
    int fd;
    bool is_stopped;
    Resource *resource; // one reference
    PollEntry *entry;   // NULL: always ready
    Wish wishes[WISH_COUNT];
} NifPoll;

static Mutex lock = MUTEX_INITIAL;
static Table polls;

static uint32_t hash_of(int fd) { return (uint32_t)hash_word((uint64_t)fd); }
static bool has_fd(const void *entry, const void *key)
{
    return ((const NifPoll *)entry)->fd == *(const int *)key;
}

// ---- wishes

static void drop_wish(Wish *w)
{
    if (w->fragment) {
        fragment_destroy(w->fragment);
    }
    *w = (Wish){.term = TERM_NONE};
}

static uint32_t wanted_events(const NifPoll *p)
{
    uint32_t events = 0;
    for (int i = 0; i < WISH_COUNT; i++) {
        events |= p->wishes[i].is_set ? wish_kinds[i].events : 0;
    }
    return events;
}

static Term ready_atom(int kind)
{
    static Term atoms[WISH_COUNT];
    if (atoms[0] == 0) {
        atoms[WISH_WRITE] = atom_from_text("ready_output");
        atoms[WISH_ERROR] = atom_from_text("ready_error");
        atoms[WISH_READ] = atom_from_text("ready_input");
    }
    return atoms[kind];
}

static void send_wish(Resource *r, int kind, Wish *w)
{
    if (w->is_custom) {
        message_send_fragment(TERM_NONE, w->pid, w->term, w->fragment);
        w->fragment = NULL;
    } else {
        MessageBuilder b;
        Space *s = message_begin(&b, 5 + MAGIC_REF_WORDS + copy_size(w->term));
        const Term resource = resource_ref(s, r);
        const Term message = space_tuple4(s, atom_from_text("select"), resource,
                                          copy_term(s, w->term), ready_atom(kind));
        message_end(&b, TERM_NONE, w->pid, message);
    }
    drop_wish(w);
}

// Takes the wishes that these events fulfil, arms the rest, and sends. The caller is inside an
// epoch and holds no lock.
static void fulfil(NifPoll *p, uint32_t events)
{
    Wish ready[WISH_COUNT];
    memset(ready, 0, sizeof ready);
    mutex_lock(&lock);
    const bool is_alive = !p->is_stopped && resource_try_retain(p->resource);
    for (int i = 0; is_alive && i < WISH_COUNT; i++) {
        // An error makes reads and writes ready: they will find out what it is.
        if (p->wishes[i].is_set && (events & (wish_kinds[i].events | POLL_ERROR))) {
            ready[i] = p->wishes[i];
            p->wishes[i] = (Wish){.term = TERM_NONE};
        }
    }
    if (is_alive && p->entry) {
        poll_set(p->entry, wanted_events(p) & (POLL_READ | POLL_WRITE));
    }
    mutex_unlock(&lock);
    for (int i = 0; i < WISH_COUNT; i++) {
        if (ready[i].is_set) {
            send_wish(p->resource, i, &ready[i]);
        }
    }
    if (is_alive) {
        enif_release_resource(p->resource->object);
    }
}

static void fd_ready(int fd, uint32_t events, void *data)
{
    (void)fd;
    fulfil(data, events);
}

// ---- select

enum { SELECT_BAD = INT_MIN };

static NifPoll *find_or_make_locked(int fd, Resource *r)
{
    NifPoll *p = table_find(&polls, hash_of(fd), &fd, has_fd);
    if (p == NULL) {
        p = vm_calloc(sizeof *p);
        p->fd = fd;
        p->resource = r;
        bin_data_retain(resource_data(r));
        p->entry = poll_add(fd, 0, fd_ready, p);
        table_insert(&polls, hash_of(fd), p);
    }
    return p;
}

static void set_wish(Wish *w, Term pid, Term term, bool is_custom)
{
    drop_wish(w);
    *w = (Wish){.is_set = true, .is_custom = is_custom, .pid = pid};
    w->fragment = copy_to_fragment(term, &w->term);
}

static int add_wishes(int fd, int flags, Resource *r, Term pid, Term term)
{
    if (fd < 0 || fcntl(fd, F_GETFD) < 0) {
        return SELECT_BAD | ERL_NIF_SELECT_INVALID_EVENT;
    }
    mutex_lock(&lock);
    NifPoll *p = find_or_make_locked(fd, r);
    if (p->resource != r) { // another object's descriptor
        mutex_unlock(&lock);
        return SELECT_BAD | ERL_NIF_SELECT_INVALID_EVENT;
    }
    for (int i = 0; i < WISH_COUNT; i++) {
        if (flags & wish_kinds[i].select) {
            set_wish(&p->wishes[i], pid, term, flags & ERL_NIF_SELECT_CUSTOM_MSG);
        }
    }
    const bool is_always_ready = p->entry == NULL;
    if (!is_always_ready) {
        poll_set(p->entry, wanted_events(p) & (POLL_READ | POLL_WRITE));
    }
    mutex_unlock(&lock);
    if (is_always_ready) {
        fulfil(p, POLL_READ | POLL_WRITE);
    }
    return 0;
}

static int cancel_wishes(int fd, int flags, const Resource *r)
{
    int result = 0;
    mutex_lock(&lock);
    NifPoll *p = table_find(&polls, hash_of(fd), &fd, has_fd);
    for (int i = 0; p && p->resource == r && i < WISH_COUNT; i++) {
        if ((flags & wish_kinds[i].select) && p->wishes[i].is_set) {
            drop_wish(&p->wishes[i]);
            result |= wish_kinds[i].cancelled;
        }
    }
    if (result && p->entry) {
        poll_set(p->entry, wanted_events(p) & (POLL_READ | POLL_WRITE));
    }
    mutex_unlock(&lock);
    return result;
}

static void free_poll(void *data) { vm_free(data, sizeof(NifPoll)); }

// Who stops a descriptor that was never selected gets the callback just the same.
static int stop(int fd, Resource *r)
{
    mutex_lock(&lock);
    NifPoll *p = table_find(&polls, hash_of(fd), &fd, has_fd);
    if (p && p->resource != r) {
        mutex_unlock(&lock);
        return SELECT_BAD | ERL_NIF_SELECT_INVALID_EVENT;
    }
    if (p) {
        table_remove(&polls, hash_of(fd), p);
        p->is_stopped = true;
        for (int i = 0; i < WISH_COUNT; i++) {
            drop_wish(&p->wishes[i]);
        }
    }
    mutex_unlock(&lock);
    if (p && p->entry) {
        poll_remove(p->entry);
    }
    if (r->type->calls.stop) {
        ErlNifEnv env;
        nif_env_init_own(&env, r->type->library);
        r->type->calls.stop(&env, r->object, fd, 1);
        nif_env_clear(&env);
    }
    if (p) {
        epoch_retire(p, free_poll);
        enif_release_resource(r->object);
    }
    return ERL_NIF_SELECT_STOP_CALLED;
}

static int run_select(ErlNifEnv *env, int fd, int flags, void *object, const ErlNifPid *pid,
                      Term term)
{
    Resource *r = resource_of(object);
    if (flags & ERL_NIF_SELECT_STOP) {
        return stop(fd, r);
    }
    if (flags & ERL_NIF_SELECT_CANCEL) {
        return cancel_wishes(fd, flags, r);
    }
    const Term to = pid ? nif_in(pid->pid) : env->process ? env->process->pid : TERM_NONE;
    return term_is_local_pid(to) ? add_wishes(fd, flags, r, to, term)
                                 : SELECT_BAD | ERL_NIF_SELECT_FAILED;
}

int enif_select(ErlNifEnv *env, ErlNifEvent fd, enum ErlNifSelectFlags flags, void *object,
                const ErlNifPid *pid, ERL_NIF_TERM ref)
{
    ref = nif_in(ref);
    epoch_enter();
    const int result =
        run_select(env, fd, (int)flags & ~ERL_NIF_SELECT_CUSTOM_MSG, object, pid, ref);
    epoch_leave();
    return result;
}

int enif_select_x(ErlNifEnv *env, ErlNifEvent fd, enum ErlNifSelectFlags flags, void *object,
                  const ErlNifPid *pid, ERL_NIF_TERM message, ErlNifEnv *message_env)
{
    message = nif_in(message);
    epoch_enter();
    const int result = run_select(env, fd, (int)flags, object, pid, message);
    epoch_leave();
    if (result >= 0 && message_env) {
        nif_env_clear(message_env);
    }
    return result;
}
