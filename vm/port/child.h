// SPDX-License-Identifier: Apache-2.0
// child.h -- starting external programs, and hearing of their end.
#pragma once

#include <sys/types.h>

#include "vm/base/platform.h"
#include "vm/term/term.h"

typedef struct ChildSpec {
    const char *path;         // what is executed
    char *const *arguments;   // NULL-terminated, with argument 0
    char *const *environment; // NULL-terminated
    const char *directory;    // NULL: the machine's own
    // The child's ends of the pipes; -1: it keeps the machine's. All must be at least CHILD_FIRST_FD.
    int in_fd, out_fd, error_fd;
    int in_as, out_as; // 0 and 1, or 3 and 4
} ChildSpec;
enum { CHILD_FIRST_FD = 5 };

// 0 or an errno value. A program that cannot be executed is a child that ends with that number as status.
int child_start(const ChildSpec *spec, pid_t *pid);
// ended(port, status) is called once, on some thread inside an epoch, with the status of waitpid.
void child_watch(pid_t pid, Term port, void (*ended)(Term port, int status));
