# SPDX-License-Identifier: Apache-2.0
"""instr_file.py -- reads the definitions of instructions, vm/interp/instrs/*.tab, and checks what one can see in the text.

A .tab file holds definitions:

    // comment that teaches (goes into instructions.md)
    instr name(in A: rxyic, out B: rxy, imm16 N, label F, words L)  op 65  gc
    assume A: condition in C
    {
        hot body in C
    }
    slow {
        slow body in C
    }

Operands   in/out NAME: CLASSES   a term; classes: r = x0..x3 (one handler each), x, y registers, i = immediate that
                                  fits 32 bits, c = any constant. The product of the classes gives the variants,
                                  unless the variants file lists measured ones; the general variant always exists.
           out NAME = INPUT       written to the register that INPUT was read from
           imm16/imm32/imm64 NAME a plain number        label NAME   byte distance from this instruction
           fr NAME                a float register (double lvalue)
           terms NAME             list of general operands: NAME_count, and TERM_ITEM(NAME, i) reads item i
           words NAME             list of plain 64-bit words: NAME_count, WORD_ITEM(NAME, i)
OUTPUTS() writes the outputs at once, before an exit that goes on elsewhere (fused instructions).
A body ends by falling through, or by JUMP(F), CALL_TO(cells), SLOW(), RAISE(), LEAVE(why). An instruction without a hot body
(its first block is `slow`) runs out of line always. In slow blocks `p` is the process and everything is in memory.

An assumption about an operand (or another value) is what the verifier proves where it can (loader/beam_types.c). The body
relies on it; test builds assert it. A second instruction, name_checked, comes from the same definition for where nobody has
proved it: it tests the condition first, and raises {bad_operand, {name, A}} when it does not hold.
"""
import copy
import re
import sys

FORBIDDEN = [(re.compile(r"\bgoto\b"), "goto"), (re.compile(r"\breturn\b"), "return"), (re.compile(r"\bstatic\b"), "static"),
             (re.compile(r"^\s*#\s*define", re.M), "#define")]
GC_CALL = re.compile(r"\b(\w+_gc)\s*\(")


class Operand:
    def __init__(self, role, name, classes, tied=None):
        self.role, self.name, self.classes, self.tied = role, name, classes, tied


class Instr:
    def __init__(self, name, operands, attrs, where, comment):
        self.name, self.operands, self.where, self.comment = name, operands, where, comment
        self.op = None
        self.flags = set()
        words = attrs.split()
        while words:
            word = words.pop(0)
            if word == "op":
                self.op = int(words.pop(0))
            elif word in ("gc", "raise", "yield", "save"):
                self.flags.add(word)
            else:
                fail(where, f"unknown attribute '{word}'")
        self.hot = self.slow = None
        self.assume = None  # operand, condition
        self.tests = False  # the checked form

    def has_slow(self):
        return self.slow is not None or self.tests

    def checked(self):
        """The same instruction, which tests what this one assumes."""
        other = copy.copy(self)
        other.name, other.op, other.tests = self.name + "_checked", None, True
        other.comment = [f"{other.name}: the same where nothing is proved of {self.assume[0]}"]
        other.flags = self.flags | {"raise"}
        return other


AGAIN = re.compile(r"\bAGAIN\((\w+)\)")


def fail(where, message):
    sys.exit(f"{where[0]}:{where[1]}: error: {message}")


def parse_operands(text, where):
    operands = []
    for part in filter(None, (p.strip() for p in text.split(","))):
        m = re.fullmatch(r"(in|out)\s+(\w+)\s*:\s*([rxyic]+)", part)
        if m:
            classes = []
            for letter in m[3]:
                classes += ["r0", "r1", "r2", "r3"] if letter == "r" else [letter]
            operands.append(Operand(m[1], m[2], classes))
            continue
        m = re.fullmatch(r"out\s+(\w+)\s*=\s*(\w+)", part)
        if m:
            tied = [o.name for o in operands].index(m[2])
            operands.append(Operand("out", m[1], [], tied))
            continue
        m = re.fullmatch(r"(imm16|imm32|imm64|label|fr|terms|words)\s+(\w+)", part)
        if not m:
            fail(where, f"cannot read operand '{part}'")
        kind = m[1]
        if kind.startswith("imm"):
            operands.append(Operand("imm", m[2], ["u" + kind[3:]]))
        else:
            operands.append(Operand(kind, m[2], [kind]))
    return operands


def parse_file(path):
    instrs, comment = [], []
    lines = open(path).read().split("\n")
    at = 0

    def block():
        nonlocal at
        start = at + 2
        body = []
        at += 1
        while lines[at] != "}":
            body.append(lines[at])
            at += 1
            if at >= len(lines):
                fail((path, start), "block is not closed by '}' in column 1")
        at += 1
        return start, "\n".join(body)

    while at < len(lines):
        line = lines[at]
        if line.startswith("//"):
            comment.append(line[2:].strip())
            at += 1
        elif not line.strip():
            comment = []
            at += 1
        elif line.startswith("instr "):
            where = (path, at + 1)
            header = line
            while ")" not in header:
                at += 1
                header += " " + lines[at].strip()
            at += 1
            m = re.fullmatch(r"instr (\w+)\s*\(([^)]*)\)\s*(.*)", header)
            if not m:
                fail(where, "cannot read this definition")
            instr = Instr(m[1], parse_operands(m[2], where), m[3], where, comment)
            comment = []
            m = re.fullmatch(r"assume ([^:]+): (.*)", lines[at])
            if m:
                instr.assume = m[1], m[2]
                at += 1
            if lines[at] == "{":
                instr.hot = block()
            if at < len(lines) and lines[at] == "slow {":
                instr.slow = block()
            if instr.hot is None and instr.slow is None:
                fail(where, "a definition needs a body")
            check_instr(instr)
            instrs.append(instr)
            if instr.assume:
                instrs.append(instr.checked())
        else:
            fail((path, at + 1), f"unexpected: {line}")
    return instrs


def check_instr(instr):
    for block in (instr.hot, instr.slow):
        if block:
            code = re.sub(r"//.*", "", block[1])
            for pattern, what in FORBIDDEN:
                if pattern.search(code):
                    fail((instr.where[0], block[0]), f"a body must not contain '{what}'")
    if instr.hot and GC_CALL.search(instr.hot[1]):
        fail(instr.where, "a hot body must not call a _gc function: use SLOW()")
    calls = bool(instr.slow and GC_CALL.search(instr.slow[1]))
    check_stale(instr)
    if calls != ("gc" in instr.flags):
        fail(instr.where, "attribute 'gc' and the calls of _gc functions do not agree")
    inputs = {o.name for o in instr.operands if o.role == "in"}
    for block in filter(None, (instr.hot, instr.slow)):
        for name in set(AGAIN.findall(block[1])) - inputs:
            fail((instr.where[0], block[0]), f"AGAIN({name}): no such input")
    if instr.hot and "SLOW()" in instr.hot[1] and not instr.slow:
        fail(instr.where, "SLOW() without a slow block")


def check_stale(instr):
    """An input was read before the block: after a call that may collect it may be an address of the past."""
    if not instr.slow:
        return
    code = re.sub(r"//.*", "", instr.slow[1])
    call = re.search(r"\b(?:\w+_gc)\s*\([^;]*;", code)
    for o in instr.operands if call else []:
        if o.role == "in" and re.search(rf"\b{o.name}\b", code[call.end():]):
            fail((instr.where[0], instr.slow[0]), f"input '{o.name}' is used after a call that may collect")
