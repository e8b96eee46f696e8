// SPDX-License-Identifier: Apache-2.0
// diff_text.c -- the difference of two texts, line by line, for people.
//
// The idea: equal lines at both ends are cut off first; between them the shortest way from one text
// to the other is searched (Myers, 1986). Seen as a walk over a grid, a step to the right drops a
// line of `from`, a step down takes a line of `to`, and a diagonal over an equal line is free:
//
//          from:  a  b  c           d = number of paid steps so far
//      to: a      \                 k = right - down: the diagonal we are on
//          c          ..  \         furthest[d][k] = how far right one gets with d steps
//          x              |
//
// For d = 0, 1, 2, ... the furthest point on each diagonal follows from its two neighbours with
// d - 1 steps; the walk that first reaches the corner is read backwards from the kept rows.
//
//   1. A line includes its line feed: a text that ends without one differs in its last line.
//   2. Beyond STEPS_MAX steps (the rows take its square in memory) everything between the equal
//      ends counts as changed: still true, only longer.
#include "vm/cli/diff_text.h"

#include "vm/base/hash.h"

enum {
    LINES_START = 64,
    STEPS_MAX = 1000,
    CONTEXT_LINES = 2,
    COLUMNS_MAX = 160,   // of a line
    COLUMNS_BEFORE = 40, // shown before the first difference in a long line
};

typedef struct Line {
    const uint8_t *data;
    size_t size;
    uint64_t hash;
    bool changed;
} Line;

typedef struct Lines {
    Line *list;
    size_t count, room;
} Lines;

typedef struct Printer {
    ByteVec *out;
    size_t left; // lines that may still be shown
    size_t left_out;
} Printer;

static Lines split_lines(const ByteVec *text)
{
    Lines lines = {vm_alloc(LINES_START * sizeof(Line)), 0, LINES_START};
    if (!text->size) {
        return lines; // no pointer to count from
    }
    const uint8_t *at = text->data, *end = text->data + text->size;
    while (at < end) {
        const uint8_t *feed = memchr(at, '\n', (size_t)(end - at));
        size_t size = (size_t)((feed ? feed + 1 : end) - at);
        if (lines.count == lines.room) {
            size_t room = lines.room * 2;
            lines.list = vm_realloc(lines.list, lines.room * sizeof(Line), room * sizeof(Line));
            lines.room = room;
        }
        lines.list[lines.count++] = (Line){at, size, hash_bytes(at, size), false};
        at += size;
    }
    return lines;
}

