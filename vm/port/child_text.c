// SPDX-License-Identifier: Apache-2.0
// child_text.c -- building argument vectors and environments.
//
// A change of the environment takes out every item that begins with "Name=" and then, unless the value is false (or [], as ERTS
// has it), puts "Name=Value" at the end.
//
// Read before: vm/port/child_text.h
#include "vm/port/child_text.h"

#include "vm/base/environment.h"
#include "vm/bif/argument.h"
#include "vm/port/port_text.h"
#include "vm/term/atom.h"

void child_text_add(ChildText *t, const void *bytes, size_t size)
{
    if (t->count + 2 > t->room) {
        size_t room = t->room ? t->room * 2 : 32;
        t->items = vm_realloc(t->items, t->room * sizeof *t->items, room * sizeof *t->items);
        t->room = room;
    }
    char *text = vm_alloc(size + 1);
    if (size) {
        memcpy(text, bytes, size);
    }
    text[size] = '\0';
    t->items[t->count++] = text;
    t->items[t->count] = NULL;
}

void child_text_free(ChildText *t)
{
    for (size_t i = 0; i < t->count; i++) {
        vm_free(t->items[i], strlen(t->items[i]) + 1);
    }
    vm_free(t->items, t->room * sizeof *t->items);
    *t = (ChildText){0};
}

static void remove_name(ChildText *t, const uint8_t *name, size_t size)
{
    for (size_t i = 0; i < t->count;) {
        char *item = t->items[i];
        if (strncmp(item, (const char *)name, size) == 0 && item[size] == '=') {
            vm_free(item, strlen(item) + 1);
            memmove(t->items + i, t->items + i + 1, (t->count - i) * sizeof *t->items);
            t->count--;
        } else {
            i++;
        }
    }
}

static bool change_one(ChildText *t, Term name, Term value)
{
    ByteVec v = {0};
    bool is_good =
        port_text_append(&v, name, false) && v.size && memchr(v.data + 1, '=', v.size - 1) == NULL;
    if (is_good) {
        remove_name(t, v.data, v.size);
        if (value != ATOM_FALSE && value != TERM_NIL) {
            byte_vec_u8(&v, '=');
            is_good = port_text_append(&v, value, false);
            if (is_good) {
                child_text_add(t, v.data, v.size);
            }
        }
    }
    byte_vec_free(&v);
    return is_good;
}

static void add_variable(void *data, const uint8_t *name, size_t name_size, const uint8_t *value,
                         size_t value_size)
{
    ByteVec v = {0};
    byte_vec_add(&v, name, name_size);
    byte_vec_u8(&v, '=');
    byte_vec_add(&v, value, value_size);
    child_text_add(data, v.data, v.size);
    byte_vec_free(&v);
}

bool child_text_environment(ChildText *t, Term changes)
{
    Term change;
    environment_each(add_variable, t);
    if (t->items == NULL) { // nothing is set: still an empty vector
        child_text_add(t, "", 0);
        vm_free(t->items[0], 1);
        t->items[0] = NULL;
        t->count = 0;
    }
    if (term_is_none(changes)) {
        return true;
    }
    while (argument_next(&changes, &change)) {
        if (!term_is_tuple_of(change, 2) ||
            !change_one(t, tuple_elements(change)[0], tuple_elements(change)[1])) {
            return false;
        }
    }
    return term_is_nil(changes);
}

static bool add_argument(ChildText *t, Term argument)
{
    size_t size;
    char *text = port_text_copy(argument, true, false, &size);
    if (text == NULL) {
        return false;
    }
    child_text_add(t, text, size);
    vm_free(text, size + 1);
    return true;
}

bool child_text_arguments(ChildText *t, const char *path, Term arg0, Term arguments)
{
    if (term_is_none(arg0)) {
        child_text_add(t, path, strlen(path));
    } else if (!add_argument(t, arg0)) {
        return false;
    }
    Term argument;
    if (term_is_none(arguments)) {
        return true;
    }
    while (argument_next(&arguments, &argument)) {
        if (!add_argument(t, argument)) {
            return false;
        }
    }
    return term_is_nil(arguments);
}
