// SPDX-License-Identifier: Apache-2.0
// process.c -- making a process, what it looks like from outside, and how BIFs fail in it.
//
// A spawn builds the whole process while its state is RUNNING, so that signals sent to it from the
// moment its pid is in the table only pile up; then it becomes RUNNABLE and goes into a run queue.
// Links and monitors of spawn_link and spawn_monitor are made on both sides here, without signals:
// nobody else can have seen the pid.
//
//   new stack:  [ return address of process_bottom_code ]     args: x0 = module, x1 = function, x2 = argument list
//
// INVARIANTS
//   1. refs starts at 1: the process's own life. process_release frees the struct when the last one
//      goes.
//   2. Every Term field of the struct is a valid term at all times (collections look at them): []
//      when unused.
//
// Read before: vm/proc/process.h     Read next: vm/proc/process_gc.c
#include "vm/proc/process.h"

#include "vm/base/alloc.h"
#include "vm/heap/copy.h"
#include "vm/proc/dictionary.h"
#include "vm/proc/link.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/message.h"
#include "vm/proc/monitor.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/process_extra.h"
#include "vm/proc/registry.h"
#include "vm/proc/run_queue.h"
#include "vm/term/atom.h"
#include "vm/term/map.h"

// An idle process is this struct and one block; the allocator adds 8 bytes to each. With its place in the table of pids and
// what others hold to know it, that is less than 1,000 bytes (beam_tests/bench/memory/process_bytes.erl).
static_assert(sizeof(Process) + HEAP_FIRST_WORDS * sizeof(Term) + 16 <= 900, "small processes");

_Atomic uint32_t process_default_min_heap = HEAP_MIN_DEFAULT;
_Atomic uint32_t process_default_min_vheap = HEAP_MIN_VHEAP_DEFAULT;
_Atomic uint32_t process_default_fullsweep = HEAP_FULLSWEEP_DEFAULT;
_Atomic uint32_t process_default_max_heap_flags = HEAP_MAX_KILL | HEAP_MAX_LOG;
_Atomic size_t process_default_max_heap;
_Atomic bool process_default_off_heap_messages;
const Cell *process_apply_code, *process_bottom_code;
_Thread_local Registers *registers_current;

void process_system_init(uint32_t process_limit)
{
    pid_table_init(process_limit ? process_limit : PID_TABLE_LIMIT_DEFAULT);
    registry_init();
    monitor_init();
}

// ---- spawn

void spawn_options_default(SpawnOptions *o)
{
    *o = (SpawnOptions){
        .module = TERM_NIL,
        .function = TERM_NIL,
        .arguments = TERM_NIL,
        .group_leader = TERM_NONE,
        .monitor_options = TERM_NIL,
        .priority = PRIORITY_NORMAL,
        .min_heap_words = process_default_min_heap,
        .min_vheap_words = process_default_min_vheap,
        .fullsweep_after = (uint16_t)process_default_fullsweep,
        .max_heap_words = process_default_max_heap,
        .heap_flags = process_default_max_heap_flags,
        .off_heap_messages = process_default_off_heap_messages,
        .request_ref = TERM_NONE,
        .reply_tag = TERM_NONE,
    };
}

static void init_heap(Process *p, const SpawnOptions *o, size_t need_words)
{
    size_t first_words = HEAP_FIRST_WORDS;
    if (need_words > first_words || o->min_heap_words > HEAP_MIN_DEFAULT) {
        first_words = need_words > o->min_heap_words ? need_words : o->min_heap_words;
        first_words = heap_next_size(first_words);
    }
    heap_init(&p->heap, first_words, o->min_heap_words);
    p->heap.min_vheap_words = o->min_vheap_words;
    p->heap.fullsweep_after = o->fullsweep_after;
    p->heap.max_words = o->max_heap_words;
    p->heap.flags |= o->heap_flags;
    heap_set_stack(&p->heap, p->heap.end - 1);
    *p->heap.stack = return_address_make(process_bottom_code);
}

