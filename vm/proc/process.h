// SPDX-License-Identifier: Apache-2.0
// process.h -- an Erlang process: its struct, with fields grouped by who may touch them, creation
// and lookup.
//
// An idle process costs at most 1,000 bytes: this struct plus a block of HEAP_FIRST_WORDS. What
// most processes never need lives in ProcessExtra, made on demand.
//
// Who runs it: a process is in one state at a time -- runnable (in one run queue), running (on one
// scheduler thread), waiting (in no queue) or exiting. The thread that runs it owns the fields of
// group 1 without a lock. Other threads reach it only through its signal queue (signal.h) and the
// atomic fields of group 2; they find it by pid (pid_table.h) and may keep the pointer until their
// next quiet point (epochs, vm/base/epoch.h), or for longer with process_retain.
//
// Read before: vm/code/code.h     Read next: vm/sched/scheduler.h
#pragma once

#include "vm/code/export.h"
#include "vm/heap/gc.h"
#include "vm/proc/registers.h"

// Why a BIF, or the interpreter, did not go on normally. RAISE_*: an exception with class,
// error_value, error_trace set.
typedef enum RaiseClass {
    RAISE_NONE = 0,
    RAISE_ERROR, // erlang:error and all run-time errors
    RAISE_EXIT,
    RAISE_THROW,
    BIF_TRAP, // go on by calling trap_export with the arguments that the BIF left in x0..
    // call the same BIF with the same arguments again in the next time slice (arguments in arg[]
    // may have been changed)
    BIF_AGAIN,
    BIF_WAIT,      // as BIF_AGAIN, but wait until a signal arrives first
    BIF_EXITING,   // the process has been told to exit: do not return to Erlang code
    BIF_SLEEP,     // as BIF_WAIT, but for a message, and with the smallest heap
    BIF_HIBERNATE, // continue in trap_export after hibernation (x0..x2 = M, F, A list)
    BIF_DIRTY_CPU, // make this same call on a dirty scheduler (registers.h)
    BIF_DIRTY_IO,
} RaiseClass;

// Flags of an exception beside its class.
enum {
    RAISE_HAS_TRACE =
        1, // error_trace holds a complete trace (raise/3, raw_raise): do not build one
    RAISE_HAS_ARGS =
        2, // error_args is the argument list for the top entry (erlang:error/2,3, function_clause)
    RAISE_HAS_INFO =
        4, // error_info is a map for the top entry's {error_info, Map}, or atom function_clause (raise.h)
    RAISE_NO_LOG = 8,
    RAISE_IN_NIF =
        32, // a native function of a library: told as [{M, F, Args, []}], without error_info
    RAISE_AT_CALL =
        64, // by a call of a native function: a return address that is this place is the same entry
    RAISE_BY_CALLER =
        // error/1.., exit/1, throw/1, raise/3: the trace begins with the caller, not with the BIF
    16,
};

typedef enum ProcessPriority {
    PRIORITY_MAX,
    PRIORITY_HIGH,
    PRIORITY_NORMAL,
    PRIORITY_LOW,
    PRIORITY_COUNT
} ProcessPriority;

// Process.flags (owner only).
enum {
    PROCESS_TRAP_EXIT = 1,
    PROCESS_SYSTEM = 2, // spawned by spawn_system_process
    PROCESS_OFF_HEAP_MESSAGES = 4,
    PROCESS_SENSITIVE = 8,
    PROCESS_HIBERNATED = 16,
    PROCESS_FORCE_GC = 32,
    PROCESS_IN_BIF_WAIT =
        64, // waiting inside a BIF (BIF_WAIT), to be called again when a signal arrives
    PROCESS_TIMEOUT_SET = 128, // receive ... after: the timer of the present receive runs
    PROCESS_TIMED_OUT = 256,
    PROCESS_ASYNC_DIST = 512,
    PROCESS_WAITING =
        // stopped with STOP_WAIT: runs again only for a message, a timeout or PROCESS_IN_BIF_WAIT
    1024,
    PROCESS_NEEDS_FULL_GC = 2048,
};
// Process.state (atomic).
enum {
    STATE_RUNNABLE = 1, // in a run queue
    STATE_RUNNING = 2,
    STATE_EXITING = 4,    // has an exit reason; will run no more Erlang code
    STATE_FREE = 8,       // gone from the pid table
    STATE_SIGNALS = 16,   // woken by a signal since the scheduler last looked
    STATE_SUSPENDED = 32, // handles signals, but runs no Erlang code
    STATE_TIMED_OUT =
        64, // its receive timer has run out (becomes PROCESS_TIMED_OUT when it is scheduled)
    STATE_HAS_TIMERS = 128, // some erlang:start_timer/send_after names its pid (timer.c)
    STATE_DIRTY = 256,      // RUNNING on, or queued for, a dirty scheduler
    STATE_GC = 512,         // collecting (process_info status)
};

