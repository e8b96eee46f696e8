// SPDX-License-Identifier: Apache-2.0
// process_gc.c -- a process's collection: what is live besides its stack, what it costs, and the
// limit on its heap.
//
//   roots:  x registers (or saved args), error fields, group leader, parent, dictionary, messages that were peeked at
//           and not taken, words that layers above keep (ProcessExtra)
//
// Messages not yet peeked at, bonds and timers own their terms in fragments: they are no roots and
// cost a collection nothing.
//
// max_heap_size: when the collector says that the limit would be exceeded, the report is sent and,
// with `kill`, the process is marked as killed. The collection is then made without the limit all
// the same, since the code that asked for room goes on until its next safe point.
//
// Read before: vm/heap/gc.h     Read next: vm/proc/signal.h
#include "vm/heap/gc.h"
#include "vm/proc/dictionary.h"
#include "vm/proc/exit.h"
#include "vm/proc/mailbox.h"
#include "vm/proc/process.h"
#include "vm/proc/process_extra.h"
#include "vm/term/atom.h"
#include "vm/term/ref.h"

enum { GC_WORDS_PER_REDUCTION = 10 };

typedef struct Gathered {
    RootSet roots;
    Term *messages;
    uint32_t message_count;
} Gathered;

static void gather_roots(Process *p, Term *x, uint32_t live, Gathered *g)
{
    g->roots.count = 0;
    root_set_add(&g->roots, x, live);
    root_set_add(&g->roots, &p->error_value, 1);
    root_set_add(&g->roots, &p->error_trace, 1);
    root_set_add(&g->roots, &p->error_args, 1);
    root_set_add(&g->roots, &p->error_info, 1);
    root_set_add(&g->roots, &p->group_leader, 1);
    root_set_add(&g->roots, &p->parent, 1);
    dictionary_add_roots(p, &g->roots);
    if (p->extra) {
        root_set_add(&g->roots, p->extra->roots, EXTRA_ROOTS);
        root_set_add(&g->roots, &p->extra->on_heap_state, 1);
    }
    g->message_count = mailbox_roots_take(p, &g->messages);
    root_set_add(&g->roots, g->messages, g->message_count);
}

static void put_back(Process *p, Gathered *g)
{
#if defined(HEAP_CHECK)
    heap_check(&p->heap, &g->roots);
#endif
    mailbox_roots_put(p, g->messages, g->message_count);
}

static void set_collecting(Process *p, bool is_on)
{
    if (is_on) {
        atomic_fetch_or_explicit(&p->state, STATE_GC, memory_order_relaxed);
    } else {
        atomic_fetch_and_explicit(&p->state, ~(uint32_t)STATE_GC, memory_order_relaxed);
    }
}