static uint32_t spawn_flags(const SpawnOptions *o)
{
    return (o->system ? (uint32_t)PROCESS_SYSTEM : 0) |
           (o->off_heap_messages ? (uint32_t)PROCESS_OFF_HEAP_MESSAGES : 0) |
           (o->async_dist ? (uint32_t)PROCESS_ASYNC_DIST : 0);
}

static Process *new_process(const SpawnOptions *o, Term parent, Term group_leader)
{
    Process *p = vm_alloc(sizeof *p); // calloc does not look into the C library's per-thread lists
    memset(p, 0, sizeof *p);
    vm_memory_count(MEMORY_HEAPS, sizeof *p, 0);
    p->error_value = p->error_trace = p->error_args = p->error_info = TERM_NIL;
    p->registered_name = TERM_NONE;
    p->parent = parent;
    p->initial_module = o->module;
    p->initial_function = o->function;
    int64_t arity = list_length(o->arguments);
    p->initial_arity = arity < 0 ? 0 : arity > UINT16_MAX ? UINT16_MAX : (uint16_t)arity;
    p->flags = spawn_flags(o);
    p->inbox_last = p->inbox_save = &p->inbox_first;
    atomic_init(&p->state, STATE_RUNNING);
    atomic_init(&p->refs, 1);
    atomic_init(&p->priority, (uint8_t)o->priority);
    p->args = p->args_inline;
    p->args_room = PROCESS_ARGS_INLINE;
    size_t words = copy_size(o->arguments) + copy_size(group_leader);
    init_heap(p, o, words + 1 + HEAP_STACK_RESERVE);
    p->group_leader = copy_term(&p->heap.space, group_leader);
    p->args[0] = o->module;
    p->args[1] = o->function;
    p->args[2] = copy_term(&p->heap.space, o->arguments);
    p->args_live = 3;
    p->resume = process_apply_code;
    return p;
}

static void insert_watcher(Process *p, Term ref, Term watcher)
{
    Signal s = {.kind = SIGNAL_MONITOR,
                .from = watcher,
                .key = signal_key(ref),
                .message = ref,
                .item = TERM_NONE};
    monitor_signal(p, &s);
}

static Term tie_to_parent(Process *parent, Process *p, const SpawnOptions *o)
{
    if (o->link) {
        link_insert(parent, p->pid);
        link_insert(p, parent->pid);
        link_set_priority(parent, p->pid, o->link_has_priority);
    }
    if (!o->monitor) {
        return TERM_NONE;
    }
    MonitorOptions options = {TERM_NONE, 0};
    monitor_options_parse(o->monitor_options, &options);
    Term ref = term_is_none(o->request_ref) ? monitor_new_ref(parent, &options) : o->request_ref;
    monitor_insert(parent, ref, ATOM_PROCESS, p->pid, TERM_NONE, &options);
    insert_watcher(p, ref, parent->pid);
    return ref;
}

static void send_spawn_reply(Process *parent, Term pid, const SpawnOptions *o)
{
    MessageBuilder b;
    Space *space = message_begin(&b, 5 + copy_size(o->reply_tag) + copy_size(o->request_ref));
    Term message = space_tuple4(space, copy_term(space, o->reply_tag),
                                copy_term(space, o->request_ref), ATOM_OK, pid);
    message_end(&b, pid, parent->pid, message);
}

static void make_runnable(Process *p)
{
    // RUNNING and RUNNABLE change in one step: no wake in between can push it a second time.
    uint32_t state = atomic_load_explicit(&p->state, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(
        &p->state, &state, (state & ~(uint32_t)STATE_RUNNING) | STATE_RUNNABLE,
        memory_order_acq_rel, memory_order_relaxed)) {
    }
    run_queue_push(p);
}