enum { PROCESS_ARGS_INLINE = 3 };         // what a new process begins with
typedef struct Dictionary Dictionary;     // dictionary.h
typedef struct ProcessExtra ProcessExtra; // process_extra.h: rarely needed fields
typedef struct LinkTree LinkTree;         // link.h: links and monitors by key
typedef struct Timer Timer;               // timer.h

struct Process {
    // 1. The thread that runs it
    //    ------------------------------------------------------------------------------------
    Heap heap;
    const Cell *resume; // where to go on; the live x registers are then in args
    Term *args;         // saved x registers: args_inline or allocated
    uint16_t args_live; // how many are saved
    uint16_t args_room;
    uint32_t catches;         // how many catch/try are open
    uint32_t flags;           // PROCESS_*
    int32_t reductions_left;  // of the present slice, while not in a machine register
    int32_t reductions_slice; // what the present slice began with
    uint8_t raise_class;      // RaiseClass
    uint8_t raise_flags;      // RAISE_HAS_*
    uint16_t initial_arity;
    uint64_t reductions; // executed before the present slice
    const Cell
        *current; // address that identifies the function being executed, while in C (0: see resume)
    // exception or BIF continuation in progress
    Term error_value, error_trace, error_args, error_info;
    Export *trap_export;
    Export *bif_export; // the BIF being called (for its stack trace entry)
    Term group_leader;
    Dictionary *dictionary; // NULL when empty
    Term initial_module, initial_function;
    Term parent;         // pid or undefined
    ProcessExtra *extra; // NULL until needed
    LinkTree *links;     // links and monitors, NULL when none (this process's own side)
    Term args_inline[PROCESS_ARGS_INLINE];
    // mailbox: inner queue (message.h)
    Signal *inbox_first, **inbox_last,
        **inbox_save;        // inbox_save: where the current message's address is stored
    uint32_t inbox_count;    // messages in it (no markers)
    uint32_t inbox_attached; // of those, how many have their term in this heap (roots)
    Signal *
        deferred; // signals that need the registers saved: handled before the next slice (signal.h)
    Timer *receive_timer; // of the present receive, NULL: none
    // 2. Any thread, atomically
    //    -------------------------------------------------------------------------------------
    _Atomic uint32_t state; // STATE_*
    _Atomic uint32_t refs;  // process_retain
    _Atomic uint8_t priority;
    uint8_t low_skips;        // turns a low process has waited; under the run queue's lock
    uint8_t exit_phase;       // exit.c; the thread that runs it
    _Atomic(Signal *) outbox; // outer signal queue (signal.h)
    Term pid;                 // constant
    Term registered_name;     // atom or TERM_NONE; under the registry's lock
    // 3. Under the run queue's lock
    //    ---------------------------------------------------------------------------------
    Process *queue_next;
    Scheduler *home; // the scheduler it last ran on; of who has made it runnable, or runs it
};

// ---- creation
typedef struct SpawnOptions {
    Term module, function, arguments; // arguments: a list
    Term group_leader;                // TERM_NONE: the parent's
    bool link, link_has_priority, monitor, system;
    Term monitor_options; // list of {tag, T} and {alias, A}; [] when none
    ProcessPriority priority;
    uint32_t min_heap_words, min_vheap_words;
    uint16_t fullsweep_after;
    size_t max_heap_words;
    uint32_t heap_flags; // HEAP_MAX_*
    bool off_heap_messages;
    // spawn_request: ref is its request id (also the monitor's reference), else TERM_NONE. With
    // reply_success the parent gets
    // {reply_tag, ref, ok, Pid} before any signal of the child.
    Term request_ref, reply_tag;
    bool reply_success;
    bool async_dist;
} SpawnOptions;
void spawn_options_default(SpawnOptions *options);
// Creates and makes runnable. parent may be NULL (first processes; they are their own group
// leader). Copies module, function, arguments. Returns the pid; *monitor_ref (built in parent's
// heap) is set when options->monitor. TERM_NONE: process limit reached, nothing was done, no reply
// was sent (the caller raises system_limit or sends {Tag, Ref, error, system_limit}).
// monitor_options must have been checked by the caller (monitor_options_parse, monitor.h).
Term process_spawn(Process *parent, const SpawnOptions *options, Term *monitor_ref);

