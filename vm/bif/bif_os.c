// SPDX-License-Identifier: Apache-2.0
// bif_os.c -- the module os: environment variables and the operating system's process id.
//
// Names and values are file names as far as encoding goes (filename.h). A name may not hold '='.
//
// Elsewhere: os:timestamp/0, system_time and perf_counter are in bif_time.c; os:set_signal/2
// belongs to signal handling.
// Read before: vm/base/environment.h     Read next: vm/bif/bif_time.c
#include "vm/base/environment.h"
#include "vm/bif/filename.h"

#include <unistd.h>

static bool read_name(Term t, ByteVec *name)
{
    return filename_append(name, t) &&
           (name->size == 0 || memchr(name->data, '=', name->size) == NULL);
}

Term bif_os_getenv_1(Process *p, Term *arg)
{
    ByteVec name = {0}, value = {0};
    Term result = TERM_NONE;
    if (read_name(arg[0], &name)) {
        result = environment_get(name.data, name.size, &value)
                     ? filename_from_bytes(process_space(p), value.data, value.size)
                     : ATOM_FALSE;
    }
    byte_vec_free(&name);
    byte_vec_free(&value);
    return term_is_none(result) ? bif_badarg(p) : result;
}

Term bif_os_putenv_2(Process *p, Term *arg)
{
    ByteVec name = {0}, value = {0};
    bool ok = read_name(arg[0], &name) && filename_append(&value, arg[1]);
    if (ok) {
        environment_put(name.data, name.size, value.data, value.size);
    }
    byte_vec_free(&name);
    byte_vec_free(&value);
    return ok ? ATOM_TRUE : bif_badarg(p);
}

Term bif_os_unsetenv_1(Process *p, Term *arg)
{
    ByteVec name = {0};
    bool ok = read_name(arg[0], &name);
    if (ok) {
        environment_remove(name.data, name.size);
    }
    byte_vec_free(&name);
    return ok ? ATOM_TRUE : bif_badarg(p);
}

typedef struct EnvironmentList {
    Space *space;
    Term list;
} EnvironmentList;

static void add_variable(void *data, const uint8_t *name, size_t name_size, const uint8_t *value,
                         size_t value_size)
{
    EnvironmentList *all = data;
    Term key = filename_from_bytes(all->space, name, name_size);
    Term text = filename_from_bytes(all->space, value, value_size);
    all->list = space_cons(all->space, space_tuple2(all->space, key, text), all->list);
}

Term bif_os_env_0(Process *p, Term *arg)
{
    (void)arg;
    EnvironmentList all = {process_space(p), TERM_NIL};
    environment_each(add_variable, &all);
    return all.list;
}

Term bif_os_getpid_0(Process *p, Term *arg)
{
    (void)arg;
    ByteVec text = {0};
    byte_vec_printf(&text, "%d", (int)getpid());
    Term list = space_string(process_space(p), (const char *)text.data, text.size);
    byte_vec_free(&text);
    return list;
}
