// SPDX-License-Identifier: Apache-2.0
// crash.c -- the slogan and the crash dump.
//
// The dump is a text file in the format of ERTS (sections that begin with =name), with what can be
// told while the slices of other threads end: the header, and for each process its state, name, what it was
// spawned as and its size. Fields of processes that run are read without their consent: a number
// may be a moment old, but no pointer that could be freed is followed.
//
//     =erl_crash_dump:0.5
//     Sun Nov 22 11:19:28 2026
//     Slogan: ...
//     =proc:<0.0.0>
//     State: Waiting
//     ...
//     =end
//
// Elsewhere: reports of single processes are exit.c's.
// Read before: vm/proc/exit.c
#include "vm/proc/crash.h"

#include <stdio.h>
#include <time.h>

#include "vm/base/environment.h"
#include "vm/proc/pid_table.h"
#include "vm/proc/run_queue.h"
#include "vm/term/atom.h"
#include "vm/term/print.h"

const char *crash_system_version = "";

static const char *state_name(const Process *p)
{
    const Term status = process_status(p);
    return status == ATOM_EXITING              ? "Exiting"
           : status == ATOM_GARBAGE_COLLECTING ? "Garbing"
           : status == ATOM_SUSPENDED          ? "Suspended"
           : status == ATOM_RUNNING            ? "Running"
           : status == ATOM_RUNNABLE           ? "Scheduled"
                                               : "Waiting";
}

static void print_process(Process *p, void *data)
{
    ByteVec *out = data;
    char pid[64];
    pid_print(pid, p->pid);
    byte_vec_printf(out, "=proc:%s\nState: %s\n", pid, state_name(p));
    if (!term_is_none(p->registered_name)) {
        byte_vec_text(out, "Name: ");
        term_print(out, p->registered_name, 0);
        byte_vec_u8(out, '\n');
    }
    byte_vec_text(out, "Spawned as: ");
    term_print(out, p->initial_module, 0);
    byte_vec_u8(out, ':');
    term_print(out, p->initial_function, 0);
    byte_vec_printf(out, "/%u\nSpawned by: ", p->initial_arity);
    term_print(out, p->parent == ATOM_UNDEFINED ? TERM_NIL : p->parent, 0);
    byte_vec_printf(out, "\nMessage queue length: %u\nReductions: %lu\nStack+heap: %td\n",
                    p->inbox_count, (unsigned long)p->reductions, p->heap.end - p->heap.start);
}

static void print_dump(ByteVec *out, const char *slogan, size_t size)
{
    char date[64] = "";
    const time_t now = time(NULL);
    ctime_r(&now, date); // ends with a new line
    byte_vec_printf(out, "=erl_crash_dump:0.5\n%sSlogan: ", date);
    byte_vec_add(out, slogan, size);
    byte_vec_printf(out, "\nSystem version: %s\nTaints: \nAtoms: %u\n", crash_system_version,
                    atom_count());
    if (scheduler_id) {
        byte_vec_printf(out, "Calling Thread: scheduler:%u\n", scheduler_id);
    }
    pid_table_each(print_process, out);
    byte_vec_text(out, "=end\n");
}

// What the environment variable says; "" when it is not set.
static void read_variable(const char *name, ByteVec *value)
{
    environment_get(name, strlen(name), value);
    byte_vec_u8(value, 0);
}

static void write_dump(const char *slogan, size_t size)
{
    ByteVec seconds = {0}, name = {0}, dump = {0};
    read_variable("ERL_CRASH_DUMP_SECONDS", &seconds);
    read_variable("ERL_CRASH_DUMP", &name);
    if (strcmp((const char *)seconds.data, "0") != 0) {
        const char *path = name.size > 1 ? (const char *)name.data : "erl_crash.dump";
        FILE *file = fopen(path, "w");
        if (file != NULL) {
            fprintf(stderr, "\r\nCrash dump is being written to: %s...", path);
            print_dump(&dump, slogan, size);
            fwrite(dump.data, 1, dump.size, file);
            fclose(file);
            fprintf(stderr, "done\r\n");
        }
    }
    byte_vec_free(&dump);
    byte_vec_free(&name);
    byte_vec_free(&seconds);
}

void crash_halt(const char *slogan, size_t size)
{
    sched_hooks.hold();
    fwrite(slogan, 1, size, stderr);
    fputs("\r\n", stderr);
    write_dump(slogan, size);
    fflush(stderr);
    sched_hooks.halt(1, false);
}
