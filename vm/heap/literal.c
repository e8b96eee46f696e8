// SPDX-License-Identifier: Apache-2.0
// literal.c -- room for literals inside one reserved address range.
//
//   range:  [ area | area | hole | area | hole | area | ............ never used yet ............ ]
//           ^literal_range_start                      ^bump          ^committed (readable)
//
// The range is reserved without memory behind it, and becomes accessible in steps as the bump
// pointer passes. New areas take the first hole that is large enough, or bump. Holes are kept
// sorted by address in an array outside the range, neighbours joined; the whole pages inside a hole
// are given back to the system.
//
// INVARIANTS
//   1. Holes are sorted, do not touch each other, and none ends at the bump pointer. (Under the
//      lock.)
//   2. An area's words, from start to start + words, are scannable once it is closed.
//
// Otherwise: ERTS asks the same question ("is this a literal?") by the same trick, in a range of 1
// GB.
// Read before: vm/heap/literal.h     Read next: vm/heap/copy.c
#include "vm/heap/literal.h"

#include "vm/base/alloc.h"
#include "vm/base/sync.h"
#include "vm/heap/copy.h"
#include "vm/heap/offheap.h"

#include <sys/mman.h>

uintptr_t literal_range_start, literal_range_size;

#define RANGE_BYTES_MAX ((size_t)64 << 30)
#define RANGE_BYTES_MIN ((size_t)256 << 20)
#define COMMIT_STEP_BYTES ((size_t)4 << 20)
#define PREPARE_STEP_BYTES ((size_t)64 << 10)
enum { PAGE_BYTES = 4096, HOLES_FIRST_ROOM = 16 };

typedef struct Hole {
    Term *start;
    size_t words;
} Hole;

static Mutex lock = MUTEX_INITIAL;
static Term *bump;
static Term *committed;
static Term *prepared; // pages up to here exist
static Hole *holes;
static size_t hole_count, hole_room;

void literal_init(void)
{
    if (literal_range_size != 0) {
        return;
    }
    for (size_t bytes = RANGE_BYTES_MAX; bytes >= RANGE_BYTES_MIN; bytes /= 2) {
        void *at = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (at != MAP_FAILED) {
            bump = committed = prepared = at;
            literal_range_start = (uintptr_t)at;
            literal_range_size = bytes;
            return;
        }
    }
    check_fatal("no address range of %zu bytes for literals", RANGE_BYTES_MIN);
}

// ---- holes, under the lock

static void remove_hole(size_t index)
{
    hole_count--;
    memmove(holes + index, holes + index + 1, (hole_count - index) * sizeof *holes);
}

static void insert_hole(size_t index, Hole hole)
{
    if (hole_count == hole_room) {
        size_t room = hole_room ? hole_room * 2 : HOLES_FIRST_ROOM;
        holes = vm_realloc(holes, hole_room * sizeof *holes, room * sizeof *holes);
        hole_room = room;
    }
    memmove(holes + index + 1, holes + index, (hole_count - index) * sizeof *holes);
    holes[index] = hole;
    hole_count++;
}

// Index of the first hole behind `at`.
static size_t find_hole_after(const Term *at)
{
    size_t low = 0;
    size_t high = hole_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (holes[middle].start < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void return_pages(Hole hole)
{
    uintptr_t first = ((uintptr_t)hole.start + PAGE_BYTES - 1) & ~(uintptr_t)(PAGE_BYTES - 1);
    uintptr_t end = (uintptr_t)(hole.start + hole.words) & ~(uintptr_t)(PAGE_BYTES - 1);
    if (first < end) {
        madvise((void *)first, end - first, MADV_DONTNEED);
    }
}

static void free_words(Term *start, size_t words)
{
    Hole hole = {start, words};
    size_t index = find_hole_after(start);
    if (index < hole_count && start + words == holes[index].start) {
        hole.words += holes[index].words;
        remove_hole(index);
    }
    if (index > 0 && holes[index - 1].start + holes[index - 1].words == start) {
        index--;
        hole.start = holes[index].start;
        hole.words += holes[index].words;
        remove_hole(index);
    }
    return_pages(hole);
    if (hole.start + hole.words == bump) {
        bump = hole.start;
    } else {
        insert_hole(index, hole);
    }
}

static Term *take_hole(size_t words)
{
    for (size_t i = 0; i < hole_count; i++) {
        if (holes[i].words >= words) {
            Term *start = holes[i].start;
            holes[i].start += words;
            holes[i].words -= words;
            if (holes[i].words == 0) {
                remove_hole(i);
            }
            return start;
        }
    }
    return NULL;
}

// What is below bump will be written at once.
static void prepare_pages(void)
{
    if (bump > prepared) {
        size_t more = (size_t)((char *)bump - (char *)prepared);
        size_t bytes = (more + PREPARE_STEP_BYTES - 1) / PREPARE_STEP_BYTES * PREPARE_STEP_BYTES;
        vm_prepare_pages(prepared, bytes);
        prepared += bytes / sizeof(Term);
    }
}

static Term *take_bump(size_t words)
{
    size_t left = literal_range_start + literal_range_size - (uintptr_t)bump;
    if (words > left / sizeof(Term)) {
        check_fatal("no memory: the address range for literals is used up");
    }
    Term *start = bump;
    bump += words;
    if (bump > committed) {
        size_t more = (size_t)((char *)bump - (char *)committed);
        size_t bytes = (more + COMMIT_STEP_BYTES - 1) / COMMIT_STEP_BYTES * COMMIT_STEP_BYTES;
        if (mprotect(committed, bytes, PROT_READ | PROT_WRITE) != 0) {
            check_fatal("no memory: cannot make %zu bytes of literals accessible", bytes);
        }
        committed += bytes / sizeof(Term);
    }
    prepare_pages();
    return start;
}

// ---- areas

LiteralArea *literal_area_new(size_t words, Space *space)
{
    mutex_lock(&lock);
    Term *start = take_hole(words);
    if (start == NULL) {
        start = take_bump(words);
    }
    mutex_unlock(&lock);
    LiteralArea *area = vm_alloc(sizeof *area);
    *area = (LiteralArea){.start = start, .words = words};
    *space = space_fixed(start, words);
    return area;
}

void literal_area_close(LiteralArea *area, const Space *space)
{
    area->offheap = space->offheap;
    // What was measured but not needed must be scannable as well.
    for (Term *at = space->top; at < space->limit; at++) {
        *at = TERM_NIL;
    }
}

void literal_area_free(LiteralArea *area)
{
    if (area == NULL) {
        return;
    }
    offheap_release_list(area->offheap);
    if (area->words != 0) {
        mutex_lock(&lock);
        free_words(area->start, area->words);
        mutex_unlock(&lock);
    }
    vm_free(area, sizeof *area);
}

LiteralArea *literal_area_of_term(Term t, Term *copy)
{
    if (term_is_immediate(t)) {
        *copy = t;
        return NULL;
    }
    Space space;
    LiteralArea *area = literal_area_new(copy_size_all(t), &space);
    *copy = copy_term_all(&space, t);
    literal_area_close(area, &space);
    return area;
}
