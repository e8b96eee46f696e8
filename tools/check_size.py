#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Report functions and files above the sizes of STYLE.md 5. A guide, not a gate: it never fails."""

import sys

from source_tree import functions_of, read_text, tree_files

# suffix -> (aim, ask why)
FILE_LINES = {".c": (400, 700), ".h": (150, 300), ".tab": (300, 400), ".py": (350, 500)}
FUNCTION_LINES = (40, 70)


def report(title, rows, aim, ask):
    rows = sorted((row for row in rows if row[0] > aim), reverse=True)
    above = sum(1 for lines, _ in rows if lines > ask)
    print(f"{title}: {len(rows)} above {aim} lines, {above} above {ask}")
    for lines, name in rows:
        if lines > ask:
            print(f"  {lines:5} {name}")


def main():
    for suffix, (aim, ask) in FILE_LINES.items():
        files = tree_files(suffix, under=("vm", "loader", "tools"))
        report(f"*{suffix}", [(read_text(p).count("\n"), str(p)) for p in files], aim, ask)
    functions = [(body.count("\n") + 1, f"{path}:{line} {name}")
                 for path in tree_files(".c", ".h", under=("vm", "loader"))
                 for name, line, body, _ in functions_of(path)]
    report("functions", functions, *FUNCTION_LINES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
