// SPDX-License-Identifier: Apache-2.0
// monitor.c -- monitors, aliases, and C code that watches processes.
//
//   watcher W:  monitors[ref] = {other: P, tag, alias flags}       P:  watchers[ref] = {other: W, item: name}
//
//   P exits:       DOWN(ref) to W; W finds monitors[ref]: message and bond gone. Not there: demonitored meanwhile, dropped
//   demonitor:     W's bond gone at once, DEMONITOR(ref) to P; a DOWN under way finds nothing
//   W exits:       DEMONITOR(ref) to all it watches
//
// An alias is a bond under its reference too. Three ways to end: explicit_unalias (unalias/1 only),
// demonitor (with the monitor), reply_demonitor (with the first message that comes through it,
// which ends the monitor as well).
//
// Active aliases are also kept in a table of the machine, by reference numbers: a reference that
// has been to another node or through term_to_binary comes back as numbers only and must name its
// process again (ref_restore).
//
// INVARIANTS
//   1. Trees are touched by their owner's thread only; the alias table under the lock of its
//      stripe.
//   2. A reference is in the alias table exactly while its bond has BOND_ALIAS_* flags.
//
// Read before: vm/proc/link.c     Read next: vm/proc/exit.c
#include "vm/proc/monitor.h"

#include "vm/base/alloc.h"
#include "vm/base/hash.h"
#include "vm/base/release.h"
#include "vm/base/sync.h"
#include "vm/base/table.h"
#include "vm/heap/copy.h"
#include "vm/proc/message.h"
#include "vm/proc/pid_table.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

// ---- the table of active aliases

typedef struct AliasEntry {
    SignalKey key;
    Term pid;
} AliasEntry;
enum { ALIAS_STRIPES = 64 };
static struct AliasStripe {
    SpinLock lock;
    Table table;
} ALIGNED(CACHE_LINE) alias_stripes[ALIAS_STRIPES];

static uint64_t hash_key(SignalKey key) { return hash_combine(key.a, key.b); }

static bool is_alias_entry(const void *entry, const void *key)
{
    const AliasEntry *e = entry;
    const SignalKey *k = key;
    return e->key.a == k->a && e->key.b == k->b;
}

static void enter_alias(SignalKey key, Term pid)
{
    uint64_t hash = hash_key(key);
    struct AliasStripe *stripe = &alias_stripes[hash >> 58];
    AliasEntry *e = vm_alloc(sizeof *e);
    *e = (AliasEntry){key, pid};
    spin_lock(&stripe->lock);
    table_insert(&stripe->table, (uint32_t)hash, e);
    spin_unlock(&stripe->lock);
}

static void forget_alias(SignalKey key)
{
    uint64_t hash = hash_key(key);
    struct AliasStripe *stripe = &alias_stripes[hash >> 58];
    spin_lock(&stripe->lock);
    AliasEntry *e = table_find(&stripe->table, (uint32_t)hash, &key, is_alias_entry);
    if (e) {
        table_remove(&stripe->table, (uint32_t)hash, e);
    }
    spin_unlock(&stripe->lock);
    vm_free(e, e ? sizeof *e : 0);
}

static Term restore_alias(Space *space, const uint32_t n[3])
{
    SignalKey key = {n[0] | (uint64_t)n[1] << 32, n[2]};
    uint64_t hash = hash_key(key);
    struct AliasStripe *stripe = &alias_stripes[hash >> 58];
    spin_lock(&stripe->lock);
    const AliasEntry *e = table_find(&stripe->table, (uint32_t)hash, &key, is_alias_entry);
    Term pid = e ? e->pid : TERM_NONE;
    spin_unlock(&stripe->lock);
    if (term_is_none(pid)) {
        return TERM_NONE;
    }
    Term *words = space_take(space, PID_REF_WORDS);
    words[0] = header_make_extra(SUBTAG_REF, PID_REF_WORDS - 1, REF_PID);
    words[1] = key.a;
    words[2] = key.b;
    words[3] = pid_data(pid);
    return boxed_make(words);
}

void monitor_init(void) { ref_restore = restore_alias; }

// ---- who wants to know of a change of the time offset

typedef struct OffsetWatcher {
    struct OffsetWatcher *next;
    SignalKey key;
    Term pid;
} OffsetWatcher;
static Mutex offset_lock = MUTEX_INITIAL;
static OffsetWatcher *offset_watchers;

static void add_offset_watcher(Term pid, SignalKey key)
{
    OffsetWatcher *w = vm_alloc(sizeof *w);
    mutex_lock(&offset_lock);
    *w = (OffsetWatcher){offset_watchers, key, pid};
    offset_watchers = w;
    mutex_unlock(&offset_lock);
}

