// SPDX-License-Identifier: Apache-2.0
// bif_process_info.c -- process_info, is_process_alive, processes.
//
// A process's own fields are read by its own thread only: another process's information is asked
// for by remote_call, so it comes in order with all other signals between the two (is_process_alive
// after exit/2 gives false).
//
// One row per item in `items`; process_info/1 lists those with SHOWN in the order of the
// documentation. What a process flag `sensitive` hides is asked for in the items it hides.
//
// Read before: vm/bif/remote_call.h
#include "vm/bif/argument.h"
#include "vm/bif/backtrace.h"
#include "vm/bif/bif_suspend.h"
#include "vm/bif/max_heap.h"
#include "vm/bif/remote_call.h"
#include "vm/code/code_range.h"
#include "vm/code/export.h"
#include "vm/heap/copy.h"
#include "vm/proc/dictionary.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/monitor.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/registry.h"
#include "vm/proc/stacktrace.h"
#include "vm/term/binary.h"

typedef Term (*ItemFunction)(Process *t, Space *s);

// NULL: a function of the machine, called by apply or as a fun, stands at no instruction of its caller.
static const Cell *instruction_of(const Process *t)
{
    const Cell *at = t == process_current() && t->current ? t->current : t->resume;
    return at == process_apply_code || code_range_find(at) ? at : NULL;
}

// ... and counts as where the caller goes on.
static const Cell *place_of(Process *t)
{
    const Cell *at = instruction_of(t);
    if (!at) {
        stacktrace_addresses(t, NULL, NULL, &at, 1);
    }
    return at;
}

static bool is_sensitive(const Process *t) { return t->flags & PROCESS_SENSITIVE; }

