// SPDX-License-Identifier: Apache-2.0
// re_capture.c -- which groups of a match are wanted, and how: {capture, Values, Type}.
//
// A name may belong to several groups (dupnames, or (?|...)): then the first of them that is set counts. In the list such a name is
// -n, followed by its n groups; -1 alone is a group that does not exist.
//
//   index   {Offset, Length}, {-1, 0} when unset        list, binary   the text, empty when unset
//
// With all or all_but_first, groups after the last set one are left out.
//
// Read before: vm/re/re_cache.c     Read next: vm/re/re_bif.c
#include "vm/re/re.h"
#include "vm/bif/iolist.h"
#include "vm/term/atom.h"
#include "vm/term/binary.h"

static void add_group(ReCapture *c, int32_t group) { byte_vec_add(&c->list, &group, sizeof group); }

void re_capture_free(ReCapture *c) { byte_vec_free(&c->list); }

// ---- names

typedef struct NameTable {
    PCRE2_SPTR entries;
    uint32_t count, size;
} NameTable;

static NameTable name_table(const ReCode *code)
{
    NameTable t = {0};
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMECOUNT, &t.count);
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMEENTRYSIZE, &t.size);
    pcre2_pattern_info(code->code, PCRE2_INFO_NAMETABLE, &t.entries);
    return t;
}

static PCRE2_SPTR entry_at(const NameTable *t, uint32_t i)
{
    return t->entries + (size_t)i * t->size;
}
static const char *entry_name(PCRE2_SPTR entry) { return (const char *)entry + 2; }
static int32_t entry_group(PCRE2_SPTR entry) { return entry[0] << 8 | entry[1]; }

static void add_name(ReCapture *c, const NameTable *t, const char *name)
{
    uint32_t first = 0, count = 0;
    for (uint32_t i = 0; i < t->count; i++) { // equal names stand together
        if (strcmp(entry_name(entry_at(t, i)), name) == 0) {
            first = count ? first : i;
            count++;
        }
    }
    if (count == 1) {
        add_group(c, entry_group(entry_at(t, first)));
        return;
    }
    add_group(c, count ? -(int32_t)count : -1);
    for (uint32_t i = first; i < first + count; i++) {
        add_group(c, entry_group(entry_at(t, i)));
    }
}

static bool is_new_name(const NameTable *t, uint32_t i)
{
    return i == 0 || strcmp(entry_name(entry_at(t, i)), entry_name(entry_at(t, i - 1))) != 0;
}

static void add_all_names(ReCapture *c, const ReCode *code)
{
    NameTable t = name_table(code);
    if (t.count == 0) {
        c->type = RE_AS_NOTHING;
        return;
    }
    c->has_list = true;
    for (uint32_t i = 0; i < t.count; i++) {
        if (is_new_name(&t, i)) {
            add_name(c, &t, entry_name(entry_at(&t, i)));
        }
    }
}

Term re_names(Space *space, const ReCode *code)
{
    NameTable t = name_table(code);
    Term list = TERM_NIL;
    for (uint32_t i = t.count; i > 0; i--) {
        if (is_new_name(&t, i - 1)) {
            const char *name = entry_name(entry_at(&t, i - 1));
            list = space_cons(space, space_binary(space, name, strlen(name)), list);
        }
    }
    return list;
}

// ---- the wish

static bool add_named(ReCapture *c, const NameTable *t, Term name)
{
    ByteVec v = {0};
    bool is_good = true;
    if (term_is_atom(name)) {
        byte_vec_add(&v, atom_name(name)->text, atom_name(name)->size);
    } else {
        is_good = (term_is_list(name) || term_is_bitstring(name)) && iolist_append(&v, name);
    }
    if (is_good) {
        byte_vec_u8(&v, 0);
        add_name(c, t, (const char *)v.data);
    }
    byte_vec_free(&v);
    return is_good;
}

static bool add_list(ReCapture *c, const ReCode *code, Term list)
{
    NameTable t = name_table(code);
    Term value;
    c->has_list = true;
    while (argument_next(&list, &value)) {
        int64_t n;
        if (argument_in_range(value, 0, INT32_MAX, &n)) {
            add_group(c, (int32_t)n);
        } else if (!add_named(c, &t, value)) {
            return false;
        }
    }
    return term_is_nil(list);
}