static void remove_offset_watcher(SignalKey key)
{
    mutex_lock(&offset_lock);
    OffsetWatcher **at = &offset_watchers;
    while (*at && !((*at)->key.a == key.a && (*at)->key.b == key.b)) {
        at = &(*at)->next;
    }
    OffsetWatcher *w = *at;
    *at = w ? w->next : NULL;
    mutex_unlock(&offset_lock);
    vm_free(w, w ? sizeof *w : 0);
}

static void send_change(const OffsetWatcher *w, int64_t offset_ns)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 6 + PID_REF_WORDS + 2);
    const uint32_t n[3] = {(uint32_t)w->key.a, (uint32_t)(w->key.a >> 32), (uint32_t)w->key.b};
    Term elements[5] = {ATOM_CHANGE, ref_from_numbers(space, n, 3), ATOM_TIME_OFFSET,
                        ATOM_CLOCK_SERVICE, space_integer(space, offset_ns)};
    message_end(&b, TERM_NONE, w->pid, space_tuple(space, 5, elements));
}

void monitor_time_offset_changed(int64_t offset_ns)
{
    mutex_lock(&offset_lock);
    for (const OffsetWatcher *w = offset_watchers; w; w = w->next) {
        send_change(w, offset_ns);
    }
    mutex_unlock(&offset_lock);
}

// ---- monitors: the watcher's side

// BOND_ALIAS_*; 0: no such kind.
static uint32_t alias_kind(Term name)
{
    return name == ATOM_EXPLICIT_UNALIAS  ? BOND_ALIAS_EXPLICIT
           : name == ATOM_DEMONITOR       ? BOND_ALIAS_DEMONITOR
           : name == ATOM_REPLY_DEMONITOR ? BOND_ALIAS_REPLY
                                          : 0;
}

bool monitor_options_parse(Term list, MonitorOptions *out)
{
    *out = (MonitorOptions){TERM_NONE, 0};
    for (; term_is_cons(list); list = cons_tail(list)) {
        Term option = cons_head(list);
        if (option == ATOM_PRIORITY && release_has_priority_messages()) {
            out->flags |= BOND_PRIORITY;
            continue;
        }
        if (!term_is_tuple_of(option, 2)) {
            return false;
        }
        Term name = tuple_elements(option)[0];
        Term value = tuple_elements(option)[1];
        if (name == ATOM_TAG) {
            out->tag = value;
        } else if (name == ATOM_ALIAS && alias_kind(value)) {
            out->flags = (out->flags & ~(uint32_t)BOND_ALIAS_MASK) | alias_kind(value);
        } else {
            return false;
        }
    }
    return term_is_nil(list);
}

Term monitor_new_ref(Process *p, const MonitorOptions *options)
{
    return options->flags & BOND_ALIAS_MASK ? ref_make_pid(process_space(p), p->pid)
                                            : ref_make(process_space(p));
}

static Bond *find_monitor(const Process *p, SignalKey key)
{
    return p->links ? bond_find(p->links->monitors, key) : NULL;
}

// Ends the bond's alias, if it is one.
static void end_alias(Bond *b)
{
    if (b->flags & BOND_ALIAS_MASK) {
        forget_alias(b->key);
        b->flags &= (uint8_t) ~(BOND_ALIAS_MASK | BOND_ALIAS_PRIORITY);
    }
}

static void remove_monitor(Process *p, Bond *b)
{
    end_alias(b);
    if (b->type == ATOM_TIME_OFFSET) {
        remove_offset_watcher(b->key);
    }
    bond_remove(&p->links->monitors, b->key);
    if (b->kind == BOND_MONITOR) {
        p->links->monitor_count--;
    }
    bond_free(b);
}

// The monitor is over; its alias may live on.
static void end_monitor(Process *p, Bond *b)
{
    if (b->flags & BOND_ALIAS_EXPLICIT && b->type != ATOM_TIME_OFFSET) {
        b->kind = BOND_ALIAS;
        p->links->monitor_count--;
    } else {
        remove_monitor(p, b);
    }
}

static Bond *insert_bond(Process *p, BondKind kind, Term ref, uint32_t flags)
{
    LinkTree *tree = process_links(p);
    Bond *b = bond_new(kind);
    b->key = signal_key(ref);
    b->ref = bond_keep(b, ref);
    b->flags = (uint8_t)flags;
    bond_insert(&tree->monitors, b);
    if (flags & BOND_ALIAS_MASK) {
        enter_alias(b->key, p->pid);
    }
    return b;
}

void monitor_insert(Process *p, Term ref, Term type, Term target, Term name,
                    const MonitorOptions *options)
{
    Bond *b = insert_bond(p, BOND_MONITOR, ref, options->flags);
    b->type = type;
    b->other = bond_keep(b, target);
    b->item = bond_keep(b, name);
    b->tag = bond_keep(b, options->tag);
    p->links->monitor_count++;
}

