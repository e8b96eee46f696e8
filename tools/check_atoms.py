#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check (or with --write: sort) vm/term/atoms.def: rows after the fixed ones are sorted, none twice.

Idea: the file is a head (comment and the atoms with fixed places) that ends in an empty line, and
then rows only. Two names for one text would be two numbers for one atom, so texts are compared too.
"""

import re
import sys

from source_tree import ROOT, read_text

PATH = "vm/term/atoms.def"
ROW = re.compile(r'ATOM\((\w+), "((?:[^"\\]|\\.)*)"\)')


def find_twins(lines):
    """Findings: names and texts that stand in two lines."""
    places, findings = {}, []
    for number, line in enumerate(lines, 1):
        row = ROW.match(line)
        for key in (("name", row[1]), ("text", row[2])) if row else ():
            if key in places:
                findings.append(f"{PATH}:{number}: {key[0]} {key[1]} is in line {places[key]} too")
            places.setdefault(key, number)
    return findings


def main():
    head, _, body = read_text(PATH).partition("\n\n")
    rows = body.split("\n")[:-1]
    ordered = sorted(rows, key=lambda row: ROW.match(row)[1] if ROW.match(row) else "")
    findings = find_twins(head.split("\n") + [""] + rows)
    if rows != ordered and "--write" in sys.argv[1:]:
        (ROOT / PATH).write_text(head + "\n\n" + "\n".join(ordered) + "\n", encoding="utf-8")
    elif rows != ordered:
        at = next(i for i, (a, b) in enumerate(zip(rows, ordered)) if a != b)
        findings.append(f"{PATH}:{head.count(chr(10)) + 3 + at}: {rows[at]} is not sorted "
                        "(make format)")
    print("\n".join(findings) if findings else f"{len(rows)} rows, no finding")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
