// SPDX-License-Identifier: Apache-2.0
// node_monitor.c -- the list of processes that are told of nodes coming and going.
//
// A subscription is (process, options); asking for it again counts up, switching it off removes it
// whatever the count. The list is read when the set of connected nodes changes, which the
// distribution does; it ends with the process.
//
// Read before: vm/proc/process_extra.h
#include "vm/bif/node_monitor.h"

#include "vm/base/alloc.h"
#include "vm/base/sync.h"
#include "vm/bif/argument.h"
#include "vm/proc/process_extra.h"
#include "vm/term/map.h"

enum { TELL_AS_MAP = 1, TELL_CONNECTION = 2, TELL_VISIBLE = 4, TELL_HIDDEN = 8, TELL_REASON = 16 };

typedef struct Subscription {
    struct Subscription *next;
    Term pid;
    uint32_t options;
    int64_t count;
} Subscription;

static Mutex lock = MUTEX_INITIAL;
static Subscription *subscriptions;

// A boolean option: sets the flag; counts it when present. False: neither true nor false.
static bool read_flag(Term options, Term key, uint32_t flag, uint32_t *flags, size_t *present)
{
    const Term value = map_get(options, key);
    *flags |= value == ATOM_TRUE ? flag : 0;
    *present += !term_is_none(value);
    return term_is_none(value) || value == ATOM_TRUE || value == ATOM_FALSE;
}

static bool read_options(Term options, uint32_t *flags)
{
    *flags = 0;
    if (options == TERM_NIL) {
        return true;
    }
    if (!term_is_map(options)) {
        return false;
    }
    size_t present = 0;
    const Term list = map_get(options, ATOM_LIST), type = map_get(options, ATOM_NODE_TYPE);
    *flags = term_is_none(list) ? TELL_AS_MAP : 0;
    present += !term_is_none(list);
    if (!term_is_none(type)) {
        present++;
        *flags |= type == ATOM_VISIBLE  ? TELL_VISIBLE
                  : type == ATOM_HIDDEN ? TELL_HIDDEN
                                        : TELL_VISIBLE | TELL_HIDDEN;
        if (type != ATOM_VISIBLE && type != ATOM_HIDDEN && type != ATOM_ALL) {
            return false;
        }
    }
    return (term_is_none(list) || list == ATOM_TRUE) &&
           read_flag(options, ATOM_CONNECTION_ID, TELL_CONNECTION, flags, &present) &&
           read_flag(options, ATOM_NODEDOWN_REASON, TELL_REASON, flags, &present) &&
           present == map_size(options);
}

static Subscription **find(Term pid, uint32_t options)
{
    Subscription **s = &subscriptions;
    while (*s != NULL && ((*s)->pid != pid || (*s)->options != options)) {
        s = &(*s)->next;
    }
    return s;
}

static void take_out(Subscription **place)
{
    Subscription *s = *place;
    *place = s->next;
    vm_free(s, sizeof *s);
}

// The process ends: all of its subscriptions.
static bool forget_process(Process *p, void *unused)
{
    (void)unused;
    mutex_lock(&lock);
    for (Subscription **s = &subscriptions; *s != NULL;) {
        if ((*s)->pid == p->pid) {
            take_out(s);
        } else {
            s = &(*s)->next;
        }
    }
    mutex_unlock(&lock);
    return true;
}

static int64_t switch_on(Process *p, uint32_t options)
{
    mutex_lock(&lock);
    Subscription **place = find(p->pid, options);
    const bool is_new = *place == NULL;
    if (is_new) {
        Subscription *s = vm_alloc(sizeof *s);
        *s = (Subscription){NULL, p->pid, options, 0};
        *place = s;
    }
    const int64_t old = (*place)->count++;
    mutex_unlock(&lock);
    if (is_new) {
        process_exit_hook_add(p, forget_process, NULL);
    }
    return old;
}

static int64_t switch_off(Process *p, uint32_t options)
{
    mutex_lock(&lock);
    Subscription **place = find(p->pid, options);
    const int64_t old = *place ? (*place)->count : 0;
    if (*place != NULL) {
        take_out(place);
    }
    mutex_unlock(&lock);
    return old;
}

Term node_monitor_set(Process *p, Term on, Term options)
{
    uint32_t flags;
    if ((on != ATOM_TRUE && on != ATOM_FALSE) || !read_options(options, &flags)) {
        return bif_badarg(p);
    }
    return small_make(on == ATOM_TRUE ? switch_on(p, flags) : switch_off(p, flags));
}