// What a DOWN message names: the pid, or {Name, Node}.
static Term build_item(Space *space, Term target, Term name)
{
    return term_is_none(name) || term_is_tuple(name) ? target
                                                     : space_tuple2(space, name, node_this->name);
}

static void send_down(Term watcher, Term ref, Term type, Term target, Term name, Term reason)
{
    size_t words = 6 + 3 + copy_size(ref) + copy_size(target) + copy_size(reason);
    Fragment *f = fragment_new(words);
    Space space = fragment_space(f);
    Term elements[5] = {ATOM_DOWN, copy_term(&space, ref), type};
    elements[3] = build_item(&space, copy_term(&space, target), name);
    elements[4] = copy_term(&space, reason);
    Signal *s = signal_new(SIGNAL_DOWN);
    s->message = space_tuple(&space, 5, elements);
    s->key = signal_key(ref);
    fragment_close(f, &space);
    s->fragment = f;
    if (!signal_send(watcher, s)) {
        signal_free(s);
    }
}

void monitor_send_down(Term watcher, Term ref, Term type, Term item, Term reason)
{
    bool is_name = term_is_atom(item);
    send_down(watcher, ref, type, is_name ? TERM_NIL : item, is_name ? item : TERM_NONE, reason);
}

Term monitor_create(Process *p, Term type, Term target, Term name, const MonitorOptions *options)
{
    Term ref = monitor_new_ref(p, options);
    if (target == p->pid) { // nobody is told of its own end: only the alias is of use
        if (options->flags & BOND_ALIAS_MASK) {
            insert_bond(p, BOND_ALIAS, ref, options->flags);
        }
        return ref;
    }
    monitor_insert(p, ref, type, target, name, options);
    if (type == ATOM_TIME_OFFSET) {
        add_offset_watcher(p->pid, signal_key(ref));
        return ref;
    }
    Signal *s = signal_new(SIGNAL_MONITOR);
    s->from = p->pid;
    s->key = signal_key(ref);
    s->item = name;
    s->fragment = copy_to_fragment(ref, &s->message);
    if (term_is_none(target) || !signal_send(target, s)) {
        signal_free(s);
        send_down(p->pid, ref, type, term_is_none(target) ? TERM_NIL : target, name, ATOM_NOPROC);
    }
    return ref;
}

static void send_demonitor(Process *p, const Bond *b)
{
    if (term_is_none(b->other) || b->type == ATOM_TIME_OFFSET) {
        return;
    }
    Signal *s = signal_new(SIGNAL_DEMONITOR);
    s->from = p->pid;
    s->key = b->key;
    s->fragment = copy_to_fragment(b->ref, &s->message);
    if (!signal_send(b->other, s)) {
        signal_free(s);
    }
}

bool monitor_remove(Process *p, Term ref)
{
    Bond *b = find_monitor(p, signal_key(ref));
    if (b == NULL || b->kind != BOND_MONITOR) {
        return false;
    }
    send_demonitor(p, b);
    end_monitor(p, b);
    return true;
}

Term monitor_target(const Process *p, Term ref)
{
    const Bond *b = find_monitor(p, signal_key(ref));
    return b && b->kind == BOND_MONITOR ? b->other : TERM_NONE;
}

typedef struct ListBuilder {
    Space *space;
    Term list;
} ListBuilder;

static void add_monitor(Bond *b, void *data)
{
    ListBuilder *l = data;
    if (b->kind != BOND_MONITOR) {
        return;
    }
    Term item = term_is_none(b->item) ? copy_term(l->space, b->other)
                                      : build_item(l->space, copy_term(l->space, b->item), b->item);
    l->list = space_cons(l->space, space_tuple2(l->space, b->type, item), l->list);
}

Term monitor_list(const Process *p, Space *space)
{
    ListBuilder l = {space, TERM_NIL};
    if (p->links) {
        bond_each(p->links->monitors, add_monitor, &l);
    }
    return l.list;
}

bool monitor_accept_down(Process *p, Signal *s)
{
    Bond *b = find_monitor(p, s->key);
    if (b == NULL || b->kind != BOND_MONITOR) {
        return false;
    }
    if (!term_is_none(b->tag)) {
        Term tag = b->tag;
        Fragment *f = copy_to_fragment(b->tag, &tag);
        tuple_elements(s->message)[0] = tag;
        if (f) {
            f->next = s->fragment;
            s->fragment = f;
        }
    }
    if (b->flags & BOND_PRIORITY) {
        s->flags |= SIGNAL_PRIORITY;
    }
    end_monitor(p, b);
    return true;
}

