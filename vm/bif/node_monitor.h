// SPDX-License-Identifier: Apache-2.0
// node_monitor.h -- who wants to hear of nodes coming and going (net_kernel:monitor_nodes, through
// process_flag/2).
#pragma once

#include "vm/proc/process.h"

// process_flag(monitor_nodes, On) with options [] and process_flag({monitor_nodes, Options}, On).
// The old count of subscriptions with these options, or TERM_NONE (badarg described).
Term node_monitor_set(Process *p, Term on, Term options);