static bool same_line(const Line *a, const Line *b)
{
    return a->hash == b->hash && a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

// ---- the shortest way --------------------------------------------------------------------------

typedef struct Walk {
    Line *from, *to;
    long from_count, to_count;
    int32_t *rows; // row d has 2d + 1 entries, for k = -d, -d + 2, ... (every second is used)
} Walk;

static int32_t *row_of(const Walk *w, long d) { return w->rows + d * d + d; } // entry k = 0

// How far right one gets on diagonal k with d steps.
static long furthest(const Walk *w, long d, long k)
{
    long right = 0;
    if (d > 0) {
        const int32_t *before = row_of(w, d - 1);
        bool down = k == -d || (k != d && before[k - 1] < before[k + 1]);
        right = down ? before[k + 1] : before[k - 1] + 1;
    }
    while (right < w->from_count && right - k < w->to_count &&
           same_line(&w->from[right], &w->to[right - k])) {
        right++;
    }
    return right;
}

// The number of steps to the corner, or -1 when they are too many.
static long search(Walk *w)
{
    for (long d = 0; d <= STEPS_MAX; d++) {
        size_t old = (size_t)(d * d) * sizeof(int32_t);
        size_t size = (size_t)((d + 1) * (d + 1)) * sizeof(int32_t);
        w->rows = vm_realloc(w->rows, old, size);
        for (long k = -d; k <= d; k += 2) {
            long right = furthest(w, d, k);
            row_of(w, d)[k] = (int32_t)right;
            if (right >= w->from_count && right - k >= w->to_count) {
                return d;
            }
        }
    }
    return -1;
}

static void mark_all(Walk *w)
{
    for (long i = 0; i < w->from_count; i++) {
        w->from[i].changed = true;
    }
    for (long i = 0; i < w->to_count; i++) {
        w->to[i].changed = true;
    }
}

// Backwards from the corner: each paid step marks a line.
static void mark_steps(Walk *w, long steps)
{
    long k = w->from_count - w->to_count;
    for (long d = steps; d > 0; d--) {
        const int32_t *before = row_of(w, d - 1);
        bool down = k == -d || (k != d && before[k - 1] < before[k + 1]);
        if (down) {
            k++;
            w->to[before[k] - k].changed = true;
        } else {
            k--;
            w->from[before[k]].changed = true;
        }
    }
}

static void mark_changes(Lines *from, Lines *to)
{
    size_t start = 0, end = 0, least = from->count < to->count ? from->count : to->count;
    while (start < least && same_line(&from->list[start], &to->list[start])) {
        start++;
    }
    while (end < least - start &&
           same_line(&from->list[from->count - 1 - end], &to->list[to->count - 1 - end])) {
        end++;
    }
    Walk w = {from->list + start, to->list + start, (long)(from->count - start - end),
              (long)(to->count - start - end), NULL};
    long steps = search(&w);
    if (steps < 0) {
        mark_all(&w);
    } else {
        mark_steps(&w, steps);
    }
    long rows = steps < 0 ? STEPS_MAX + 1 : steps + 1;
    vm_free(w.rows, (size_t)(rows * rows) * sizeof(int32_t));
}

// ---- printing ----------------------------------------------------------------------------------

// One line behind its sign, from byte `first` on. A byte of UTF-8 is printed as it is.
static void print_line(Printer *p, char sign, const Line *line, size_t first)
{
    if (p->left == 0) {
        p->left_out++;
        return;
    }
    p->left--;
    size_t size = line->size;
    bool feed = size && line->data[size - 1] == '\n';
    size -= feed;
    byte_vec_u8(p->out, (uint8_t)sign);
    if (first) {
        byte_vec_text(p->out, "... ");
    }
    size_t end = size - first > COLUMNS_MAX ? first + COLUMNS_MAX : size;
    for (size_t i = first; i < end; i++) {
        uint8_t c = line->data[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            byte_vec_printf(p->out, "\\x%02x", c);
        } else {
            byte_vec_u8(p->out, c);
        }
    }
    byte_vec_text(p->out, end < size ? " ...\n" : "\n");
    if (!feed) {
        byte_vec_text(p->out, "\\ no line feed at the end\n");
    }
}

// Where a long line that stands for another one is to be shown from.
static size_t first_column(const Line *line, const Line *other)
{
    size_t at = 0;
    if (line->size <= COLUMNS_MAX || !other) {
        return 0;
    }
    while (at < line->size && at < other->size && line->data[at] == other->data[at]) {
        at++;
    }
    at = at > COLUMNS_BEFORE ? at - COLUMNS_BEFORE : 0;
    while (at > 0 && (line->data[at] & 0xc0) == 0x80) {
        at--; // not inside a character
    }
    return at;
}

// The n-th of the changed lines that begin at `at`, or NULL (also when nobody will see it).
static const Line *nth_changed(const Printer *p, const Lines *lines, size_t at, size_t n)
{
    for (size_t i = at; p->left && i < lines->count && lines->list[i].changed; i++) {
        if (n-- == 0) {
            return &lines->list[i];
        }
    }
    return NULL;
}

static void print_changes(Printer *p, const Lines *from, size_t *i, const Lines *to, size_t *j)
{
    size_t from_start = *i, to_start = *j;
    for (; *i < from->count && from->list[*i].changed; ++*i) {
        const Line *other = nth_changed(p, to, to_start, *i - from_start);
        print_line(p, '-', &from->list[*i], first_column(&from->list[*i], other));
    }
    for (; *j < to->count && to->list[*j].changed; ++*j) {
        const Line *other = nth_changed(p, from, from_start, *j - to_start);
        print_line(p, '+', &to->list[*j], first_column(&to->list[*j], other));
    }
}

static bool is_change(const Lines *from, size_t i, const Lines *to, size_t j)
{
    return (i < from->count && from->list[i].changed) || (j < to->count && to->list[j].changed);
}

// Lines up to the next change, at most max.
static size_t distance(const Lines *from, size_t i, const Lines *to, size_t j, size_t max)
{
    size_t n = 0;
    while (n < max && i + n < from->count && j + n < to->count &&
           !is_change(from, i + n, to, j + n)) {
        n++;
    }
    return n;
}

// A hunk: changes with at most 2 * CONTEXT_LINES equal lines between them.
static void print_hunk(Printer *p, const Lines *from, size_t *i, const Lines *to, size_t *j)
{
    if (p->left) {
        byte_vec_printf(p->out, "@@ line %zu, line %zu @@\n", *i + 1, *j + 1);
    }
    for (;;) {
        size_t equal = distance(from, *i, to, *j, 2 * CONTEXT_LINES + 1);
        bool ends = equal > 2 * CONTEXT_LINES || !is_change(from, *i + equal, to, *j + equal);
        equal = ends && equal > CONTEXT_LINES ? CONTEXT_LINES : equal;
        for (size_t n = 0; n < equal; n++, ++*i, ++*j) {
            print_line(p, ' ', &from->list[*i], 0);
        }
        if (ends) {
            return;
        }
        print_changes(p, from, i, to, j);
    }
}

void diff_text(ByteVec *out, const ByteVec *from_text, const ByteVec *to_text, size_t lines_max)
{
    Lines from = split_lines(from_text), to = split_lines(to_text);
    Printer p = {out, lines_max, 0};
    mark_changes(&from, &to);
    for (size_t i = 0, j = 0;;) {
        size_t equal = distance(&from, i, &to, j, SIZE_MAX);
        if (!is_change(&from, i + equal, &to, j + equal)) {
            break;
        }
        size_t skipped = equal > CONTEXT_LINES ? equal - CONTEXT_LINES : 0;
        i += skipped;
        j += skipped;
        print_hunk(&p, &from, &i, &to, &j);
    }
    if (p.left_out) {
        byte_vec_printf(out, "... %zu more lines\n", p.left_out);
    }
    vm_free(from.list, from.room * sizeof(Line));
    vm_free(to.list, to.room * sizeof(Line));
}
