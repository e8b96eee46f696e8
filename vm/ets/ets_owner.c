// SPDX-License-Identifier: Apache-2.0
// ets_owner.c -- the tables of a process, and what happens to them at its end.
//
//   holders[pid] --> EtsHolder { owned: table -> table -> ...; fixed: [table, ...] }
//                        ^-- data of the process's exit hook
//
// A table without its owner goes to its heir or away. Freeing a large table takes long, so the exit
// hook (process_extra.h) works in pieces: it takes the next table's contents out, frees SLICE
// objects, and asks to be called again.
//
// Giving a table away changes the owner at once, while the new owner may be running elsewhere; only
// its own thread can add an exit hook. So a signal is sent after the table (arrive). Should the new
// owner exit before it handles the signal, the signal is answered with NULL after the process's
// exit hooks are through, and the table is treated as at an owner's exit, there.
//
// INVARIANTS
//   1. A holder with has_hook is removed from holders only by that hook; one without only by
//      arrive. A holder is freed under the registry's lock, so under that lock what find_holder
//      gives stays.
//   2. holder->owned lists exactly the tables whose owner is the holder's pid and that are not
//      deleted (registry's lock).
//   3. holder->fixed counts a reference of each of its tables; only the holder's own thread touches
//      it.
//
// Read before: vm/ets/ets_table.c     Read next: vm/ets/match_program.h
#include "vm/ets/ets_owner.h"

#include "vm/base/alloc.h"
#include "vm/base/table.h"
#include "vm/proc/message.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/time.h"

enum { SLICE = 10000 };

struct EtsHolder {
    Term pid;
    EtsTable *owned;
    EtsTable **fixed;
    uint32_t fixed_count, fixed_room;
    bool has_hook, is_super_user;
    EtsContents doomed; // of a deleted table, being freed
    bool has_doomed;
};

static Table holders;                      // by pid
static Mutex holders_lock = MUTEX_INITIAL; // for the table only; taken last of all

// ---- holders

static uint32_t hash_pid(Term pid) { return (uint32_t)pid_data(pid) * 2654435761u; }
static bool match_pid(const void *entry, const void *key)
{
    return ((const EtsHolder *)entry)->pid == *(const Term *)key;
}

static EtsHolder *find_holder(Term pid)
{
    mutex_lock(&holders_lock);
    EtsHolder *h = table_find(&holders, hash_pid(pid), &pid, match_pid);
    mutex_unlock(&holders_lock);
    return h;
}

static EtsHolder *find_or_make_holder(Term pid)
{
    mutex_lock(&holders_lock);
    EtsHolder *h = table_find(&holders, hash_pid(pid), &pid, match_pid);
    if (h == NULL) {
        h = vm_calloc(sizeof *h);
        h->pid = pid;
        table_insert(&holders, hash_pid(pid), h);
    }
    mutex_unlock(&holders_lock);
    return h;
}

static void free_holder(EtsHolder *h)
{
    mutex_lock(&holders_lock);
    table_remove(&holders, hash_pid(h->pid), h);
    if (holders.count == 0) {
        table_free(&holders);
    }
    mutex_unlock(&holders_lock);
    vm_free(h->fixed, h->fixed_room * sizeof *h->fixed);
    vm_free(h, sizeof *h);
}

static bool run_exit(Process *p, void *data);

static EtsHolder *hooked_holder(const Process *p)
{
    for (ExitHook *hook = p->extra ? p->extra->exit_hooks : NULL; hook != NULL; hook = hook->next) {
        if (hook->run == run_exit) {
            return hook->data;
        }
    }
    return NULL;
}

EtsHolder *ets_owner_holder(Process *p)
{
    EtsHolder *h = hooked_holder(p);
    if (h != NULL) {
        return h;
    }
    h = find_or_make_holder(p->pid);
    h->has_hook = true;
    process_exit_hook_add(p, run_exit, h);
    return h;
}

void ets_owner_add_locked(EtsHolder *holder, EtsTable *t)
{
    t->owned_next = holder->owned;
    t->owned_link = &holder->owned;
    if (holder->owned != NULL) {
        holder->owned->owned_link = &t->owned_next;
    }
    holder->owned = t;
    atomic_store_explicit(&t->owner, holder->pid, memory_order_relaxed);
}

void ets_owner_remove_locked(EtsTable *t)
{
    *t->owned_link = t->owned_next;
    if (t->owned_next != NULL) {
        t->owned_next->owned_link = t->owned_link;
    }
}