// erts: "maximum heap size reached"; the GC Info of ERTS's own gauges, as far as they exist here.
static void report_limit(Process *p)
{
    const Heap *h = &p->heap;
    bool is_alive = node_this && node_this->name != ATOM_NONODE_NOHOST;
    Term words[128];
    Space space = space_fixed(words, sizeof words / sizeof *words);
    const struct {
        Term name;
        size_t value;
    } gauges[] = {
        {ATOM_OLD_HEAP_BLOCK_SIZE, (size_t)(h->old_end - h->old_start)},
        {ATOM_HEAP_BLOCK_SIZE, (size_t)(h->end - h->start)},
        {ATOM_MBUF_SIZE, h->fragment_words},
        {ATOM_RECENT_SIZE, h->high_water ? (size_t)(h->high_water - h->start) : 0},
        {ATOM_STACK_SIZE, (size_t)(h->end - h->stack)},
        {ATOM_OLD_HEAP_SIZE, (size_t)(h->old_top - h->old_start)},
        {ATOM_HEAP_SIZE, (size_t)(h->space.top - h->start)},
        {ATOM_BIN_VHEAP_SIZE, h->space.offheap_bytes / 8},
        {ATOM_BIN_VHEAP_BLOCK_SIZE, h->vheap_limit / 8},
        {ATOM_BIN_OLD_VHEAP_SIZE, h->old_offheap_bytes / 8},
        {ATOM_BIN_OLD_VHEAP_BLOCK_SIZE, h->old_vheap_limit / 8},
    };
    Term info = TERM_NIL;
    for (size_t i = sizeof gauges / sizeof *gauges; i-- > 0;) {
        Term pair = space_tuple2(&space, gauges[i].name, small_make((int64_t)gauges[i].value));
        info = space_cons(&space, pair, info);
    }
    Term args[8] = {p->pid};
    size_t count = 1;
    if (is_alive) {
        args[count++] = node_this->name;
    }
    args[count++] = small_make((int64_t)h->max_words);
    args[count++] = small_make((int64_t)heap_total_words(h));
    args[count++] = h->flags & HEAP_MAX_KILL ? ATOM_TRUE : ATOM_FALSE;
    args[count++] = ATOM_TRUE;
    args[count++] = small_make(p->inbox_count);
    args[count++] = info;
    logger_send(ATOM_ERROR, p->group_leader,
                is_alive ? "     Process:            ~p on node ~p~n"
                           "     Context:            maximum heap size reached~n"
                           "     Max Heap Size:      ~p~n     Total Heap Size:    ~p~n"
                           "     Kill:               ~p~n     Error Logger:       ~p~n"
                           "     Message Queue Len:  ~p~n     GC Info:            ~p~n"
                         : "     Process:            ~p ~n"
                           "     Context:            maximum heap size reached~n"
                           "     Max Heap Size:      ~p~n     Total Heap Size:    ~p~n"
                           "     Kill:               ~p~n     Error Logger:       ~p~n"
                           "     Message Queue Len:  ~p~n     GC Info:            ~p~n",
                space_list(&space, args, count, TERM_NIL));
}

static void collect_beyond_limit_gc(Process *p, size_t need_words, Gathered *g, GcKind kind,
                                    GcStats *stats)
{
    size_t limit = p->heap.max_words;
    if (p->heap.flags & HEAP_MAX_LOG) {
        report_limit(p);
    }
    if (p->heap.flags & HEAP_MAX_KILL) {
        process_set_exiting(p, ATOM_KILLED);
    }
    p->heap.max_words = 0;
    heap_collect_gc(&p->heap, need_words, &g->roots, kind, stats);
    p->heap.max_words = limit;
}

void process_collect_gc(Process *p, GcKind kind, size_t need_words, Term *x, uint32_t live)
{
    Gathered g;
    GcStats stats = {0};
    if (p->flags & PROCESS_NEEDS_FULL_GC) {
        p->flags &= ~(uint32_t)PROCESS_NEEDS_FULL_GC;
        kind = GC_FULL;
    }
    set_collecting(p, true);
    gather_roots(p, x, live, &g);
    if (!heap_collect_gc(&p->heap, need_words, &g.roots, kind, &stats)) {
        collect_beyond_limit_gc(p, need_words, &g, kind, &stats);
    }
    put_back(p, &g);
    set_collecting(p, false);
    process_charge(p, (uint32_t)(stats.live_words / GC_WORDS_PER_REDUCTION));
    atomic_fetch_add_explicit(&process_gc_count, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&process_gc_freed_words, stats.freed_words, memory_order_relaxed);
}

void process_reserve_gc(Process *p, size_t need_words, Term *x, uint32_t live)
{
#if !defined(GC_STRESS)
    if (heap_room(&p->heap) >= need_words + HEAP_STACK_RESERVE && !heap_wants_gc(&p->heap)) {
        return;
    }
#endif
    process_collect_gc(p, GC_AUTO, need_words, x, live);
}

void process_hibernate_gc(Process *p)
{
    Gathered g;
    gather_roots(p, p->args, p->args_live, &g);
    heap_hibernate_gc(&p->heap, &g.roots);
    put_back(p, &g);
}

bool process_absorb_literals_gc(Process *p, const LiteralArea *area)
{
    Gathered g;
    GcStats stats = {0};
    mailbox_attach_all(p);
    gather_roots(p, p->args, p->args_live, &g);
    bool has_any = heap_absorb_literals_gc(&p->heap, area, &g.roots, &stats);
    put_back(p, &g);
    return has_any;
}

_Atomic uint64_t process_gc_count, process_gc_freed_words;