static Term item_registered_name(Process *t, Space *s)
{
    (void)s;
    const Term name = registry_name_of(t);
    return term_is_none(name) ? TERM_NIL : name;
}
static Term item_current_function(Process *t, Space *s)
{
    const Cell *at = place_of(t);
    if (t->flags & PROCESS_HIBERNATED) {
        return space_tuple3(s, ATOM_ERLANG, ATOM_HIBERNATE, SMALL(3));
    }
    if (at == process_apply_code) {
        return space_tuple3(s, t->initial_module, t->initial_function,
                            small_make(t->initial_arity));
    }
    const Term found = stacktrace_function(s, at);
    if (!term_is_none(found)) {
        return found;
    }
    const Term stack = stacktrace_current(t, s, 1, at);
    if (!term_is_cons(stack)) {
        return ATOM_UNDEFINED;
    }
    const Term *e = tuple_elements(cons_head(stack));
    return space_tuple3(s, e[0], e[1], e[2]);
}
static Term item_current_stacktrace(Process *t, Space *s)
{
    return stacktrace_current(t, s, stacktrace_depth, instruction_of(t));
}
static Term item_current_location(Process *t, Space *s)
{
    if (t->flags & PROCESS_HIBERNATED) {
        return space_tuple4(s, ATOM_ERLANG, ATOM_HIBERNATE, SMALL(3), TERM_NIL);
    }
    const Term stack = stacktrace_current(t, s, 1, place_of(t));
    return term_is_cons(stack) ? cons_head(stack) : ATOM_UNDEFINED;
}
static Term item_initial_call(Process *t, Space *s)
{
    return space_tuple3(s, t->initial_module, t->initial_function, small_make(t->initial_arity));
}
// Who answers another's question runs on a scheduler, but is what it was before: waiting, if it
// waits for a message.
static Term item_status(Process *t, Space *s)
{
    (void)s;
    const Term status = process_status(t);
    return status == ATOM_RUNNING && t->flags & PROCESS_WAITING ? ATOM_WAITING : status;
}
static Term item_messages(Process *t, Space *s)
{
    return is_sensitive(t) ? TERM_NIL : mailbox_list(t, s);
}
static Term item_message_queue_len(Process *t, Space *s)
{
    (void)s;
    return small_make(mailbox_length(t));
}
static Term item_links(Process *t, Space *s) { return link_list(t, s); }
static Term item_monitors(Process *t, Space *s) { return monitor_list(t, s); }
static Term item_monitored_by(Process *t, Space *s) { return monitored_by_list(t, s); }
static Term item_dictionary(Process *t, Space *s)
{
    return is_sensitive(t) ? TERM_NIL : dictionary_list(t, s);
}
static Term find_in_dictionary(const Process *t, Term key)
{
    const Term value = dictionary_get(t, key);
    return term_is_none(value) ? ATOM_UNDEFINED : value;
}
static Term item_label(Process *t, Space *s)
{
    (void)s;
    return find_in_dictionary(t, ATOM_PROCESS_LABEL);
}
static Term item_async_dist(Process *t, Space *s)
{
    (void)s;
    return argument_boolean(t->flags & PROCESS_ASYNC_DIST);
}
static Term item_trap_exit(Process *t, Space *s)
{
    (void)s;
    return argument_boolean(t->flags & PROCESS_TRAP_EXIT);
}
static Term item_error_handler(Process *t, Space *s)
{
    (void)s;
    return t->extra && t->extra->error_handler_set ? t->extra->error_handler : ATOM_ERROR_HANDLER;
}
static Term item_heap_size(Process *t, Space *s)
{
    return space_unsigned(s, (uint64_t)(t->heap.end - t->heap.start));
}
static Term item_stack_size(Process *t, Space *s)
{
    return space_unsigned(s, (uint64_t)(t->heap.end - t->heap.stack));
}
static Term item_total_heap_size(Process *t, Space *s)
{
    return space_unsigned(s, process_total_heap_words(t));
}
static Term item_memory(Process *t, Space *s) { return space_unsigned(s, process_memory_bytes(t)); }
static Term item_reductions(Process *t, Space *s)
{
    return space_unsigned(s, process_reductions(t));
}
static Term item_group_leader(Process *t, Space *s)
{
    (void)s;
    return t->group_leader;
}
static Term item_priority(Process *t, Space *s)
{
    (void)s;
    const Term names[] = {ATOM_MAX, ATOM_HIGH, ATOM_NORMAL, ATOM_LOW};
    return names[atomic_load(&t->priority) & 3];
}
static Term item_parent(Process *t, Space *s)
{
    (void)s;
    return t->parent;
}
static Term item_catchlevel(Process *t, Space *s)
{
    (void)s;
    return small_make(t->catches);
}
static Term item_suspending(Process *t, Space *s) { return suspend_list(t, s); }
static Term item_sequential_trace_token(Process *t, Space *s)
{
    (void)s;
    return t->extra ? t->extra->roots[EXTRA_ROOT_SEQ_TOKEN] : TERM_NIL;
}
static Term item_message_queue_data(Process *t, Space *s)
{
    (void)s;
    return t->flags & PROCESS_OFF_HEAP_MESSAGES ? ATOM_OFF_HEAP : ATOM_ON_HEAP;
}
static Term item_binary(Process *t, Space *s)
{
    Term list = TERM_NIL;
    for (OffHeapLink *l = t->heap.space.offheap; l != NULL; l = l->next) {
        const RefcBin *b = (const RefcBin *)((const Term *)l - 1);
        if (header_subtag(b->header) == SUBTAG_REFC_BIN) {
            const Term id = space_unsigned(s, (uint64_t)(uintptr_t)b->data),
                       size = space_unsigned(s, b->data->size);
            list = space_cons(s, space_tuple3(s, id, size, small_make(atomic_load(&b->data->refs))),
                              list);
        }
    }
    return list;
}
static Term item_min_heap_size(Process *t, Space *s)
{
    (void)s;
    return small_make(t->heap.min_words);
}
static Term item_min_bin_vheap_size(Process *t, Space *s)
{
    (void)s;
    return small_make(t->heap.min_vheap_words);
}
static Term item_fullsweep_after(Process *t, Space *s)
{
    (void)s;
    return small_make(t->heap.fullsweep_after);
}
static Term item_max_heap_size(Process *t, Space *s)
{
    return max_heap_map(s, t->heap.max_words, t->heap.flags);
}
static Term item_garbage_collection(Process *t, Space *s)
{
    const Term pairs[] = {
        space_tuple2(s, ATOM_MAX_HEAP_SIZE, item_max_heap_size(t, s)),
        space_tuple2(s, ATOM_MIN_BIN_VHEAP_SIZE, item_min_bin_vheap_size(t, s)),
        space_tuple2(s, ATOM_MIN_HEAP_SIZE, item_min_heap_size(t, s)),
        space_tuple2(s, ATOM_FULLSWEEP_AFTER, item_fullsweep_after(t, s)),
        space_tuple2(s, ATOM_MINOR_GCS, small_make(t->heap.minor_count)),
    };
    return space_list(s, pairs, sizeof pairs / sizeof pairs[0], TERM_NIL);
}

