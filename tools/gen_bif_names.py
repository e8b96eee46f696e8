#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write vm/bif/otp_bifs.def from the measured table of native functions (bifs.tsv).

Usage: gen_bif_names.py bifs.tsv >vm/bif/otp_bifs.def

What: one row per built-in function of Erlang/OTP 25, 27 or 29: OTP_BIF(module, "name", arity, and
for each of the three releases how much it is needed there: 1 by a boot, 2 by the shell, erlc, elixir,
iex or mix, 3 by anything else in OTP or Elixir, 4 by nothing, 0 not in that release).

Left out: functions of NIF libraries (not in the table of BIFs), instructions that look like functions
(apply/2, yield/0, ...: their Erlang bodies call themselves), and stubs without an implementation.

The result is committed, since the measurement needs all three releases installed; `joist info
--missing` compares it with vm/bif/bifs.def.
"""

import csv
import sys

KINDS = ("bif", "bif (heavy)", "guard bif")
RELEASES = ("25", "27", "29")
HEAD = """\
// SPDX-License-Identifier: Apache-2.0
// otp_bifs.def -- the built-in functions of Erlang/OTP 25, 27 and 29, as measured. Written by
// tools/gen_bif_names.py; sorted as bifs.def is.
// OTP_BIF(module, "name", arity, need in 25, need in 27, need in 29)
// need: 1 a boot, 2 shell, erlc, elixir, iex, mix, 3 the rest of OTP and Elixir, 4 nothing, 0 absent
"""


def need_of(row, release):
    if row[f"in_{release}"] != "yes":
        return 0
    return int(row[f"tier_{release}"] or row["tier"])


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if row["kind"] in KINDS]
    rows.sort(key=lambda row: (row["module"], row["name"], int(row["arity"])))
    print(HEAD, end="")
    for row in rows:
        needs = ", ".join(str(need_of(row, release)) for release in RELEASES)
        print(f'OTP_BIF({row["module"]}, "{row["name"]}", {row["arity"]}, {needs})')


if __name__ == "__main__":
    main()
