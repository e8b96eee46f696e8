// SPDX-License-Identifier: Apache-2.0
// bif_list.c -- lists: hd, tl, length, ++, and the natively implemented part of the module lists.
//
// A walk over a list may be long, so the walks that build nothing, or build in pieces, stop when
// the slice of reductions is used up: they put the rest of the list (and what has been done so far)
// into arg[] and return bif_again. The second call cannot tell that it is one: reverse([c], [b,a])
// is simply what remains of reverse([a,b,c], []).
//
//     reverse([a,b,c|...], T)   -- slice used up after c -->   reverse([...], [c,b,a|T])
//
// Exceptions: length/1 is a guard and must answer at once. ++ copies its left list in one go (its
// cells must be linked in order), and charges for it.
//
// Elsewhere: -- has a file of its own, bif_list_subtract.c; list_to_tuple/1 is in bif_tuple.c.
// Read before: vm/bif/bif_compare.c     Read next: vm/bif/bif_list_subtract.c
#include "vm/bif/argument.h"
#include "vm/term/compare.h"

enum { CELLS_PER_REDUCTION = 60, COMPARES_PER_REDUCTION = 10 };

Term bif_erlang_hd_1(Process *p, Term *arg)
{
    return term_is_cons(arg[0]) ? cons_head(arg[0]) : bif_badarg(p);
}

Term bif_erlang_tl_1(Process *p, Term *arg)
{
    return term_is_cons(arg[0]) ? cons_tail(arg[0]) : bif_badarg(p);
}

Term bif_erlang_length_1(Process *p, Term *arg)
{
    int64_t length = list_length(arg[0]);
    if (length < 0) {
        return bif_badarg(p);
    }
    argument_charge(p, (size_t)length, CELLS_PER_REDUCTION);
    return small_make(length);
}

// Walking a list costs more than copying it (each cell's address is in the one before), so copies are
// made during the first walk, into what room there is, and given back when that was too little.

typedef struct CellRoom {
    Term *cells;
    size_t count;
} CellRoom;

static CellRoom take_room(Space *space, size_t most)
{
    const size_t room = (size_t)(space->limit - space->top) / 2;
    const size_t count = room < most ? room : most;
    return (CellRoom){space_take(space, 2 * count), count};
}

static void give_back(Space *space, CellRoom room, size_t used)
{
    space_trim(space, room.cells, 2 * room.count, room.cells + 2 * used);
}

// Copies list[0..most) while there are cells, linked in order; the last tail is left to the caller.
static size_t copy_cells(Term *to, Term *list, size_t most)
{
    size_t count = 0;
    for (; count < most && term_is_cons(*list); count++, to += 2) {
        to[0] = cons_head(*list);
        to[1] = cons_make(to + 2);
        *list = cons_tail(*list);
    }
    return count;
}

// ++, also called append/2. [] ++ Anything is Anything, checked by nobody.
Term bif_erlang_append_2(Process *p, Term *arg)
{
    if (!term_is_cons(arg[0])) {
        return term_is_nil(arg[0]) ? arg[1] : bif_badarg(p);
    }
    Space *space = process_space(p);
    CellRoom room = take_room(space, SIZE_MAX);
    Term rest = arg[0];
    size_t count = copy_cells(room.cells, &rest, room.count);
    if (!term_is_nil(rest) || term_is_nil(arg[1])) {
        give_back(space, room, 0);
        const int64_t length = list_length(arg[0]);
        if (length < 0) {
            return bif_badarg(p);
        }
        count = (size_t)length;
        argument_charge(p, count, CELLS_PER_REDUCTION);
        if (term_is_nil(arg[1])) {
            return arg[0]; // a copy would be the same list
        }
        room = (CellRoom){space_take(space, 2 * count), count};
        copy_cells(room.cells, &(Term){arg[0]}, count);
    } else {
        give_back(space, room, count);
        argument_charge(p, count, CELLS_PER_REDUCTION);
    }
    room.cells[2 * count - 1] = arg[1];
    return cons_make(room.cells);
}

