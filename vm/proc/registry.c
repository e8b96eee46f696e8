// SPDX-License-Identifier: Apache-2.0
// registry.c -- registered names.
//
//   names[]   mapped, one word per possible atom, 0 or the pid / port: what whereis and Name ! Msg read
//   listed[]  the atoms registered at present, in no order: what registered/0 shows
//
// INVARIANTS
//   1. names[] is written under the lock only; a reader may see a name of a process that has just
//      exited.
//   2. p->registered_name == name exactly when names[name] == p->pid (under the lock).
//   3. A process that is exiting gets no new name: registering looks at its state under the lock,
//      and the exit takes the name away under the lock after the state was set.
#include "vm/proc/registry.h"

#include "vm/base/alloc.h"
#include "vm/base/sync.h"
#include "vm/term/atom.h"

#include <sys/mman.h>

static _Atomic(Term) *names;
static size_t name_room;
static Mutex lock = MUTEX_INITIAL;
static Term *listed;
static uint32_t listed_count, listed_room;

void registry_init(void)
{
    if (names) {
        munmap((void *)names, name_room * sizeof *names);
    }
    name_room = atom_limit();
    names = mmap(NULL, name_room * sizeof *names, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CHECK((void *)names != MAP_FAILED);
    listed_count = 0;
}

Term registry_whereis(Term name)
{
    Term owner = atomic_load_explicit(&names[atom_index(name)], memory_order_acquire);
    return owner ? owner : TERM_NONE;
}

static void enter_name(Term name, Term owner)
{
    if (listed_count == listed_room) {
        uint32_t room = listed_room ? listed_room * 2 : 64;
        listed = vm_realloc(listed, listed_room * sizeof *listed, room * sizeof *listed);
        listed_room = room;
    }
    listed[listed_count++] = name;
    atomic_store_explicit(&names[atom_index(name)], owner, memory_order_release);
}

static void remove_name(Term name)
{
    for (uint32_t i = 0; i < listed_count; i++) {
        if (listed[i] == name) {
            listed[i] = listed[--listed_count];
            break;
        }
    }
    atomic_store_explicit(&names[atom_index(name)], 0, memory_order_release);
}

static RegisterResult register_owner(Term name, Term owner, Term *own_name)
{
    if (!term_is_none(*own_name)) {
        return REGISTER_HAS_NAME;
    }
    if (!term_is_none(registry_whereis(name))) {
        return REGISTER_NAME_TAKEN;
    }
    *own_name = name;
    enter_name(name, owner);
    return REGISTER_OK;
}

RegisterResult registry_register(Term name, Term pid)
{
    RegisterResult result = REGISTER_DEAD;
    mutex_lock(&lock);
    Process *p = process_find(pid);
    if (p) {
        result = register_owner(name, pid, &p->registered_name);
    }
    mutex_unlock(&lock);
    return result;
}

RegisterResult registry_register_port(Term name, Term port, Term *port_name)
{
    mutex_lock(&lock);
    RegisterResult result = register_owner(name, port, port_name);
    mutex_unlock(&lock);
    return result;
}

bool registry_unregister(Term name, Term *owner)
{
    mutex_lock(&lock);
    *owner = registry_whereis(name);
    bool is_there = !term_is_none(*owner);
    if (is_there) {
        remove_name(name);
        Process *p = term_is_local_pid(*owner) ? process_find(*owner) : NULL;
        if (p) {
            p->registered_name = TERM_NONE;
        }
    }
    mutex_unlock(&lock);
    return is_there;
}

void registry_unregister_port(Term *port_name)
{
    mutex_lock(&lock);
    if (!term_is_none(*port_name)) {
        remove_name(*port_name);
        *port_name = TERM_NONE;
    }
    mutex_unlock(&lock);
}

void registry_unregister_process(Process *p) { registry_unregister_port(&p->registered_name); }

Term registry_list(Space *space)
{
    Term list = TERM_NIL;
    mutex_lock(&lock);
    for (uint32_t i = listed_count; i > 0; i--) {
        list = space_cons(space, listed[i - 1], list);
    }
    mutex_unlock(&lock);
    return list;
}

Term registry_name_of(Process *p)
{
    mutex_lock(&lock);
    Term name = p->registered_name;
    mutex_unlock(&lock);
    return name;
}
