// SPDX-License-Identifier: Apache-2.0
// nif_monitor.c -- resources that want to know when a process ends.
//
//   watches: number -> Watch {resource, pid}       the process knows only the number (monitor.h)
//
// The process's end calls with the number. Whoever removes the Watch from the table first -- that
// call, enif_demonitor_process, or the resource's own end -- has won; the others find nothing, so a
// `down` comes at most once and never after a demonitor that succeeded, and nothing needs to be
// counted.
//
// Read before: vm/nif/nif_resource.c     Read next: vm/nif/nif_select.c
#include "vm/base/alloc.h"
#include "vm/base/epoch.h"
#include "vm/base/hash.h"
#include "vm/base/sync.h"
#include "vm/base/table.h"
#include "vm/nif/nif_resource.h"
#include "vm/proc/monitor.h"
#include "vm/term/ref.h"

typedef struct Watch {
    uint64_t number;
    Resource *resource;
    Term pid;
    uint32_t numbers[3]; // as a reference, for enif_make_monitor_term
} Watch;

// What is inside an ErlNifMonitor.
typedef struct MonitorName {
    uint64_t number;
    Term pid;
    uint32_t numbers[3];
    uint32_t zero;
} MonitorName;
static_assert(sizeof(MonitorName) <= sizeof(ErlNifMonitor), "erl_drv_nif.h");

static Mutex lock = MUTEX_INITIAL;
static Table watches;

static uint32_t hash_of(uint64_t number) { return (uint32_t)hash_word(number); }
static bool has_number(const void *entry, const void *key)
{
    return ((const Watch *)entry)->number == *(const uint64_t *)key;
}

// Out of the table, or NULL: somebody else was first.
static Watch *take_locked(uint64_t number)
{
    Watch *w = table_find(&watches, hash_of(number), &number, has_number);
    if (w) {
        table_remove(&watches, hash_of(number), w);
        atomic_fetch_sub_explicit(&w->resource->watches, 1, memory_order_release);
    }
    return w;
}

static void name_watch(const Watch *w, ErlNifMonitor *monitor)
{
    const MonitorName name = {w->number, w->pid, {w->numbers[0], w->numbers[1], w->numbers[2]}, 0};
    memset(monitor, 0, sizeof *monitor);
    memcpy(monitor, &name, sizeof name);
}
static MonitorName name_of(const ErlNifMonitor *monitor)
{
    MonitorName name;
    memcpy(&name, monitor, sizeof name);
    return name;
}

// The process has ended; on its thread.
static void process_down(void *data, uint64_t number, Term pid)
{
    (void)data;
    mutex_lock(&lock);
    Watch *w = take_locked(number);
    if (w && !resource_try_retain(w->resource)) {
        vm_free(w, sizeof *w);
        w = NULL;
    }
    mutex_unlock(&lock);
    if (w == NULL) {
        return;
    }
    Resource *r = w->resource;
    ErlNifEnv env;
    ErlNifPid who = {nif_out(pid)};
    ErlNifMonitor monitor;
    name_watch(w, &monitor);
    vm_free(w, sizeof *w);
    nif_env_init_own(&env, r->type->library);
    r->type->calls.down(&env, r->object, &who, &monitor);
    nif_env_clear(&env);
    enif_release_resource(r->object);
}

// 0: watching; > 0: no such process; < 0: the type has no callback for it.
int enif_monitor_process(ErlNifEnv *env, void *object, const ErlNifPid *target,
                         ErlNifMonitor *monitor)
{
    (void)env;
    Resource *r = resource_of(object);
    if (r->type->calls.down == NULL) {
        return -1;
    }
    Term words[REF_WORDS];
    Space space = space_fixed(words, REF_WORDS);
    const RefNumbers numbers = ref_numbers(ref_make(&space));
    Watch *w = vm_alloc(sizeof *w);
    *w = (Watch){.resource = r,
                 .pid = nif_in(target->pid),
                 .numbers = {numbers.n[0], numbers.n[1], numbers.n[2]}};
    epoch_enter();
    mutex_lock(&lock);
    const bool is_alive =
        term_is_local_pid(w->pid) && monitor_watch(w->pid, process_down, NULL, &w->number);
    if (is_alive) {
        table_insert(&watches, hash_of(w->number), w);
        atomic_fetch_add_explicit(&r->watches, 1, memory_order_relaxed);
        if (monitor) {
            name_watch(w, monitor);
        }
    }
    mutex_unlock(&lock);
    epoch_leave();
    if (!is_alive) {
        vm_free(w, sizeof *w);
    }
    return is_alive ? 0 : 1;
}

static void stop_watching(Watch *w)
{
    epoch_enter();
    monitor_unwatch(w->pid, w->number);
    epoch_leave();
    vm_free(w, sizeof *w);
}

int enif_demonitor_process(ErlNifEnv *env, void *object, const ErlNifMonitor *monitor)
{
    (void)env;
    const MonitorName name = name_of(monitor);
    mutex_lock(&lock);
    Watch *w = table_find(&watches, hash_of(name.number), &name.number, has_number);
    w = w && w->resource == resource_of(object) ? take_locked(name.number) : NULL;
    mutex_unlock(&lock);
    if (w == NULL) {
        return 1;
    }
    stop_watching(w);
    return 0;
}

void nif_monitor_remove_all(Resource *r)
{
    for (;;) {
        uint32_t at = 0;
        mutex_lock(&lock);
        Watch *w = table_next(&watches, &at);
        while (w && w->resource != r) {
            w = table_next(&watches, &at);
        }
        if (w) {
            take_locked(w->number);
        }
        mutex_unlock(&lock);
        if (w == NULL) {
            return;
        }
        stop_watching(w);
    }
}

int enif_compare_monitors(const ErlNifMonitor *a, const ErlNifMonitor *b)
{
    return memcmp(a, b, sizeof *a);
}

ERL_NIF_TERM enif_make_monitor_term(ErlNifEnv *env, const ErlNifMonitor *monitor)
{
    const MonitorName name = name_of(monitor);
    return nif_out(ref_from_numbers(env->space, name.numbers, 3));
}
