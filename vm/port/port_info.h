// SPDX-License-Identifier: Apache-2.0
// port_info.h -- port_info/1,2.
#pragma once

#include "vm/port/port.h"

// {Item, Value}; [] for a name that it has not; TERM_NONE: no such item. Locked.
Term port_info_item(Port *port, Space *space, Term item);
// All that port_info/1 shows, as a list. Locked.
Term port_info_all(Port *port, Space *space);