bool re_capture_parse(const ReOptions *o, const ReCode *code, ReCapture *c)
{
    *c = (ReCapture){0};
    if (o->capture_type == ATOM_INDEX) {
        c->type = RE_AS_INDEX;
    } else if (o->capture_type == ATOM_LIST || o->capture_type == ATOM_BINARY) {
        c->type = o->capture_type == ATOM_LIST ? RE_AS_LIST : RE_AS_BINARY;
    } else {
        return false;
    }
    Term values = o->capture_values;
    if (values == ATOM_ALL_BUT_FIRST) {
        c->first = 1;
    } else if (values == ATOM_FIRST) {
        c->has_list = true;
        add_group(c, 0);
    } else if (values == ATOM_ALL_NAMES) {
        add_all_names(c, code);
    } else if (values == ATOM_NONE || values == TERM_NIL) {
        c->type = RE_AS_NOTHING;
    } else if (values != ATOM_ALL) {
        return term_is_cons(values) && add_list(c, code, values);
    }
    return true;
}

// ---- the answer

typedef struct Answer {
    Space *space;
    const ReCapture *capture;
    const PCRE2_SIZE *vector;
    uint32_t groups;
    const uint8_t *subject;
    Term subject_term;
} Answer;

static bool is_set(const Answer *a, int32_t group)
{
    return group >= 0 && (uint32_t)group < a->groups && a->vector[2 * group] != PCRE2_UNSET;
}

static Term build_index(const Answer *a, int32_t group, bool set)
{
    PCRE2_SIZE from = set ? a->vector[2 * group] : 0;
    PCRE2_SIZE size = set ? a->vector[2 * group + 1] - from : 0;
    return space_tuple2(a->space, set ? space_unsigned(a->space, from) : SMALL(-1),
                        space_unsigned(a->space, size));
}

static Term build_group(const Answer *a, int32_t group)
{
    bool set = is_set(a, group);
    if (a->capture->type == RE_AS_INDEX) {
        return build_index(a, group, set);
    }
    PCRE2_SIZE from = set ? a->vector[2 * group] : 0;
    PCRE2_SIZE size = set ? a->vector[2 * group + 1] - from : 0;
    if (a->capture->type == RE_AS_LIST) {
        return space_string(a->space, (const char *)a->subject + from, size);
    }
    if (!term_is_none(a->subject_term)) {
        return binary_part_bits(a->space, a->subject_term, from * 8, size * 8);
    }
    return space_binary(a->space, a->subject + from, size);
}

static Term cons_reversed(Space *space, Term reversed)
{
    Term list = TERM_NIL;
    for (; term_is_cons(reversed); reversed = cons_tail(reversed)) {
        list = space_cons(space, cons_head(reversed), list);
    }
    return list;
}

static Term build_listed(const Answer *a)
{
    const ByteVec *bytes = &a->capture->list;
    size_t count = bytes->size / sizeof(int32_t);
    Term reversed = TERM_NIL;
    for (size_t i = 0; i < count; i++) {
        int32_t group;
        memcpy(&group, bytes->data + i * sizeof group, sizeof group);
        if (group < -1) {
            size_t candidates = (size_t)-group;
            int32_t chosen = -1, candidate;
            for (size_t k = 1; k <= candidates; k++) {
                memcpy(&candidate, bytes->data + (i + k) * sizeof candidate, sizeof candidate);
                if (chosen < 0 && is_set(a, candidate)) {
                    chosen = candidate;
                }
            }
            i += candidates;
            group = chosen;
        }
        reversed = space_cons(a->space, build_group(a, group), reversed);
    }
    return cons_reversed(a->space, reversed);
}

static Term build_all(const Answer *a)
{
    Term list = TERM_NIL;
    for (int32_t i = (int32_t)a->groups - 1; i >= a->capture->first; i--) {
        list = space_cons(a->space, build_group(a, i), list);
    }
    return list;
}

Term re_capture_build(Space *space, const ReCapture *c, const PCRE2_SIZE *vector, uint32_t groups,
                      const uint8_t *subject, Term subject_term)
{
    if (c->type == RE_AS_NOTHING) {
        return ATOM_MATCH;
    }
    const Answer a = {space, c, vector, groups, subject, subject_term};
    return space_tuple2(space, ATOM_MATCH, c->has_list ? build_listed(&a) : build_all(&a));
}
