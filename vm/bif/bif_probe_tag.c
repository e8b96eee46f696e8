// SPDX-License-Identifier: Apache-2.0
// bif_probe_tag.c -- erlang:dt_*: tags for DTrace and SystemTap probes, in a machine that has no
// such probes.
//
// The library code (file, prim_file, gen, ...) passes tags along with its requests whether or not
// anybody can see them. An emulator built without probes answers as here, which is what Debian's
// does: there never is a tag, and data that a tag should be added to stays as it is.
//
// Elsewhere: dt_spread_tag/1 and dt_restore_tag/1 are in bif_system.c.
// Read before: vm/bif/bif.h
#include "vm/bif/bif.h"

static Term answer(Term value, Process *p, const Term *arg)
{
    (void)p;
    (void)arg;
    return value;
}

Term bif_erlang_dt_put_tag_1(Process *p, Term *arg) { return answer(ATOM_UNDEFINED, p, arg); }
Term bif_erlang_dt_get_tag_0(Process *p, Term *arg) { return answer(ATOM_UNDEFINED, p, arg); }
Term bif_erlang_dt_get_tag_data_0(Process *p, Term *arg) { return answer(ATOM_UNDEFINED, p, arg); }
Term bif_erlang_dt_append_vm_tag_data_1(Process *p, Term *arg) { return answer(arg[0], p, arg); }
Term bif_erlang_dt_prepend_vm_tag_data_1(Process *p, Term *arg) { return answer(arg[0], p, arg); }