// Finds a live process by local pid; NULL when there is none. Valid until the caller's next quiet
// point.
Process *process_find(Term pid);
void process_retain(Process *p);
void process_release(Process *p);
// The process that the calling thread runs; NULL elsewhere.
static inline Process *process_current(void)
{
    return registers_current ? registers_current->process : NULL;
}
// Exiting or gone: takes no more signals from the point of view of others.
static inline bool process_is_exiting(const Process *p)
{
    return atomic_load_explicit(&p->state, memory_order_acquire) & (STATE_EXITING | STATE_FREE);
}

// Where a spawned process begins, and the return address at the bottom of every stack: set at start
// to interp_apply_code and interp_exit_code (vm/interp is above this layer). A new process has
// x0..x2 = module, function, argument list saved in args, resume = process_apply_code, and one word
// on its stack: return_address_make(process_bottom_code).
extern const Cell *process_apply_code, *process_bottom_code;

// Once, at start, before anything else here; limit: most processes at once (rounded up to a power
// of two).
void process_system_init(uint32_t process_limit);

// ---- heap of a running process: called with registers saved (heap.space up to date). x: live
// registers, roots. Makes need_words available between heap and stack. When max_heap_size forbids
// it, the process is marked exiting (killed).
void process_reserve_gc(Process *p, size_t need_words, Term *x, uint32_t live);
void process_collect_gc(Process *p, GcKind kind, size_t need_words, Term *x, uint32_t live);
// Hibernation: shrinks the heap to what is live (roots: saved args). Registers saved, own thread.
void process_hibernate_gc(Process *p);
// Registers saved. Copies what p has of these literals into its heap, messages that were not looked
// at yet included; false: nothing there.
bool process_absorb_literals_gc(Process *p, const LiteralArea *area);
extern _Atomic uint64_t process_gc_count, process_gc_freed_words; // statistics(garbage_collection)
static inline Space *process_space(Process *p) { return &p->heap.space; }

// ---- what process_info and others read; of a running process only by its own thread (others:
// signal_rpc, signal.h) atoms exiting, garbage_collecting, running, runnable, suspended, waiting.
// Any thread.
Term process_status(const Process *p);
size_t process_memory_bytes(
    const Process *p); // struct, heap, stack, messages, links, ... as process_info(memory)
size_t process_total_heap_words(const Process *p);
// Reductions used so far in the present slice (0 when it does not run). Registers hold the exact
// count while it runs.
static inline uint64_t process_slice_used(const Process *p)
{
    return p->reductions_slice > p->reductions_left
               ? (uint64_t)(p->reductions_slice - p->reductions_left)
               : 0;
}
static inline uint64_t process_reductions(const Process *p)
{
    return p->reductions + process_slice_used(p);
}
// The dictionary entry '$ancestors' etc. are dictionary.h; links and monitors: link.h, monitor.h;
// messages: mailbox.h. A default of new processes, settable with system_flag; any thread.
extern _Atomic uint32_t process_default_min_heap, process_default_min_vheap,
    process_default_fullsweep, process_default_max_heap_flags;
extern _Atomic size_t process_default_max_heap;
extern _Atomic bool process_default_off_heap_messages;
// Saves the first `live` of x into p->args (making room); the opposite is a memcpy.
void process_save_args(Process *p, const Term *x, uint32_t live);

// ---- failing from a BIF: all return TERM_NONE
Term bif_error(Process *p, Term reason);                  // error:Reason
Term bif_raise(Process *p, RaiseClass class, Term value); // exit/1, throw/1
// error:Reason with error_info #{cause => Cause}; the trace adds the module that explains this BIF's failures
Term bif_error_cause(Process *p, Term reason, Term cause);
static inline Term bif_badarg(Process *p)
{
    return bif_error(p, (Term)3 << 4 | TERM_IMM_ATOM); /* ATOM_BADARG */
}
// Continue by calling an export with these arguments (arg: the x registers the BIF was given).
Term bif_trap(Process *p, Term *arg, Export *export, uint32_t argc, const Term *argv);
Term bif_again(Process *p);
Term bif_wait(Process *p);
// Charge work: lowers the reductions left of the present slice. True when the slice is used up
// (then yield: bif_again).
static inline bool process_charge(Process *p, uint32_t reductions)
{
    p->reductions_left -= (int32_t)reductions;
    return p->reductions_left <= 0;
}