bool ets_owner_is_super_user(const Process *p)
{
    const EtsHolder *h = hooked_holder(p);
    return h != NULL && h->is_super_user;
}

void ets_owner_set_super_user(Process *p, bool is_super_user)
{
    ets_owner_holder(p)->is_super_user = is_super_user;
}

// ---- giving away

static void clean_up(EtsHolder *h);

// Runs on the new owner's thread, or with NULL when that process has gone.
static void arrive(Process *p, void *data)
{
    if (p != NULL) {
        ets_owner_holder(p);
        return;
    }
    ets_registry_lock();
    EtsHolder *h = find_holder((Term)(uintptr_t)data);
    const bool is_ours = h != NULL && !h->has_hook;
    if (is_ours) {
        h->has_hook = true; // nobody else cleans it up
    }
    ets_registry_unlock();
    if (is_ours) {
        clean_up(h);
    }
}

// The registry and t are locked. False: `to` is not alive.
static bool change_owner_locked(EtsTable *t, Term to)
{
    Process *receiver = process_find(to);
    if (receiver == NULL || process_is_exiting(receiver)) {
        return false;
    }
    ets_owner_remove_locked(t);
    ets_owner_add_locked(find_or_make_holder(to), t);
    return true;
}

static void send_transfer(EtsTable *t, Term id, Term from, Term to, Term gift)
{
    MessageBuilder b;
    const size_t words = copy_size_all(gift);
    Space *space = message_begin(&b, 5 + MAGIC_REF_WORDS + words);
    const Term own_id = term_is_none(id) ? ets_table_tid(space, t) : id;
    const Term gift_copy = copy_term_all(space, gift);
    message_end(&b, from, to, space_tuple4(space, ATOM_ETS_TRANSFER, own_id, from, gift_copy));
}

bool ets_owner_give(Process *p, EtsTable *t, Term to, Term gift)
{
    ets_registry_lock();
    rwlock_write(&t->lock);
    const bool is_owner = !t->is_deleted && atomic_load(&t->owner) == p->pid;
    const bool is_given = is_owner && change_owner_locked(t, to);
    const Term id = t->options.is_named ? t->name : TERM_NONE;
    if (is_given) {
        bin_data_retain(t->data);
    }
    ets_table_unlock(t);
    ets_registry_unlock();
    if (!is_given) {
        return false;
    }
    if (!signal_rpc(to, arrive, (void *)(uintptr_t)to, false)) {
        arrive(NULL, (void *)(uintptr_t)to);
    }
    send_transfer(t, id, p->pid, to, gift);
    bin_data_release(t->data);
    return true;
}

// ---- the end of an owner

// As ets_owner_give, to the heir.
static bool pass_to_heir(EtsHolder *h, EtsTable *t)
{
    ets_registry_lock();
    rwlock_write(&t->lock);
    const Term heir = t->heir;
    const bool is_passed =
        !t->is_deleted && term_is_local_pid(heir) && heir != h->pid && change_owner_locked(t, heir);
    const Term id = t->options.is_named ? t->name : TERM_NONE;
    ets_table_unlock(t);
    ets_registry_unlock();
    if (is_passed) {
        if (!signal_rpc(heir, arrive, (void *)(uintptr_t)heir, false)) {
            arrive(NULL, (void *)(uintptr_t)heir);
        }
        rwlock_read(&t->lock); // the heir may set another heir meanwhile
        send_transfer(t, id, h->pid, heir, t->heir == heir ? t->heir_data : ATOM_UNDEFINED);
        ets_table_unlock(t);
    }
    return is_passed;
}

// The next owned table, with a reference; NULL: none is left.
static EtsTable *take_owned(EtsHolder *h)
{
    ets_registry_lock();
    EtsTable *t = h->owned;
    if (t != NULL) {
        bin_data_retain(t->data);
    }
    ets_registry_unlock();
    return t;
}

static void lose_table(EtsHolder *h, EtsTable *t)
{
    if (!pass_to_heir(h, t)) {
        rwlock_write(&t->lock);
        if (t->is_deleted || atomic_load(&t->owner) != h->pid) {
            ets_table_unlock(t); // somebody was faster
        } else {
            ets_table_delete(t, &h->doomed);
            h->has_doomed = true;
        }
    }
    bin_data_release(t->data);
}

