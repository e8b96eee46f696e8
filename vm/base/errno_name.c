// SPDX-License-Identifier: Apache-2.0
// errno_name.c -- error numbers by name: the C library knows the symbols, Erlang writes them in
// small letters.
//
// Exceptions: where one number has two symbols, Erlang's choice is not always the C library's.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1 // strerrorname_np
#endif
#include "vm/base/errno_name.h"

#include <errno.h>
#include <string.h>

const char *errno_name(int error, char out[ERRNO_NAME_MAX])
{
    const char *symbol = error == EOPNOTSUPP ? "ENOTSUP"
                         : error == EAGAIN   ? "EAGAIN"
                                             : strerrorname_np(error);
    symbol = symbol && error != 0 ? symbol : "UNKNOWN";
    int i = 0;
    for (; symbol[i] != 0 && i < ERRNO_NAME_MAX - 1; i++) {
        out[i] = symbol[i] >= 'A' && symbol[i] <= 'Z' ? (char)(symbol[i] + ('a' - 'A')) : symbol[i];
    }
    out[i] = 0;
    return out;
}
