#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check the machine code of the interpreter: every handler goes on by a jump, hot ones touch no stack.

What: disassembles vm/interp/interp_*.o of the release and gcc builds, whichever exist, with objdump.

An error: a handler that calls the next one. gcc 12 has no musttail, so that its sibling calls became
jumps is seen here or nowhere; the C stack would grow with every instruction.
Only reported: a hot handler (op_*) that pushes, calls or takes C stack. It works, but costs a few
cycles: a slow part was inlined, or registers did not suffice.

Exceptions from the report: what the generator declares SLOW_HANDLER (instructions without a hot body),
and the general variant of an instruction (operand class g), which asks a function for its operands.
"""

import re
import shutil
import subprocess
import sys

from source_tree import ROOT

OBJECTS = ("build/release/obj/vm/interp/interp_tail.o", "build/gcc/obj/vm/interp/interp_greg.o")
FUNCTION = re.compile(r"^[0-9a-f]+ <([^>]+)>:$")
HANDLER = re.compile(r"^(op_|slow_|interp_(yield|raise|leave))")
HOT = re.compile(r"^HANDLER\((op_\w+)\)", re.M)
STACK = re.compile(r"\t(push\s|call|sub\s+\$0x[0-9a-f]+,%rsp)")
FETCH = re.compile(r"\tmov\s+\S*\(.*\),%e(\w+)")  # addresses of handlers have 32 bits, others 64
CALL_REGISTER = re.compile(r"\tcall\s+\*%r(\w+)")
CALL_NAME = re.compile(r"^\s*(\w+):\tcall\s+(\w+) <(op_|slow_|interp_(yield|raise|leave))[\w.]*>")


def hot_handlers():
    """Names of the handlers that should be fast, from the generated file."""
    names = HOT.findall((ROOT / "build/gen/handlers.inc").read_text(encoding="utf-8"))
    return {name for name in names if "g" not in name.rpartition("__")[2].split("_")}


def read_functions(path):
    """(name, lines of assembly) of each function."""
    process = subprocess.Popen(["objdump", "-d", "--no-show-raw-insn", path], cwd=ROOT, text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    name, lines = None, []
    for line in process.stdout:
        start = FUNCTION.match(line)
        if start:
            if name:
                yield name, lines
            name, lines = start.group(1), []
        else:
            lines.append(line)
    if name:
        yield name, lines
    process.wait()


def calls_next(lines):
    """Does it call what it has just fetched from code, or a handler by name?"""
    fetched = None
    for line in lines:
        fetch, call, named = FETCH.search(line), CALL_REGISTER.search(line), CALL_NAME.search(line)
        if call and call.group(1) == fetched:
            return True
        # A call that the linker has yet to fill in seems to lead just behind itself.
        if named and int(named.group(2), 16) != int(named.group(1), 16) + 5:
            return True
        if fetch or "\tcall" in line:
            fetched = fetch.group(1) if fetch else None
    return False


def check_object(path, hot):
    """Names of handlers that call the next one; prints the report."""
    wrong, count, stacked = [], 0, {}
    for name, lines in read_functions(path):
        if HANDLER.match(name) and calls_next(lines):
            wrong.append(name)
        if name not in hot:
            continue
        count += 1
        if any(STACK.search(line) for line in lines):
            instruction = name[len("op_"):].split("__")[0]
            stacked[instruction] = stacked.get(instruction, 0) + 1
    print(f"{path}: {sum(stacked.values())} of {count} hot handlers use the C stack")
    for instruction, variants in stacked.items():
        print(f"  {instruction}: {variants} variants")
    return wrong


def main():
    objects = [path for path in OBJECTS if (ROOT / path).is_file()]
    if not objects or not shutil.which("objdump"):
        print("no interpreter built yet, or no objdump: not checked")
        return 0
    hot, findings = hot_handlers(), []
    for path in objects:
        findings += [f"{path}: {name} calls the next handler" for name in check_object(path, hot)]
    print("\n".join(findings) if findings else "no handler calls the next one")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
