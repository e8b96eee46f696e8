// SPDX-License-Identifier: Apache-2.0
// port_open.h -- opening ports.
#pragma once

#include "vm/port/port.h"

// erts_internal:open_port/2: the port, linked to p; or an atom: badopt, badarg, system_limit, or the name of an error number.
Term port_open(Process *p, Term name, Term settings);