// Takes out of t's list the fixation of this process, and `count` of its counts. The last one of
// all purges.
static void drop_fixation(Term pid, EtsTable *t, uint32_t most)
{
    rwlock_write(&t->lock);
    mutex_lock(&t->fix_lock);
    EtsFixation **link = &t->fixations;
    while (*link != NULL && (*link)->pid != pid) {
        link = &(*link)->next;
    }
    EtsFixation *f = *link;
    uint32_t left = atomic_load(&t->fixed);
    if (f != NULL) {
        const uint32_t count = f->count < most ? f->count : most;
        f->count -= count;
        left = atomic_fetch_sub(&t->fixed, count) - count;
        if (f->count == 0) {
            *link = f->next;
            vm_free(f, sizeof *f);
        }
    }
    mutex_unlock(&t->fix_lock);
    if (left == 0 && !t->is_deleted && !t->contents.is_tree) {
        ets_hash_purge(&t->contents.hash);
    }
    ets_table_unlock(t);
}

// One piece of work; true: nothing is left and h is gone.
static bool clean_up_slice(EtsHolder *h)
{
    size_t work = SLICE;
    if (h->has_doomed) {
        h->has_doomed = !ets_contents_free(&h->doomed, &work);
        return false;
    }
    if (h->fixed_count > 0) {
        EtsTable *t = h->fixed[--h->fixed_count];
        drop_fixation(h->pid, t, UINT32_MAX);
        bin_data_release(t->data);
        return false;
    }
    EtsTable *t = take_owned(h);
    if (t != NULL) {
        lose_table(h, t);
        return false;
    }
    ets_registry_lock();
    const bool is_empty = h->owned == NULL;
    if (is_empty) {
        free_holder(h);
    }
    ets_registry_unlock();
    return is_empty;
}

static void clean_up(EtsHolder *h)
{
    while (!clean_up_slice(h)) {
    }
}

// Small tables are done together; false only when there was much to free.
static bool run_exit(Process *p, void *data)
{
    (void)p;
    EtsHolder *h = data;
    for (int i = 0; i < 100; i++) {
        const bool was_freeing = h->has_doomed;
        if (clean_up_slice(h)) {
            return true;
        }
        if (was_freeing && h->has_doomed) {
            return false;
        }
    }
    return false;
}

// ---- fixing

// Remembers t until the holder exits, but forgets tables that are deleted.
static void note_fixed(EtsHolder *h, EtsTable *t)
{
    if (h->fixed_count == h->fixed_room) {
        const uint32_t room = h->fixed_room ? h->fixed_room * 2 : 4;
        h->fixed = vm_realloc(h->fixed, h->fixed_room * sizeof *h->fixed, room * sizeof *h->fixed);
        h->fixed_room = room;
    }
    bin_data_retain(t->data);
    h->fixed[h->fixed_count++] = t;
}

static void forget_fixed(EtsHolder *h, const EtsTable *t)
{
    for (uint32_t i = 0; i < h->fixed_count; i++) {
        if (h->fixed[i] == t) {
            h->fixed[i] = h->fixed[--h->fixed_count];
            bin_data_release(t->data);
            return;
        }
    }
}

static EtsFixation *find_fixation(const EtsTable *t, Term pid)
{
    EtsFixation *f = t->fixations;
    while (f != NULL && f->pid != pid) {
        f = f->next;
    }
    return f;
}

void ets_owner_fix(Process *p, EtsTable *t)
{
    mutex_lock(&t->fix_lock);
    EtsFixation *f = find_fixation(t, p->pid);
    if (t->fixations == NULL) {
        t->fixed_since = time_monotonic_ns();
    }
    const bool is_new = f == NULL;
    if (is_new) {
        f = vm_alloc(sizeof *f);
        *f = (EtsFixation){t->fixations, p->pid, 0};
        t->fixations = f;
    }
    f->count++;
    atomic_fetch_add(&t->fixed, 1);
    mutex_unlock(&t->fix_lock);
    if (is_new) {
        note_fixed(ets_owner_holder(p), t);
    }
}

void ets_owner_unfix(Process *p, EtsTable *t)
{
    drop_fixation(p->pid, t, 1);
    mutex_lock(&t->fix_lock);
    const bool is_over = find_fixation(t, p->pid) == NULL;
    mutex_unlock(&t->fix_lock);
    if (is_over) {
        forget_fixed(ets_owner_holder(p), t);
    }
}

Term ets_owner_fixations(Space *space, EtsTable *t)
{
    Term list = TERM_NIL;
    mutex_lock(&t->fix_lock);
    for (const EtsFixation *f = t->fixations; f != NULL; f = f->next) {
        list = space_cons(space, space_tuple2(space, f->pid, small_make(f->count)), list);
    }
    mutex_unlock(&t->fix_lock);
    return list;
}
