#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that the first line (the second after #!) of every source file is its licence line."""

import sys

from source_tree import ROOT, read_text, tree_files

SUFFIXES = (".c", ".h", ".tab", ".def", ".py", ".sh", ".erl", ".hrl", ".ex", ".exs")
LINE = "SPDX-License-Identifier: Apache-2.0"


def main():
    files = tree_files(*SUFFIXES) + [path for path in map(ROOT.__truediv__, ("Makefile", ".ci/run"))
                                     if path.exists()]
    findings = [f"{path}:1: no `{LINE}`" for path in files
                if not any(line.endswith(LINE) for line in read_text(path).split("\n", 2)[:2])]
    print("\n".join(findings) if findings else f"{len(files)} files, no finding")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
