// SPDX-License-Identifier: Apache-2.0
// errno_name.h -- error numbers of the system as Erlang's posix atoms name them.
#pragma once

enum { ERRNO_NAME_MAX = 32 };
// "enoent" for ENOENT; "unknown" for what has no name. Written to out, which is returned.
const char *errno_name(int error, char out[ERRNO_NAME_MAX]);
