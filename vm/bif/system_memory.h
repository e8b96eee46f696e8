// SPDX-License-Identifier: Apache-2.0
// system_memory.h -- what system_info tells of memory; erlang:memory/0,1 adds it up.
#pragma once

#include "vm/bif/bif.h"

Term system_memory_areas(Space *s);      // allocated_areas
Term system_memory_allocators(Space *s); // alloc_util_allocators
// system_info({memory_internal | allocator | allocator_sizes, Ref, Allocators}): {Ref, Id, Info} from every scheduler, true.
Term system_memory_request(Process *p, Term item, Term ref, Term allocators);
