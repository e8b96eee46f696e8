#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check (or with --write: make) that clang-format would change nothing in our C files.

A machine without clang-format is told so and passes: the check then runs elsewhere.
"""

import concurrent.futures
import os
import shutil
import subprocess
import sys

from source_tree import ROOT, tree_files


def format_file(job):
    program, path, write = job
    done = subprocess.run([program, "-style=file", str(path)], cwd=ROOT, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    if done.returncode != 0:
        return f"{path}: {done.stderr.decode(errors='replace').strip()}"
    old = (ROOT / path).read_bytes()
    if done.stdout == old:
        return None
    if write:
        (ROOT / path).write_bytes(done.stdout)
        return f"{path}: rewritten"
    pairs = zip(old.split(b"\n"), done.stdout.split(b"\n") + [b""])
    line = next((i for i, (a, b) in enumerate(pairs, 1) if a != b), 1)
    return f"{path}:{line}: not as clang-format writes it (make format)"


def main():
    write = "--write" in sys.argv[1:]
    program = shutil.which("clang-format-19") or shutil.which("clang-format")
    if not program:
        print("no clang-format on this machine: not checked")
        return 0
    files = tree_files(".c", ".h")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        findings = [f for f in pool.map(format_file, [(program, p, write) for p in files]) if f]
    print("\n".join(findings) if findings else f"{len(files)} files, no finding")
    return 1 if findings and not write else 0


if __name__ == "__main__":
    sys.exit(main())
