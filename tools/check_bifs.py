#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that the rows of the BIF tables (vm/bif/*.def) are sorted by module, name, arity, and unique."""

import re
import sys

from source_tree import read_text, tree_files

ROW = re.compile(r'^[A-Z_]+\(\s*([\w"]+)\s*,\s*"((?:[^"\\]|\\.)*)"\s*,\s*(\d+)\s*,', re.M)


def main():
    findings, count = [], 0
    for path in tree_files(".def", under=("vm/bif",)):
        text = read_text(path)
        previous = None
        for match in ROW.finditer(text):
            count += 1
            row = (match.group(1).strip('"'), match.group(2), int(match.group(3)))
            line = text.count("\n", 0, match.start()) + 1
            name = f"{row[0]}:{row[1]}/{row[2]}"
            if previous is not None and row == previous:
                findings.append(f"{path}:{line}: {name} stands here twice")
            elif previous is not None and row < previous:
                findings.append(f"{path}:{line}: {name} is not sorted (module, name, arity)")
            previous = row
    print("\n".join(findings) if findings else f"{count} rows, no finding")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
