#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `make check` runs: every check of this folder, one after the other.

A check is a program tools/check_<name>.py that prints `file:line: what is wrong` for each finding
and exits 1 when there was one. Those in REPORT_ONLY describe the tree and never fail.
A new check is a new file; it is registered nowhere.
"""

import subprocess
import sys
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
REPORT_ONLY = {"check_size.py"}


def main():
    failed = []
    for program in sorted(TOOLS.glob("check_*.py")):
        if program.name == Path(__file__).name:
            continue
        print(f"== {program.stem}", flush=True)
        status = subprocess.run([sys.executable, str(program)], cwd=TOOLS.parent,
                                check=False).returncode
        if status and program.name not in REPORT_ONLY:
            failed.append(program.stem)
    print("check: " + (f"failed: {', '.join(failed)}" if failed else "all passed"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
