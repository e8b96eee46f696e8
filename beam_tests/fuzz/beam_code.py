# SPDX-License-Identifier: Apache-2.0
"""beam_code.py -- a .beam file taken apart and put together again, for mutating it by meaning.

A file is a list of chunks [name, bytes]; the Code chunk is a list of instructions [opcode, operands]. An operand is
[kind, value]: kinds u i a x y f h (numbers), fr, lit, typed ([register, type]), alloc ([[kind, size], ...]), list (operands),
and raw (bytes that stand as they are). Whatever a mutation has put into one is written: encoding never complains.

Exceptions: a number of more than 8 bytes is kept as raw bytes.
"""
import re
import struct
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TAGS = "uiaxyfhz"


def read_table(name, pattern):
    return [m.groups() for m in re.finditer(pattern, (ROOT / "loader" / name).read_text(), re.M)]


OPCODES = {int(n): (name, int(arity))
           for n, name, arity in read_table("opcodes.def", r"^OPCODE(?:_OLD)?\((\d+), (\w+), (\d+)\)")}
NUMBER_OF = {name: number for number, (name, _) in OPCODES.items()}
RULES = {NUMBER_OF[name]: letters for name, letters in read_table("operand_rules.def", r'^RULE\((\w+), "([^"]*)"')}


# ---- chunks

def split_chunks(data):
    chunks, at = [], 12
    while at + 8 <= len(data):
        name, size = data[at:at + 4], struct.unpack(">I", data[at + 4:at + 8])[0]
        chunks.append([name, data[at + 8:at + 8 + size]])
        at += 8 + (size + 3) // 4 * 4
    return chunks


def join_chunks(chunks):
    body = b"".join(name + struct.pack(">I", len(data)) + data + bytes(-len(data) % 4) for name, data in chunks)
    return b"FOR1" + struct.pack(">I", len(body) + 4) + b"BEAM" + body


# ---- operands

class Reader:
    def __init__(self, data, at):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def number(self, first):
        if not first & 8:
            return first >> 4
        if not first & 16:
            return (first >> 5) << 8 | self.byte()
        size = (first >> 5) + 2
        if size == 9:
            size = self.operand()[1] + 9
        value = int.from_bytes(self.data[self.at:self.at + size], "big", signed=first & 7 == 1)
        self.at += size
        return value

    def operand(self):
        start, first = self.at, self.byte()
        tag = TAGS[first & 7]
        if tag != "z":
            value = self.number(first)
            return [tag, value] if self.at - start <= 9 else ["raw", self.data[start:self.at]]
        what = first >> 4
        if what == 1:
            return ["list", [self.operand() for _ in range(self.operand()[1])]]
        if what == 2:
            return ["fr", self.operand()[1]]
        if what == 3:
            return ["alloc", [[self.operand()[1], self.operand()[1]] for _ in range(self.operand()[1])]]
        if what == 4:
            return ["lit", self.operand()[1]]
        return ["typed", [self.operand(), self.operand()[1]]]


def encode_number(tag, value):
    tag = TAGS.index(tag)
    if 0 <= value < 16:
        return bytes([value << 4 | tag])
    if 0 <= value < 0x800:
        return bytes([value >> 8 << 5 | 8 | tag, value & 255])
    size = max(2, (value.bit_length() + 8) // 8)
    if size > 8:
        size = min(size, 9 + 15)
        return bytes([0xF8 | tag, (size - 9) << 4]) + (value % 256 ** size).to_bytes(size, "big")
    return bytes([(size - 2) << 5 | 0x18 | tag]) + value.to_bytes(size, "big", signed=True)


def encode_operand(operand):
    kind, value = operand
    if kind == "raw":
        return value
    if kind == "list":
        return b"\x17" + encode_number("u", len(value)) + b"".join(map(encode_operand, value))
    if kind == "fr":
        return b"\x27" + encode_number("u", value)
    if kind == "alloc":
        return b"\x37" + encode_number("u", len(value)) + b"".join(
            encode_number("u", a) + encode_number("u", b) for a, b in value)
    if kind == "lit":
        return b"\x47" + encode_number("u", value)
    if kind == "typed":
        return b"\x57" + encode_operand(value[0]) + encode_number("u", value[1])
    return encode_number(kind, value)


# ---- the Code chunk

class Code:
    """header: the five numbers of the chunk's head; instrs: [[opcode, operands], ...] with int_code_end last."""

    def __init__(self, data):
        size = struct.unpack(">I", data[:4])[0]
        self.header = list(struct.unpack(">4I", data[4:20]))
        self.instrs = []
        reader = Reader(data, 4 + size)
        while reader.at < len(data):
            opcode = reader.byte()
            self.instrs.append([opcode, [reader.operand() for _ in range(OPCODES[opcode][1])]])

    def encode(self):
        body = b"".join(bytes([opcode]) + b"".join(map(encode_operand, operands)) for opcode, operands in self.instrs)
        return struct.pack(">5I", 16, *self.header) + body
