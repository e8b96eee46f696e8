#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""choose_variants.py -- from measured operand classes to the list of variants that are worth a handler.

usage: build/joist info --variants FILE.beam... >counts.tsv;  tools/choose_variants.py counts.tsv >vm/interp/variants.tsv

Counts are static: how often an instruction stands in the files with these classes. The most frequent combinations over all
instructions are taken until they cover COVER of all and OWN_COVER of each; what is left runs the general
variant, or is several instructions (emit_fused). gen_instrs.py adds what is missing of instructions with FEW_COMBINATIONS. Tied operands (swap) are
counted with both places and written once.
"""
import collections
import glob
import re
import sys

COVER = 0.98
OWN_COVER = 0.9  # also of an instruction that is rare in these files: what computes with bits does little else


def tied_counts():
    """instr -> number of leading term operands that are not tied."""
    result = {}
    for path in glob.glob("vm/interp/instrs/*.tab"):
        for m in re.finditer(r"^instr (\w+)\(([^)]*)\)", open(path).read(), re.M):
            parts = [p.strip() for p in m[2].split(",") if p.strip().startswith(("in ", "out "))]
            if parts:
                result[m[1]] = sum("=" not in p for p in parts)
    return result


def main():
    free = tied_counts()
    counts = collections.Counter()
    for line in open(sys.argv[1]):
        name, classes, count = line.split()
        if "+" in name:
            continue # pairs: candidates for fusion, read by people
        name = name.removesuffix("_checked") # the two have the same variants
        counts[name, ",".join(classes.split(",")[:free[name]])] += int(count)
    rows = sorted(((count, *key) for key, count in counts.items()), reverse=True)
    total = sum(counts.values())
    of_instr = collections.Counter()
    for count, name, _ in rows:
        of_instr[name] += count
    covered, own, chosen = 0, collections.Counter(), []
    for count, name, classes in rows:
        if covered < COVER * total or own[name] < OWN_COVER * of_instr[name]:
            covered += count
            own[name] += count
            chosen.append((name, classes, count))
    print("# SPDX-License-Identifier: Apache-2.0")
    print(f"# Variants that have a handler of their own, chosen by tools/choose_variants.py: {len(chosen)} of {len(rows)} combinations")
    print(f"# cover {100 * covered / total:.2f} % of {total} instructions with operands. Instruction, classes, occurrences.")
    for name in sorted(free):
        mine = sorted(r for r in chosen if r[0] == name)
        for row in mine or [(name, "-", 0)]:
            print("\t".join(map(str, row)))


main()