// Calls are never saved (process_flag(save_calls)).
static Term item_last_calls(Process *t, Space *s)
{
    (void)t, (void)s;
    return ATOM_FALSE;
}
static Term item_gc_info(Process *t, Space *s)
{
    const Heap *h = &t->heap;
    const Term pairs[] = {
        space_tuple2(s, ATOM_OLD_HEAP_BLOCK_SIZE, small_make(h->old_end - h->old_start)),
        space_tuple2(s, ATOM_HEAP_BLOCK_SIZE, small_make(h->end - h->start)),
        space_tuple2(s, ATOM_MBUF_SIZE, small_make((int64_t)h->fragment_words)),
        space_tuple2(s, ATOM_RECENT_SIZE,
                     small_make(h->space.top > h->high_water ? h->space.top - h->high_water : 0)),
        space_tuple2(s, ATOM_STACK_SIZE, small_make(h->end - h->stack)),
        space_tuple2(s, ATOM_OLD_HEAP_SIZE, small_make(h->old_top - h->old_start)),
        space_tuple2(s, ATOM_HEAP_SIZE, small_make(h->space.top - h->start)),
        space_tuple2(s, ATOM_BIN_VHEAP_SIZE,
                     space_unsigned(s, h->space.offheap_bytes / sizeof(Term))),
        space_tuple2(s, ATOM_BIN_VHEAP_BLOCK_SIZE,
                     space_unsigned(s, h->vheap_limit / sizeof(Term))),
        space_tuple2(s, ATOM_BIN_OLD_VHEAP_SIZE,
                     space_unsigned(s, h->old_offheap_bytes / sizeof(Term))),
        space_tuple2(s, ATOM_BIN_OLD_VHEAP_BLOCK_SIZE,
                     space_unsigned(s, h->old_vheap_limit / sizeof(Term))),
    };
    return space_list(s, pairs, sizeof pairs / sizeof pairs[0], TERM_NIL);
}
static Term item_backtrace(Process *t, Space *s)
{
    ByteVec out = {0};
    if (!is_sensitive(t)) {
        backtrace_print(&out, t);
    }
    const Term text = space_binary(s, out.data, out.size);
    byte_vec_free(&out);
    return text;
}

static const struct Item {
    Term name;
    ItemFunction function;
    bool shown;
} items[] = {
    {0, item_registered_name, false}, // in process_info/1 only when there is one
#define ITEM(name, function, shown)        \
    {                                      \
        ATOM_INDEX_##name, function, shown \
    }
    ITEM(CURRENT_FUNCTION, item_current_function, true),
    ITEM(INITIAL_CALL, item_initial_call, true),
    ITEM(STATUS, item_status, true),
    ITEM(MESSAGE_QUEUE_LEN, item_message_queue_len, true),
    ITEM(LINKS, item_links, true),
    ITEM(DICTIONARY, item_dictionary, true),
    ITEM(TRAP_EXIT, item_trap_exit, true),
    ITEM(ERROR_HANDLER, item_error_handler, true),
    ITEM(PRIORITY, item_priority, true),
    ITEM(GROUP_LEADER, item_group_leader, true),
    ITEM(TOTAL_HEAP_SIZE, item_total_heap_size, true),
    ITEM(HEAP_SIZE, item_heap_size, true),
    ITEM(STACK_SIZE, item_stack_size, true),
    ITEM(REDUCTIONS, item_reductions, true),
    ITEM(GARBAGE_COLLECTION, item_garbage_collection, true),
    ITEM(SUSPENDING, item_suspending, true),
    ITEM(CURRENT_LOCATION, item_current_location, false),
    ITEM(CURRENT_STACKTRACE, item_current_stacktrace, false),
    ITEM(MESSAGES, item_messages, false),
    ITEM(MONITORS, item_monitors, false),
    ITEM(MONITORED_BY, item_monitored_by, false),
    ITEM(MEMORY, item_memory, false),
    ITEM(PARENT, item_parent, false),
    ITEM(CATCHLEVEL, item_catchlevel, false),
    ITEM(SEQUENTIAL_TRACE_TOKEN, item_sequential_trace_token, false),
    ITEM(MESSAGE_QUEUE_DATA, item_message_queue_data, false),
    ITEM(BINARY, item_binary, false),
    ITEM(MIN_HEAP_SIZE, item_min_heap_size, false),
    ITEM(MIN_BIN_VHEAP_SIZE, item_min_bin_vheap_size, false),
    ITEM(FULLSWEEP_AFTER, item_fullsweep_after, false),
    ITEM(MAX_HEAP_SIZE, item_max_heap_size, false),
    ITEM(LAST_CALLS, item_last_calls, false),
    ITEM(GARBAGE_COLLECTION_INFO, item_gc_info, false),
    ITEM(BACKTRACE, item_backtrace, false),
    ITEM(ASYNC_DIST, item_async_dist, false),
    ITEM(LABEL, item_label, false),
#undef ITEM
};
enum { ITEM_COUNT = sizeof items / sizeof items[0] };