static size_t count_cells(Term list, size_t most)
{
    size_t count = 0;
    for (; count < most && term_is_cons(list); count++) {
        list = cons_tail(list);
    }
    return count;
}

Term bif_lists_reverse_2(Process *p, Term *arg)
{
    enum { PIECE = 16 * CELLS_PER_REDUCTION }; // as many cells as fit one step of charging
    Space *space = process_space(p);
    Term list = arg[0], result = arg[1];
    while (term_is_cons(list)) {
        CellRoom room = take_room(space, PIECE);
        if (room.count == 0) {
            const size_t count = count_cells(list, PIECE);
            room = (CellRoom){space_take(space, 2 * count), count};
        }
        Term *cell = room.cells;
        size_t count = 0;
        for (; count < room.count && term_is_cons(list); count++, cell += 2) {
            cell[0] = cons_head(list);
            cell[1] = result;
            result = cons_make(cell);
            list = cons_tail(list);
        }
        give_back(space, room, count);
        if (argument_charge(p, count, CELLS_PER_REDUCTION) && term_is_cons(list)) {
            arg[0] = list;
            arg[1] = result;
            return bif_again(p);
        }
    }
    return term_is_nil(list) ? result : bif_badarg(p);
}

Term bif_lists_member_2(Process *p, Term *arg)
{
    Term element = arg[0], list = arg[1];
    bool is_simple = term_is_immediate(element);
    for (uint32_t count = 1; term_is_cons(list); count++) {
        Term head = cons_head(list);
        if (head == element || (!is_simple && term_same(head, element))) {
            argument_charge(p, count, COMPARES_PER_REDUCTION);
            return ATOM_TRUE;
        }
        list = cons_tail(list);
        if (count == 1000 * COMPARES_PER_REDUCTION) {
            count = 0;
            if (process_charge(p, 1000)) {
                arg[1] = list;
                return bif_again(p);
            }
        }
    }
    return term_is_nil(list) ? ATOM_FALSE : bif_badarg(p);
}

// Does element Position of this tuple equal the key (==)? A small key meets a float as a float, as
// ERTS compares them.
static bool is_key_at(Term tuple, int64_t position, Term key)
{
    if (!term_is_tuple(tuple) || position > (int64_t)tuple_arity(tuple)) {
        return false;
    }
    Term element = tuple_elements(tuple)[position - 1];
    if (element == key) {
        return true;
    }
    if (term_is_small(key)) {
        return term_is_float(element) && float_value(element) == (double)small_value(key);
    }
    return !term_is_immediate(key) && term_equal(key, element);
}

// The tuple, false, or TERM_NONE (an error, or to be continued).
static Term find_key(Process *p, Term *arg)
{
    int64_t position;
    if (!argument_in_range(arg[1], 1, SMALL_MAX, &position)) {
        return bif_badarg(p);
    }
    Term list = arg[2];
    for (uint32_t count = 1; term_is_cons(list); count++) {
        Term head = cons_head(list);
        if (is_key_at(head, position, arg[0])) {
            argument_charge(p, count, COMPARES_PER_REDUCTION);
            return head;
        }
        list = cons_tail(list);
        if (count == 1000 * COMPARES_PER_REDUCTION) {
            count = 0;
            if (process_charge(p, 1000)) {
                arg[2] = list;
                return bif_again(p);
            }
        }
    }
    return term_is_nil(list) ? ATOM_FALSE : bif_badarg(p);
}

Term bif_lists_keyfind_3(Process *p, Term *arg) { return find_key(p, arg); }

Term bif_lists_keymember_3(Process *p, Term *arg)
{
    Term found = find_key(p, arg);
    return term_is_none(found) || found == ATOM_FALSE ? found : ATOM_TRUE;
}

Term bif_lists_keysearch_3(Process *p, Term *arg)
{
    Term found = find_key(p, arg);
    if (term_is_none(found) || found == ATOM_FALSE) {
        return found;
    }
    return space_tuple2(process_space(p), ATOM_VALUE, found);
}
