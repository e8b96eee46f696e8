// SPDX-License-Identifier: Apache-2.0
// atom_order.c -- the order of atoms by number, as ERTS numbers them.
//
// ERTS numbers an atom when it first meets it: its own atoms at the start of the build, those of
// modules as they are loaded, others when a program makes them. From OTP 26 on the keys of a small
// map stand in this order, and whoever prints one sees it. Our numbers differ in two ways, and both
// concern only the first of them:
//
//   our index      0 .. atoms.def .. | .. otp_atoms.def .. |  then as they come: the order is the index
//   order in ERTS  otp_atoms.def     |  as they come ...
//
//   So there is a table for the first: an atom of otp_atoms.def (what the ERTS of this release has
//   before any module) has its place in that file; one that only our C code has from the start gets
//   its place when it is first asked for by name, between the atoms before and after that moment:
//
//        place:   [ index of the next new atom : 32 | how many have been placed : 32 ]
//
// EXCEPTIONS. Atoms that modules bring have the same order as in ERTS as far as the same modules are
// loaded in the same order; several processes load at once when a system boots, so in ERTS, too, it
// is not the same at every start.
//
// Read before: vm/term/atom.c
#include "vm/term/atom_order.h"

#include "vm/base/alloc.h"
#include "vm/base/release.h"
#include "vm/term/atom.h"

uint32_t atom_order_early;
static _Atomic uint64_t *places; // by index; 0: not yet known
static _Atomic uint32_t placed;

typedef struct OtpAtom {
    const char *text;
    bool in_27, in_29;
} OtpAtom;

static const OtpAtom otp_atoms[] = {
#define OTP_ATOM(text, in_27, in_29) {text, in_27, in_29},
#include "vm/term/otp_atoms.def"
#undef OTP_ATOM
};
enum { OTP_ATOM_COUNT = sizeof otp_atoms / sizeof otp_atoms[0] };

void atom_order_init(void)
{
    if (!release_orders_keys_by_number()) {
        return;
    }
    const size_t room = ATOM_PREDEFINED_COUNT + OTP_ATOM_COUNT;
    places = vm_calloc(room * sizeof *places);
    for (size_t i = 0; i < OTP_ATOM_COUNT; i++) {
        if (release_column() == 1 ? otp_atoms[i].in_27 : otp_atoms[i].in_29) {
            const uint32_t index = atom_index(atom_from_text(otp_atoms[i].text));
            atomic_store(&places[index], i + 1);
        }
    }
    atom_order_early = atom_count();
}

void atom_order_note_slow(uint32_t index)
{
    if (atomic_load_explicit(&places[index], memory_order_relaxed) == 0) {
        const uint64_t sequence = atomic_fetch_add(&placed, 1) + UINT64_C(1);
        uint64_t none = 0;
        atomic_compare_exchange_strong(&places[index], &none,
                                       (uint64_t)atom_count() << 32 | sequence);
    }
}

static uint64_t place_of(Term atom)
{
    const uint32_t index = atom_index(atom);
    if (index >= atom_order_early) {
        return ((uint64_t)index + 1) << 32;
    }
    atom_order_note_slow(index);
    return atomic_load_explicit(&places[index], memory_order_relaxed);
}

int atom_order_compare(Term a, Term b)
{
    const uint64_t x = place_of(a), y = place_of(b);
    return x < y ? -1 : x > y;
}
