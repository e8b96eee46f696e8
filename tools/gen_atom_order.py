#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write vm/term/otp_atoms.def: the atoms that ERTS of OTP 27 and of 29 has before any module, in order.

What: `gen_atom_order.py ATOMS27 ATOMS29 >vm/term/otp_atoms.def`, where ATOMSn holds the atom table of stock
ERTS n, one name a line, in the order of the atoms' numbers. The external format has a tag for atoms by
number, so a stock system tells its table itself:

    [io:put_chars([atom_to_binary(binary_to_term(<<131,75,N:24>>)), $\\n]) ||
        N <- lists:seq(0, erlang:system_info(atom_count) - 1)]

Idea: from OTP 26 on the keys of a small map stand in the order of the numbers of their atoms, and programs
see that when they print one. The numbers of atoms that modules bring depend on what was loaded before; those
of the machine's own are the same at every start of a release. They end where the first atom of the first
preloaded module stands. One list serves both releases: 29's is nearly 27's with more put in, so the two are
merged, and an atom that has moved stands in it twice.
"""

import difflib
import sys
from pathlib import Path

FIRST_OF_MODULES = "wait_for_request"  # of erts_code_purger


def read_atoms(file):
    names = Path(file).read_text().split("\n")
    return names[:names.index(FIRST_OF_MODULES)]


def merge(a, b):
    for tag, i, i_end, j, j_end in difflib.SequenceMatcher(None, a, b, False).get_opcodes():
        if tag == "equal":
            yield from ((name, 1, 1) for name in a[i:i_end])
        else:
            yield from ((name, 1, 0) for name in a[i:i_end])
            yield from ((name, 0, 1) for name in b[j:j_end])


def main():
    print("""// SPDX-License-Identifier: Apache-2.0
// otp_atoms.def -- the atoms that ERTS of OTP 27 and of OTP 29 has before any module is loaded, in the order of
// their numbers. Written by tools/gen_atom_order.py.
// OTP_ATOM("text", in 27, in 29)""")
    for name, in_27, in_29 in merge(read_atoms(sys.argv[1]), read_atoms(sys.argv[2])):
        text = name.replace("\\", "\\\\").replace('"', '\\"')
        print(f'OTP_ATOM("{text}", {in_27}, {in_29})')


if __name__ == "__main__":
    main()
