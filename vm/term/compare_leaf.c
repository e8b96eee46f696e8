// SPDX-License-Identifier: Apache-2.0
// compare_leaf.c -- the order of leaves: numbers, atoms, bitstrings, and the identifiers of
// processes, ports, references.
//
// An integer and a float are compared as the mathematical numbers they are, never by rounding the
// integer: a float with less than 53 bits before the point has a fraction, so the integer (if small
// enough) is converted exactly; a larger float is a whole number and is compared as an integer. So
// == and < on mixed numbers are transitive.
//
//            -2^53 ........ 0 ........ 2^53 ................... 2^1024
//   float:  whole |  with a fraction  |  whole number, as limbs       |
//
// Identifiers: pids go by serial, number, then node; ports and references by node first (name, then
// creation). Identifiers of this node carry no node word; node_this stands for it.
//
// Read before: vm/term/compare.h     Read next: vm/term/compare.c
#include "vm/term/compare_leaf.h"
#include "vm/base/release.h"

#include "vm/term/atom.h"
#include "vm/term/bignum.h"
#include "vm/term/bits.h"
#include "vm/term/ref.h"

#include <math.h>

int compare_atoms(Term a, Term b)
{
    const AtomName *x = atom_name(a), *y = atom_name(b);
    if (LIKELY(x->prefix != y->prefix)) {
        return compare_words(x->prefix, y->prefix);
    }
    int order = memcmp(x->text, y->text, x->size < y->size ? x->size : y->size);
    return order ? order : compare_words(x->size, y->size);
}

// ---- numbers

int compare_doubles(double a, double b) { return a < b ? -1 : a > b; }

static int compare_big_with_double(Term big, double value)
{
    // A double of at most 2^1024 has 16 limbs.
    Term words[20];
    Space space = space_fixed(words, sizeof words / sizeof *words);
    return integer_compare(big, integer_from_double(&space, value));
}

static int compare_integer_with_double(Term integer, double value)
{
    if (term_is_small(integer)) {
        if (fabs(value) < 0x1p53) {
            // If rounding the integer matters, it is far outside the float's range, and stays so.
            return compare_doubles((double)small_value(integer), value);
        }
        if (fabs(value) >= 0x1p60) {
            return value > 0 ? -1 : 1;
        }
        int64_t whole = (int64_t)value;
        return small_value(integer) < whole ? -1 : small_value(integer) > whole;
    }
    if (fabs(value) < 0x1p59) {
        return bignum_is_negative(integer) ? -1 : 1;
    }
    return compare_big_with_double(integer, value);
}

int compare_numbers(Term a, Term b)
{
    bool a_is_float = term_is_float(a), b_is_float = term_is_float(b);
    if (a_is_float && b_is_float) {
        return compare_doubles(float_value(a), float_value(b));
    }
    if (b_is_float) {
        return compare_integer_with_double(a, float_value(b));
    }
    if (a_is_float) {
        return -compare_integer_with_double(b, float_value(a));
    }
    return integer_compare(a, b);
}

int compare_floats_exact(Term a, Term b)
{
    const double x = float_value(a), y = float_value(b);
    if (x != y || !release_has_signed_zero()) {
        return compare_doubles(x, y);
    }
    return !!signbit(y) - !!signbit(x);
}

// ---- bitstrings

int compare_bitstrings(Term a, Term b)
{
    BitView x = binary_view(a), y = binary_view(b);
    if (LIKELY(bit_view_is_bytes(x) && bit_view_is_bytes(y))) {
        uint64_t common_bits = x.size_bits < y.size_bits ? x.size_bits : y.size_bits;
        int order = common_bits ? memcmp(x.bytes, y.bytes, common_bits / 8) : 0;
        return order ? order : compare_words(x.size_bits, y.size_bits);
    }
    return bits_compare(x, y);
}

// ---- identifiers

static int compare_nodes(const Node *a, const Node *b)
{
    if (a == b) {
        return 0;
    }
    if (a->name != b->name) {
        return compare_atoms(a->name, b->name);
    }
    return compare_words(a->creation, b->creation);
}

static const Node *node_of(Term t)
{
    return term_is_subtag(t, SUBTAG_EXTERNAL) ? external_node(t) : node_this;
}

// Serial above number.
static uint64_t pid_order(Term pid)
{
    if (term_is_local_pid(pid)) {
        return (uint64_t)pid_serial(pid) << 32 | pid_number(pid);
    }
    return external_word(pid, 0); // number | serial << 32
}

int compare_pids(Term a, Term b)
{
    int order = compare_words(pid_order(a), pid_order(b));
    return order ? order : compare_nodes(node_of(a), node_of(b));
}

int compare_ports(Term a, Term b)
{
    int order = compare_nodes(node_of(a), node_of(b));
    if (order) {
        return order;
    }
    uint64_t x = term_is_local_port(a) ? port_number(a) : external_word(a, 0);
    uint64_t y = term_is_local_port(b) ? port_number(b) : external_word(b, 0);
    return compare_words(x, y);
}

int compare_references(Term a, Term b)
{
    int order = compare_nodes(node_of(a), node_of(b));
    if (order) {
        return order;
    }
    RefNumbers x = ref_numbers(a), y = ref_numbers(b);
    for (uint32_t i = sizeof x.n / sizeof *x.n; i-- > 0;) {
        // Ids that are not there count as 0.
        uint32_t p = i < x.count ? x.n[i] : 0, q = i < y.count ? y.n[i] : 0;
        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    return 0;
}
