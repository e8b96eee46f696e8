// SPDX-License-Identifier: Apache-2.0
// system_topology.h -- processors, cores and threads of this computer.
#pragma once

#include "vm/term/space.h"

// [{cpu, Node, Processor, ProcessorNode, Core, Thread, Logical}] for erlang:format_cpu_topology/1;
// atom undefined: not known.
Term system_topology(Space *s);
