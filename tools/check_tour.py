#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Walk the tour: follow the `Read next:` lines from vm/main.c and report where they lead nowhere.

A `Read next:` line names one file by its path from the root; others after it are asides. What
README.md links to or names by its path must exist too.
"""

import re
import sys

from source_tree import ROOT, read_text

START = "vm/main.c"
IN_README = re.compile(r"(?:\]\(|`)((?:vm|loader|tools|beam_tests)/[\w./-]*)[`)]")
NEXT = re.compile(r"Read next:?\s*`?((?:vm|loader|tools|beam_tests)/[\w./*-]+\.\w+)")


def main():
    name, seen = START, []
    while name and name not in seen:
        if not (ROOT / name).is_file():
            print(f"{seen[-1] if seen else 'the tour'}: leads to {name}, which does not exist")
            return 1
        seen.append(name)
        found = NEXT.search(read_text(name)[:6000])
        name = found.group(1) if found else None
    print(f"{len(seen)} stations: {' -> '.join(seen)}")
    if name:
        print(f"{seen[-1]}: leads back to {name}")
        return 1
    lost = [path for path in IN_README.findall(read_text("README.md")) if not (ROOT / path).exists()]
    print("\n".join(f"README.md: {path} does not exist" for path in lost), end="\n" if lost else "")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
