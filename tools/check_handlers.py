#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check the machine code of instructions: every handler goes on by a jump, hot ones touch no stack.

What: disassembles, with objdump, the interpreters of the release and gcc builds and the stencils of the release
build, whichever exist.

An error: a handler that calls the next one. gcc 12 has no musttail, so that its sibling calls became
jumps is seen here or nowhere; the C stack would grow with every instruction.
An error, in what clang made: a hot handler (op_*) or a stencil that names the stack pointer. It pushes, calls or
spills: a slow part was inlined, or registers did not suffice (FORGET and HIDE of vm/interp/instr_macros.h help).
Of gcc's only counted: it has fewer registers to give.

Not hot: what the generator declares SLOW_HANDLER (instructions without a hot body), and the general variant of an
instruction (operand class g), which serves the rare combinations of operands.
"""

import re
import shutil
import subprocess
import sys

from source_tree import ROOT

TAIL, GREG = "build/release/obj/vm/interp/interp_tail.o", "build/gcc/obj/vm/interp/interp_greg.o"
STENCILS = "build/release/stencils.c.o"
FUNCTION = re.compile(r"^[0-9a-f]+ <([^>]+)>:$")
HANDLER = re.compile(r"^(op_|slow_|interp_(yield|raise|leave))")
HOT = re.compile(r"^HANDLER\((op_\w+)\)", re.M)
VARIANT = re.compile(r"^    (op_\w+),$", re.M)  # of the table of handlers, in order of variants
STACK = re.compile(r"\t(push|call)|%rsp")
FETCH = re.compile(r"\tmov\s+\S*\(.*\),%e(\w+)")  # addresses of handlers have 32 bits, others 64
CALL_REGISTER = re.compile(r"\tcall\s+\*%r(\w+)")
CALL_NAME = re.compile(r"^\s*(\w+):\tcall\s+(\w+) <(op_|slow_|interp_(yield|raise|leave))[\w.]*>")


def hot_handlers(text):
    """Names of the handlers that should be fast, of the generated file's text."""
    return {name for name in HOT.findall(text) if "g" not in name.rpartition("__")[2].split("_")}


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


def find_stacked(path, hot, name_of):
    """Of the functions at path, by name_of(symbol): how many are hot, and which of these use the stack."""
    functions = [(name_of(symbol), lines) for symbol, lines in read_functions(path)]
    functions = [(name, lines) for name, lines in functions if name in hot]
    stacked = [name for name, lines in functions if any(STACK.search(line) for line in lines)]
    print(f"{path}: {len(stacked)} of {len(functions)} hot ones use the C stack")
    return stacked


def main():
    present = [path for path in (TAIL, GREG, STENCILS) if (ROOT / path).is_file()]
    if not present or not shutil.which("objdump"):
        print("no interpreter built yet, or no objdump: not checked")
        return 0
    text = (ROOT / "build/gen/handlers.inc").read_text(encoding="utf-8")
    hot, variants = hot_handlers(text), VARIANT.findall(text)
    findings = []
    for path in present:
        if path == STENCILS:
            numbers = {f"stencil_{k}": name for k, name in enumerate(variants)}
            stacked = find_stacked(path, hot, numbers.get)
        else:
            findings += [f"{path}: {name} calls the next handler" for name, lines in read_functions(path)
                         if HANDLER.match(name) and calls_next(lines)]
            stacked = find_stacked(path, hot, str)
        if path != GREG:
            findings += [f"{path}: {name} uses the C stack" for name in stacked]
    print("\n".join(findings) if findings else "no handler calls the next one, and no hot one uses the stack")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