// ---- monitors: the watched one's side

static void remove_watcher(Process *p, SignalKey key)
{
    Bond *b = p->links ? bond_remove(&p->links->watchers, key) : NULL;
    if (b) {
        p->links->watcher_count--;
        bond_free(b);
    }
}

void monitor_signal(Process *p, Signal *s)
{
    if (s->kind == SIGNAL_DEMONITOR) {
        remove_watcher(p, s->key);
        return;
    }
    LinkTree *tree = process_links(p);
    if (bond_find(tree->watchers, s->key)) {
        return;
    }
    Bond *b = bond_new(s->kind == SIGNAL_WATCH ? BOND_WATCHER_CODE : BOND_WATCHER);
    b->key = s->key;
    b->item = s->item;
    b->call = s->call;
    b->call_data = s->data;
    b->unlinking = s->number;
    if (s->kind == SIGNAL_MONITOR) {
        b->other = bond_keep(b, s->from);
        b->ref = bond_keep(b, s->message);
    }
    bond_insert(&tree->watchers, b);
    tree->watcher_count++;
}

static void add_watcher(Bond *b, void *data)
{
    ListBuilder *l = data;
    if (b->kind == BOND_WATCHER) {
        l->list = space_cons(l->space, copy_term(l->space, b->other), l->list);
    }
}

Term monitored_by_list(const Process *p, Space *space)
{
    ListBuilder l = {space, TERM_NIL};
    if (p->links) {
        bond_each(p->links->watchers, add_watcher, &l);
    }
    return l.list;
}

static void tell_watcher(Process *p, Bond *b, Term reason)
{
    if (b->kind == BOND_WATCHER_CODE) {
        b->call(b->call_data, b->unlinking, p->pid);
    } else {
        send_down(b->other, b->ref, ATOM_PROCESS, p->pid, b->item, reason);
    }
}

int32_t monitor_exit_all(Process *p, Term reason, int32_t budget)
{
    int32_t done = 0;
    Bond *b;
    while (p->links && done < budget && (b = bond_first(p->links->watchers)) != NULL) {
        bond_remove(&p->links->watchers, b->key);
        p->links->watcher_count--;
        tell_watcher(p, b, reason);
        bond_free(b);
        done++;
    }
    while (p->links && done < budget && (b = bond_first(p->links->monitors)) != NULL) {
        if (b->kind == BOND_MONITOR) {
            send_demonitor(p, b);
        }
        remove_monitor(p, b);
        done++;
    }
    return done;
}

// ---- aliases

Term alias_create(Process *p, uint32_t flags)
{
    Term ref = ref_make_pid(process_space(p), p->pid);
    insert_bond(p, BOND_ALIAS, ref, flags);
    return ref;
}

bool alias_remove(Process *p, Term ref)
{
    Bond *b = find_monitor(p, signal_key(ref));
    if (b == NULL || !(b->flags & BOND_ALIAS_MASK)) {
        return false;
    }
    if (b->kind == BOND_ALIAS) {
        remove_monitor(p, b);
    } else {
        end_alias(b);
    }
    return true;
}

bool alias_is_active(const Process *p, Signal *s)
{
    const Bond *b = find_monitor(p, s->key);
    if (b == NULL || !(b->flags & BOND_ALIAS_MASK)) {
        return false;
    }
    if (!(b->flags & BOND_ALIAS_PRIORITY)) {
        s->flags &= (uint8_t)~SIGNAL_PRIORITY;
    }
    return true;
}

bool alias_accept(Process *p, Signal *s)
{
    if (!alias_is_active(p, s)) {
        return false;
    }
    Bond *b = find_monitor(p, s->key);
    if (b->flags & BOND_ALIAS_REPLY) {
        if (b->kind == BOND_MONITOR) {
            send_demonitor(p, b);
        }
        remove_monitor(p, b);
    }
    return true;
}

// ---- C code that watches

enum { WATCH_KEY = -1 }; // second word of the key: no reference has it

bool monitor_watch(Term pid, void (*call)(void *data, uint64_t number, Term pid), void *data,
                   uint64_t *number)
{
    Signal *s = signal_new(SIGNAL_WATCH);
    s->number = *number = link_next_id();
    s->key = (SignalKey){*number, (uint64_t)WATCH_KEY};
    s->call = call;
    s->data = data;
    if (process_find(pid) == NULL || !signal_send(pid, s)) {
        signal_free(s);
        return false;
    }
    return true;
}

void monitor_unwatch(Term pid, uint64_t number)
{
    Signal *s = signal_new(SIGNAL_DEMONITOR);
    s->key = (SignalKey){number, (uint64_t)WATCH_KEY};
    if (!signal_send(pid, s)) {
        signal_free(s);
    }
}