Term process_spawn(Process *parent, const SpawnOptions *o, Term *monitor_ref)
{
    Term group_leader = !term_is_none(o->group_leader) ? o->group_leader
                        : parent                       ? parent->group_leader
                                                       : TERM_NIL;
    Process *p = new_process(o, parent ? parent->pid : ATOM_UNDEFINED, group_leader);
    if (!pid_table_insert(p)) {
        heap_destroy(&p->heap);
        vm_memory_count(MEMORY_HEAPS, 0, sizeof *p);
        vm_free(p, sizeof *p);
        return TERM_NONE;
    }
    Term pid = p->pid;
    if (term_is_nil(p->group_leader)) {
        p->group_leader = pid;
    }
    if (parent) {
        Term ref = tie_to_parent(parent, p, o);
        if (monitor_ref) {
            *monitor_ref = ref;
        }
        if (!term_is_none(o->request_ref) && o->reply_success) {
            send_spawn_reply(parent, pid, o);
        }
    }
    make_runnable(p);
    return pid;
}

void process_retain(Process *p) { atomic_fetch_add_explicit(&p->refs, 1, memory_order_relaxed); }

void process_release(Process *p)
{
    if (atomic_fetch_sub_explicit(&p->refs, 1, memory_order_acq_rel) == 1) {
        vm_memory_count(MEMORY_HEAPS, 0, sizeof *p);
        vm_free(p, sizeof *p);
    }
}

void process_save_args(Process *p, const Term *x, uint32_t live)
{
    if (live > p->args_room) {
        if (p->args != p->args_inline) {
            vm_free(p->args, p->args_room * sizeof *p->args);
        }
        p->args = vm_alloc(live * sizeof *p->args);
        p->args_room = (uint16_t)live;
    }
    memcpy(p->args, x, live * sizeof *x);
    p->args_live = (uint16_t)live;
}

// ---- seen from outside

Term process_status(const Process *p)
{
    uint32_t state = atomic_load_explicit(&p->state, memory_order_relaxed);
    return state & (STATE_EXITING | STATE_FREE) ? ATOM_EXITING
           : state & STATE_GC                   ? ATOM_GARBAGE_COLLECTING
           : state & STATE_SUSPENDED            ? ATOM_SUSPENDED
           : state & STATE_RUNNING              ? ATOM_RUNNING
           : state & STATE_RUNNABLE             ? ATOM_RUNNABLE
                                                : ATOM_WAITING;
}

size_t process_total_heap_words(const Process *p) { return heap_total_words(&p->heap); }

size_t process_memory_bytes(const Process *p)
{
    size_t bytes = sizeof *p + heap_total_words(&p->heap) * sizeof(Term) + mailbox_bytes(p) +
                   dictionary_bytes(p);
    if (p->args != p->args_inline) {
        bytes += p->args_room * sizeof *p->args;
    }
    if (p->links) {
        size_t bonds =
            (size_t)p->links->link_count + p->links->monitor_count + p->links->watcher_count;
        bytes += sizeof *p->links + bonds * sizeof(Bond);
    }
    return bytes + (p->extra ? sizeof *p->extra : 0);
}

// ---- failing from a BIF

static Term raise(Process *p, RaiseClass class, Term value, uint8_t flags)
{
    p->raise_class = (uint8_t) class;
    p->raise_flags = flags;
    p->error_value = value;
    p->error_trace = p->error_args = p->error_info = TERM_NIL;
    return TERM_NONE;
}

Term bif_error(Process *p, Term reason) { return raise(p, RAISE_ERROR, reason, 0); }
Term bif_raise(Process *p, RaiseClass class, Term value) { return raise(p, class, value, 0); }

Term bif_error_cause(Process *p, Term reason, Term cause)
{
    raise(p, RAISE_ERROR, reason, RAISE_HAS_INFO);
    Term pairs[2] = {ATOM_CAUSE, cause};
    p->error_info = map_from_pairs(process_space(p), pairs, 1);
    return TERM_NONE;
}

Term bif_trap(Process *p, Term *arg, Export *export, uint32_t argc, const Term *argv)
{
    if (argc > 0) {
        memmove(arg, argv, argc * sizeof *argv);
    }
    p->raise_class = BIF_TRAP;
    p->trap_export = export;
    return TERM_NONE;
}

Term bif_again(Process *p)
{
    p->raise_class = BIF_AGAIN;
    return TERM_NONE;
}

Term bif_wait(Process *p)
{
    p->raise_class = BIF_WAIT;
    return TERM_NONE;
}
