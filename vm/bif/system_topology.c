// SPDX-License-Identifier: Apache-2.0
// system_topology.c -- which logical processor is which thread of which core, as Linux tells it in
// /sys.
//
//     /sys/devices/system/cpu/cpu3/topology/{physical_package_id, core_id}, and a link nodeN to its
//     memory node
//
// The thread's number counts the logical processors of the same core.
#include "vm/bif/system_topology.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "vm/term/atom.h"

enum { LOGICAL_MAX = 1024 };
typedef struct Logical {
    int node, processor, core, thread, number;
} Logical;

static bool read_number(int cpu, const char *name, int *value)
{
    char path[128];
    snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu%d/topology/%s", cpu, name);
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        return false;
    }
    const bool is_read = fscanf(f, "%d", value) == 1;
    fclose(f);
    return is_read && *value >= 0;
}

// The memory node of a processor: 0 when the system tells none.
static int read_node(int cpu)
{
    char path[128];
    int node = 0;
    snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu%d", cpu);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return 0;
    }
    for (const struct dirent *e = readdir(folder); e != NULL; e = readdir(folder)) {
        if (sscanf(e->d_name, "node%d", &node) == 1) {
            break;
        }
    }
    closedir(folder);
    return node;
}

static int count_same_core(const Logical *all, size_t count, const Logical *l)
{
    int same = 0;
    for (size_t i = 0; i < count; i++) {
        same +=
            all[i].node == l->node && all[i].processor == l->processor && all[i].core == l->core;
    }
    return same;
}

static int order(const void *a, const void *b)
{
    const Logical *x = a, *y = b;
    const int keys[] = {x->node - y->node, x->processor - y->processor, x->core - y->core,
                        x->thread - y->thread};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i] != 0) {
            return keys[i];
        }
    }
    return x->number - y->number;
}

Term system_topology(Space *s)
{
    static _Thread_local Logical all[LOGICAL_MAX];
    size_t count = 0;
    for (int cpu = 0; cpu < LOGICAL_MAX; cpu++) {
        Logical l = {.number = cpu};
        if (read_number(cpu, "physical_package_id", &l.processor) &&
            read_number(cpu, "core_id", &l.core)) {
            l.node = read_node(cpu);
            l.thread = count_same_core(all, count, &l);
            all[count++] = l;
        }
    }
    if (count == 0) {
        return ATOM_UNDEFINED;
    }
    qsort(all, count, sizeof all[0], order);
    Term list = TERM_NIL;
    for (size_t i = count; i > 0; i--) {
        const Logical *l = &all[i - 1];
        const Term elements[] = {ATOM_CPU,
                                 small_make(l->node),
                                 small_make(l->processor),
                                 SMALL(-1),
                                 small_make(l->core),
                                 small_make(l->thread),
                                 small_make(l->number)};
        list = space_cons(s, space_tuple(s, 7, elements), list);
    }
    return list;
}
