// SPDX-License-Identifier: Apache-2.0
// environment.h -- the environment variables as Erlang programs see and change them (os:getenv,
// os:putenv), thread safe.
//
// Read once from the process's own environment at the first use. What is put here is not seen by C
// libraries inside the machine, but by the programs that it starts: environment_block.
#pragma once

#include "vm/base/vec.h"

// Appends the value; false when there is no such variable.
bool environment_get(const void *name, size_t name_size, ByteVec *value);
void environment_put(const void *name, size_t name_size, const void *value, size_t value_size);
void environment_remove(const void *name, size_t name_size);
// Calls visit for each, in order of name, under the lock: visit must not come back here.
typedef void EnvironmentVisit(void *data, const uint8_t *name, size_t name_size,
                              const uint8_t *value, size_t value_size);
void environment_each(EnvironmentVisit *visit, void *data);
// All as "name=value", zero-terminated strings and a NULL pointer at the end, in one allocation of
// *size bytes, for execve.
char **environment_block(size_t *size);
