#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tests of the command `joist diff` as a whole: what it says about the programs in this folder.

Idea: no second machine is needed to have differences. Both sides are the same Joist, but one of them
sees JOIST_SIDE=other in its environment, and the programs look at it. What `joist diff` prints, its
exit status and its list are compared with expected.txt; `run.py --write` writes that file: read the
difference in git.
"""

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GOLDEN = HERE / "expected.txt"


def diff(vm, folder, *words):
    """One `joist diff`: its output without what differs from run to run, its list, its status."""
    listed = Path(folder) / "list"
    done = subprocess.run([vm, "diff", "--stock", vm, "--joist", f"env JOIST_SIDE=other {vm}",
                           "--timeout", "4", "--list", str(listed), *words],
                          cwd=folder, text=True, stdin=subprocess.DEVNULL, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = re.sub(r" \(\d+\.\d s\)", "", done.stdout).replace(vm, "JOIST")
    return (f"$ joist diff {' '.join(words)}\n{text}list:\n{listed.read_text()}"
            f"exit status {done.returncode}\n\n")


def run_all(vm):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["erlc", "-W0", "+deterministic", "-o", folder,
                        *(p.name for p in sorted(HERE.glob("*.erl")))], cwd=HERE, check=True)
        (Path(folder) / "broken.beam").write_bytes(b"FOR1....BEAM")
        return [diff(vm, folder, ".", "x y", "z"),
                diff(vm, folder, "same.beam", "halts.beam"),
                diff(vm, folder, "--exact", "--call", "different.main", "same.beam"),
                diff(vm, folder, "helper.beam", "broken.beam")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--vm", default="build/joist")
    parser.add_argument("--write", action="store_true", help="write expected.txt")
    options = parser.parse_args()
    got = run_all(str(ROOT / options.vm))
    if options.write:
        GOLDEN.write_text("".join(got), encoding="utf-8")
    expected = re.split(r"^(?=\$ )", GOLDEN.read_text(encoding="utf-8"), flags=re.M)[1:]
    failed = abs(len(expected) - len(got))
    for wanted, text in zip(expected, got):
        if text != wanted:
            failed += 1
            print("\n".join(difflib.unified_diff(wanted.splitlines(), text.splitlines(),
                                                 GOLDEN.name, "joist diff", lineterm="", n=2)))
    print(f"{len(got) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
