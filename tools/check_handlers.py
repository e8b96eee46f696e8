#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check the machine code of the interpreter: no hot handler (op_*) pushes, calls or takes C stack.

What: disassembles vm/interp/interp_*.o of the release and gcc builds, whichever exist, with objdump.

Why: a handler must end in a jump. gcc 12 has no musttail, so that its sibling calls became jumps is
seen here or nowhere; a call in either build is a slow part that was inlined, or a spill of registers.

Exceptions: what the generator declares SLOW_HANDLER (instructions without a hot body), and the general
variant of an instruction (operand class g), which asks a function for its operands.
"""

import collections
import re
import shutil
import subprocess
import sys

from source_tree import ROOT

OBJECTS = ("build/release/obj/vm/interp/interp_tail.o", "build/gcc/obj/vm/interp/interp_greg.o")
FUNCTION = re.compile(r"^[0-9a-f]+ <([^>]+)>:$")
HOT = re.compile(r"^HANDLER\((op_\w+)\)", re.M)
BAD = re.compile(r"\t(push\s|call|sub\s+\$0x[0-9a-f]+,%rsp)")


def hot_handlers():
    """Names of the handlers that must be fast, from the generated file."""
    names = HOT.findall((ROOT / "build/gen/handlers.inc").read_text(encoding="utf-8"))
    return {name for name in names if "g" not in name.rpartition("__")[2].split("_")}


def find_bad_handlers(path, hot):
    """{instruction: (its bad handlers, what the first must not have)}, number of all handlers."""
    bad, count, name = collections.OrderedDict(), 0, None
    process = subprocess.Popen(["objdump", "-d", "--no-show-raw-insn", path], cwd=ROOT, text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    for line in process.stdout:
        start = FUNCTION.match(line)
        if start:
            name = start.group(1) if start.group(1) in hot else None
            count += name is not None
        elif name and BAD.search(line):
            instruction = name[len("op_"):].split("__")[0]
            handlers, first = bad.setdefault(instruction, (set(), line.split("\t", 1)[1].strip()))
            handlers.add(name)
    process.wait()
    return bad, count


def main():
    objects = [path for path in OBJECTS if (ROOT / path).is_file()]
    if not objects or not shutil.which("objdump"):
        print("no interpreter built yet, or no objdump: not checked")
        return 0
    failed, hot = False, hot_handlers()
    for path in objects:
        bad, count = find_bad_handlers(path, hot)
        if not count:
            continue
        total = sum(len(handlers) for handlers, _ in bad.values())
        print(f"{path}: {total} of {count} hot handlers push or call")
        for instruction, (handlers, first) in bad.items():
            print(f"  {instruction}: {len(handlers)} variants, first `{first}`")
        failed = failed or bool(bad)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