static ItemFunction find_item(Term name)
{
    if (name == ATOM_REGISTERED_NAME) {
        return item_registered_name;
    }
    if ((name == ATOM_ASYNC_DIST && !release_has_async_dist()) ||
        (name == ATOM_LABEL && !release_has_process_labels())) {
        return NULL;
    }
    for (size_t i = 1; i < ITEM_COUNT; i++) {
        if (atom_from_index((uint32_t)items[i].name) == name) {
            return items[i].function;
        }
    }
    return NULL;
}

// {dictionary, Key} asks for one value.
static bool is_lookup(Term item)
{
    return release_has_dictionary_lookup() && term_is_tuple_of(item, 2) &&
           tuple_elements(item)[0] == ATOM_DICTIONARY;
}

static bool is_item(Term item)
{
    return is_lookup(item) || (term_is_atom(item) && find_item(item) != NULL);
}

// ---- on the target's thread

static Term value_of(Process *t, Space *s, Term item)
{
    if (!is_lookup(item)) {
        return find_item(item)(t, s);
    }
    return is_sensitive(t) ? ATOM_UNDEFINED : find_in_dictionary(t, tuple_elements(item)[1]);
}

static Term answer_one(Process *t, Term name)
{
    if (t == NULL) {
        return ATOM_UNDEFINED;
    }
    Space *s = process_space(t);
    const Term value = value_of(t, s, name);
    return name == ATOM_REGISTERED_NAME && value == TERM_NIL
               ? TERM_NIL
               : space_tuple2(s, copy_term(s, name), value);
}

static bool contains(Term list, Term wanted)
{
    while (term_is_cons(list) && cons_head(list) != wanted) {
        list = cons_tail(list);
    }
    return term_is_cons(list);
}

static Term answer_list(Process *t, Term names)
{
    if (t == NULL) {
        return ATOM_UNDEFINED;
    }
    Space *s = process_space(t);
    // Hidden messages are not counted either, but only where both are asked for.
    const bool hides_messages = is_sensitive(t) && contains(names, ATOM_MESSAGES);
    Term answers[ITEM_COUNT * 4];
    size_t count = 0;
    for (; term_is_cons(names) && count < ITEM_COUNT * 4; names = cons_tail(names)) {
        const Term item = cons_head(names);
        const Term value =
            hides_messages && item == ATOM_MESSAGE_QUEUE_LEN ? SMALL(0) : value_of(t, s, item);
        answers[count++] = space_tuple2(s, copy_term(s, item), value);
    }
    return space_list(s, answers, count, TERM_NIL);
}

