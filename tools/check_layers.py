#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check that every #include goes down the layers, and that each header compiles alone.

Idea: the order of the folders is data (ROWS, the table of STYLE.md 1.1). A file may include its own
folder and what its row allows. `below` of a folder is written out once, by BELOW: each row names
the highest layers it sees, and sees what those see.

Exceptions, all of them: vm/fwd.h (forward declarations, no includes) is for everyone; files
directly in vm/ (main, cli, emulator, info) may include everything; headers of the C library and of
the libraries we link are not ours; build/gen/ holds tables made from the .tab files.
"""

import concurrent.futures
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import PurePosixPath

from source_tree import ROOT, line_of, read_text, tree_files

# folder -> (folders it sees directly, single files it sees besides)
ROWS = {
    "vm/base": ((), ()),
    "vm/term": (("vm/base",), ()),
    "vm/heap": (("vm/term",), ()),
    "vm/code": (("vm/heap",), ()),
    "vm/proc": (("vm/code",), ()),
    "vm/interp": (("vm/proc",), ()),
    "loader": (("vm/code",), ()),
    # Built-in functions by subject, and the subjects that became folders of their own.
    "vm/bif": (("vm/proc", "vm/ets", "vm/nif", "vm/port", "vm/re"), ("loader/beam_load.h",)),
    "vm/ets": (("vm/proc", "vm/bif", "vm/nif", "vm/port", "vm/re"), ("loader/beam_load.h",)),
    "vm/nif": (("vm/proc", "vm/bif", "vm/ets", "vm/port", "vm/re"), ("loader/beam_load.h",)),
    "vm/port": (("vm/proc", "vm/bif", "vm/ets", "vm/nif", "vm/re"), ("loader/beam_load.h",)),
    "vm/re": (("vm/proc", "vm/bif", "vm/ets", "vm/nif", "vm/port"), ("loader/beam_load.h",)),
    # The command line: knows nothing of the machine but how it is started.
    "vm/cli": (("vm/base",), ("vm/emulator.h",)),
    "vm/sched": (("vm/interp", "vm/nif", "vm/port"), ()),
}
# Seen, but what they see is not inherited: subjects meet in their headers only.
PEERS = {"vm/bif", "vm/ets", "vm/nif", "vm/port", "vm/re"}
FOR_ALL = {"vm/fwd.h"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"]+)"', re.M)
STANDALONE_FLAGS = ["-std=gnu17", "-Wall", "-Wextra", "-Werror", "-Wno-unused-function",
                    "-Wno-unused-parameter", "-fsyntax-only", "-x", "c", "-I.", "-Ibuild/gen"]


def folder_below(folder, seen=None):
    """The folder itself and everything its row reaches."""
    seen = set() if seen is None else seen
    seen.add(folder)
    for lower in ROWS[folder][0]:
        if lower in PEERS:
            seen.add(lower)
        elif lower not in seen:
            folder_below(lower, seen)
    return seen


def folder_of(path):
    """The row a file belongs to: the longest folder of ROWS above it, or None."""
    parts = PurePosixPath(path).parts[:-1]
    for length in range(len(parts), 0, -1):
        name = "/".join(parts[:length])
        if name in ROWS:
            return name
    return None


def check_includes(path):
    name = path.as_posix()
    text = read_text(path)
    row = folder_of(name)
    above_all = path.parent.as_posix() == "vm" and name not in FOR_ALL
    allowed = folder_below(row) if row else set()
    for match in INCLUDE.finditer(text):
        target = match.group(1)
        place = f"{name}:{line_of(text, match.start())}"
        if target.startswith("build/gen/") or (ROOT / "build/gen" / target).is_file():
            continue
        if not (ROOT / target).is_file():
            yield f'{place}: "{target}" is not a path from the root of the repository'
        elif target in FOR_ALL or above_all:
            continue
        elif not row:
            yield f"{name}: its folder has no row in tools/check_layers.py"
            return
        elif folder_of(target) not in allowed and target not in ROWS[row][1]:
            yield f"{place}: {row} may not include {target}"


def check_pragma(path):
    if path.suffix == ".h" and not re.search(r"^#pragma once$", read_text(path), re.M):
        yield f"{path}: no #pragma once"


def compile_alone(job):
    """Compile one header as if it were a file; returns the compiler's words when it fails."""
    compiler, path, folder = job
    unit = os.path.join(folder, f"{path.as_posix().replace('/', '_')}.{compiler}.c")
    with open(unit, "w", encoding="utf-8") as file:
        file.write(f'#include "{path.as_posix()}"\n#include "{path.as_posix()}"\n')
    done = subprocess.run([compiler, *STANDALONE_FLAGS, unit], cwd=ROOT, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    if done.returncode == 0:
        return None
    first = "\n    ".join(done.stdout.strip().splitlines()[:4])
    return f"{path}: does not compile alone with {compiler}:\n    {first}"


def check_headers(headers):
    compilers = [c for c in ("clang-19", "gcc") if shutil.which(c)]
    with tempfile.TemporaryDirectory() as folder:
        jobs = [(c, h, folder) for h in headers for c in compilers]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            return [found for found in pool.map(compile_alone, jobs) if found]


def main():
    files = tree_files(".c", ".h", under=("vm", "loader"))
    findings = []
    for path in files:
        findings += check_includes(path)
        findings += check_pragma(path)
    findings += check_headers([path for path in files if path.suffix == ".h"])
    print("\n".join(findings) if findings else f"{len(files)} files, no finding")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