static Term answer_all(Process *t, Term unused)
{
    (void)unused;
    if (t == NULL) {
        return ATOM_UNDEFINED;
    }
    Space *s = process_space(t);
    Term answers[ITEM_COUNT];
    size_t count = 0;
    const Term name = item_registered_name(t, s);
    if (name != TERM_NIL) {
        answers[count++] = space_tuple2(s, ATOM_REGISTERED_NAME, name);
    }
    for (size_t i = 1; i < ITEM_COUNT; i++) {
        if (items[i].shown) {
            answers[count++] =
                space_tuple2(s, atom_from_index((uint32_t)items[i].name), items[i].function(t, s));
        }
    }
    return space_list(s, answers, count, TERM_NIL);
}

static Term ask(Process *p, Term pid, RemoteFunction f, Term request)
{
    return pid == p->pid ? f(p, request) : remote_call(p, pid, f, request, false);
}

// ---- the functions

Term bif_erlang_process_info_1(Process *p, Term *arg)
{
    return term_is_local_pid(arg[0]) ? ask(p, arg[0], answer_all, TERM_NIL) : bif_badarg(p);
}

Term bif_erlang_process_info_2(Process *p, Term *arg)
{
    if (!term_is_local_pid(arg[0])) {
        return bif_badarg(p);
    }
    if (is_item(arg[1])) {
        return ask(p, arg[0], answer_one, arg[1]);
    }
    size_t count = 0;
    Term names = arg[1], name;
    while (argument_next(&names, &name)) {
        if (!is_item(name) || ++count > ITEM_COUNT * 4) {
            return bif_badarg(p);
        }
    }
    return names == TERM_NIL ? ask(p, arg[0], answer_list, arg[1]) : bif_badarg(p);
}

static Term answer_alive(Process *t, Term unused)
{
    (void)unused;
    return argument_boolean(t != NULL && !process_is_exiting(t));
}

Term bif_erlang_is_process_alive_1(Process *p, Term *arg)
{
    return term_is_local_pid(arg[0]) ? ask(p, arg[0], answer_alive, TERM_NIL) : bif_badarg(p);
}

typedef struct PidList {
    Space *space;
    Term list;
} PidList;

static void add_pid(Process *t, void *data)
{
    PidList *l = data;
    if (!process_is_exiting(t)) {
        l->list = space_cons(l->space, t->pid, l->list);
    }
}

static Term reverse_list(Space *space, Term list)
{
    Term reversed = TERM_NIL;
    for (; term_is_cons(list); list = cons_tail(list)) {
        reversed = space_cons(space, cons_head(list), reversed);
    }
    return reversed;
}

// In order of age, as the table is walked from the oldest slot.
Term bif_erlang_processes_0(Process *p, Term *arg)
{
    (void)arg;
    PidList l = {process_space(p), TERM_NIL};
    pid_table_each(add_pid, &l);
    process_charge(p, pid_table_count() / 16);
    return reverse_list(l.space, l.list);
}

// From one slot of the table on: {Next, Pids}, or none at its end.
Term bif_erts_internal_processes_next_1(Process *p, Term *arg)
{
    enum { SLOTS_AT_ONCE = 1000 };
    int64_t from;
    if (!argument_in_range(arg[0], 0, pid_table_limit(), &from)) {
        return bif_badarg(p);
    }
    PidList l = {process_space(p), TERM_NIL};
    const uint32_t next = pid_table_some((uint32_t)from, SLOTS_AT_ONCE, add_pid, &l);
    process_charge(p, SLOTS_AT_ONCE / 16);
    return next == (uint32_t)from
               ? ATOM_NONE
               : space_tuple2(l.space, small_make(next), reverse_list(l.space, l.list));
}

static Term answer_group_leader_set(Process *t, Term leader)
{
    if (t == NULL) {
        return ATOM_BADARG;
    }
    t->group_leader = copy_term(process_space(t), leader);
    return ATOM_TRUE;
}

Term bif_erlang_group_leader_0(Process *p, Term *arg)
{
    (void)arg;
    return p->group_leader;
}

// group_leader(Leader, Pid): true, or badarg as a value
Term bif_erts_internal_group_leader_2(Process *p, Term *arg)
{
    if (!term_is_pid(arg[0]) || !term_is_local_pid(arg[1])) {
        return ATOM_BADARG;
    }
    return ask(p, arg[1], answer_group_leader_set, arg[0]);
}
