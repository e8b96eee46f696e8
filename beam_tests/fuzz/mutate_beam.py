# SPDX-License-Identifier: Apache-2.0
"""mutate_beam.py -- one small wrong step away from a good .beam file, chosen by a random number generator.

Most mutants change one thing that a compiler got right (an operand, a test, the order of two instructions, an arity, a
literal): these are the ones that load and run. Some change tables, some plain bytes: these try the readers.
"""
import copy
import gzip
import struct
import zlib

from beam_code import NUMBER_OF, OPCODES, RULES, Code, Reader, encode_operand, join_chunks, split_chunks
from mutate_etf import mutate_bytes, mutate_term

NUMBERS = [0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 57, 63, 64, 65, 127, 128, 254, 255, 256, 257, 1022, 1023, 1024, 2047, 65535,
           65536, (1 << 26) - 1, 1 << 26, (1 << 27) + 1, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 32, (1 << 59) - 1, 1 << 59,
           (1 << 60) - 1, 1 << 60, (1 << 63) - 1]
TESTS = {n for n, (name, _) in OPCODES.items() if name.startswith("is_") or name in ("test_arity", "bs_test_tail2", "bs_test_unit")}
SHAPES = {}
for _number, (_, _arity) in OPCODES.items():
    SHAPES.setdefault(_arity, []).append(_number)


# ---- one operand

def near(r, value):
    if r.random() < 0.6:
        return max(0, value + r.choice((-2, -1, 1, 2)))
    return r.choice(NUMBERS) if r.random() < 0.4 else r.randrange(16)


def any_operand(r, context):
    kind = r.choice(("x", "x", "x", "y", "y", "i", "a", "a", "lit", "f", "u", "fr"))
    limit = {"a": context["atoms"], "lit": max(1, context["literals"]), "f": context["labels"]}.get(kind, 8)
    return [kind, r.randrange(limit)]


def operand_for(r, letter, context):
    """One that the instruction may have there."""
    if letter in "srdtgPQM":
        return [r.choice("xxxy"), r.randrange(6)]
    if letter in "fjcml":
        return ["f", r.randrange(context["labels"])] if letter != "l" else ["u", r.randrange(context["labels"])]
    if letter == "y":
        return ["y", r.randrange(4)]
    if letter in "FGo":
        return ["fr", r.randrange(3)]
    if letter == "a":
        return ["a", r.randrange(1, context["atoms"])]
    if letter == "L":
        return ["list", [any_operand(r, context) for _ in range(r.randrange(5))]]
    return ["u", r.choice((0, 1, 1, 2, 3, 8, 16))]


def mutate_operand(r, operand, context):
    kind, value = operand
    if kind == "typed":
        if r.random() < 0.3:
            return value[0]
        return ["typed", [mutate_operand(r, value[0], context), value[1]] if r.random() < 0.5 else [value[0], near(r, value[1])]]
    if kind == "list":
        return ["list", mutate_items(r, value, context)]
    if kind == "alloc":
        return ["alloc", [[a, near(r, b)] for a, b in value]] if r.random() < 0.7 else ["u", r.randrange(8)]
    choice = r.random()
    if choice < 0.1 or kind == "raw":
        return any_operand(r, context)
    if choice < 0.3 and kind in "xy":
        return [r.choice("xy"), value]
    if kind == "i":
        return ["i", r.choice([value + 1, value - 1, -value, r.choice(NUMBERS), -r.choice(NUMBERS)])]
    if kind in ("a", "f", "lit"):
        return [kind, r.randrange({"a": context["atoms"], "f": context["labels"], "lit": context["literals"] + 1}[kind] + 1)]
    return [kind, near(r, value)]


def mutate_items(r, items, context):
    items = copy.deepcopy(items)
    if not items or r.random() < 0.1:
        return items + [any_operand(r, context)]
    at, choice = r.randrange(len(items)), r.random()
    if choice < 0.1:
        del items[at]
    elif choice < 0.2:
        items.insert(at, copy.deepcopy(items[at]))
    elif choice < 0.35:
        other = r.randrange(len(items))
        items[at], items[other] = items[other], items[at]
    else:
        items[at] = mutate_operand(r, items[at], context)
    return items


# ---- instructions

def change_operand(r, code, context):
    with_operands = [i for i in code.instrs if i[1] and i[0] not in (NUMBER_OF["line"], NUMBER_OF["label"])]
    instr = r.choice(with_operands)
    at = r.randrange(len(instr[1]))
    instr[1][at] = mutate_operand(r, instr[1][at], context)


def change_opcode(r, code, context):
    instr = r.choice(code.instrs)
    instr[0] = r.choice(SHAPES[len(instr[1])])


def delete_instr(r, code, context):
    del code.instrs[r.randrange(len(code.instrs) - 1)]


def delete_test(r, code, context):
    tests = [k for k, i in enumerate(code.instrs) if i[0] in TESTS]
    if tests:
        del code.instrs[r.choice(tests)]


def copy_instr(r, code, context):
    code.instrs.insert(r.randrange(len(code.instrs) - 1), copy.deepcopy(r.choice(code.instrs[:-1])))


def swap_instrs(r, code, context):
    at = r.randrange(len(code.instrs) - 2)
    code.instrs[at], code.instrs[at + 1] = code.instrs[at + 1], code.instrs[at]


def insert_instr(r, code, context):
    opcode = r.choice([n for n in RULES if n > 3])
    operands = [operand_for(r, letter, context) for letter in RULES[opcode]]
    if len(operands) == OPCODES[opcode][1]:
        code.instrs.insert(r.randrange(len(code.instrs) - 1), [opcode, operands])


def swap_registers(r, code, context):
    """Two registers of one function change their roles from some instruction on."""
    start = r.randrange(len(code.instrs))
    kind, a, b = r.choice("xxy"), r.randrange(5), r.randrange(5)
    roles = {(kind, a): [kind, b], (kind, b): [kind, a]}

    def swapped(operand):
        if operand[0] == "list":
            return ["list", [swapped(o) for o in operand[1]]]
        if operand[0] == "typed":
            return ["typed", [swapped(operand[1][0]), operand[1][1]]]
        return roles.get((operand[0], operand[1]) if operand[0] in "xy" else None, operand)

    for instr in code.instrs[start:]:
        if instr[0] == NUMBER_OF["func_info"]:
            break
        instr[1] = [swapped(o) for o in instr[1]]


def change_header(r, code, context):
    at = r.randrange(4)
    code.header[at] = near(r, code.header[at]) & 0xFFFFFFFF


CODE_STEPS = [change_operand] * 10 + [delete_test] * 3 + [delete_instr, copy_instr, swap_instrs, insert_instr] * 2 + \
    [change_opcode, swap_registers, change_header]


def mutate_code(r, data, context):
    code = Code(data)
    context["labels"] = max(2, code.header[2])
    for _ in range(r.choice((1, 1, 1, 2, 3))):
        r.choice(CODE_STEPS)(r, code, context)
    return code.encode()


# ---- tables

def mutate_words(r, data, context):
    words = list(struct.unpack(f">{len(data) // 4}I", data[:len(data) // 4 * 4]))
    if words:
        at = r.randrange(len(words))
        words[at] = near(r, words[at]) & 0xFFFFFFFF
    return struct.pack(f">{len(words)}I", *words) + data[len(words) * 4:]


def mutate_literals(r, data, context):
    if struct.unpack(">I", data[:4])[0] == 0:
        return mutate_bytes(r, data)
    plain = zlib.decompress(data[4:])
    changed = mutate_term(r, plain)
    size = len(changed) if r.random() < 0.9 else near(r, len(changed))
    return struct.pack(">I", size & 0xFFFFFFFF) + zlib.compress(changed)


def mutate_records(r, data, context):
    """Recs: after 12 bytes, per record call_last Name IsExported [Field, Default, ...]."""
    reader, entries = Reader(data, 12), []
    while reader.at < len(data):
        entries.append((reader.byte(), [reader.operand() for _ in range(3)]))
    if not entries or r.random() < 0.2:
        return mutate_bytes(r, data)
    operands = r.choice(entries)[1]
    at = r.randrange(3)
    operands[at] = mutate_operand(r, operands[at], {"labels": 2, **context})
    return data[:12] + b"".join(bytes([opcode]) + b"".join(map(encode_operand, operands)) for opcode, operands in entries)


READERS = {b"Recs": mutate_records, b"ImpT": mutate_words, b"ExpT": mutate_words, b"FunT": mutate_words, b"LitT": mutate_literals, b"Code": mutate_code}


def mutate_chunks(r, chunks):
    at, choice = r.randrange(len(chunks)), r.random()
    if choice < 0.3:
        del chunks[at]
    elif choice < 0.5:
        chunks.insert(r.randrange(len(chunks)), copy.deepcopy(chunks[at]))
    elif choice < 0.7:
        other = r.randrange(len(chunks))
        chunks[at][1], chunks[other][1] = chunks[other][1], chunks[at][1]
    else:
        chunks[at][1] = mutate_bytes(r, chunks[at][1])


def context_of(chunks):
    named = dict(map(tuple, chunks))
    literals = zlib.decompress(named[b"LitT"][4:])[:4] if b"LitT" in named and named[b"LitT"][:4] != bytes(4) else bytes(4)
    return {"atoms": abs(struct.unpack(">i", named[b"AtU8"][:4])[0]), "literals": struct.unpack(">I", literals)[0], "labels": 2}


def mutate_beam(r, data):
    chunks, choice = split_chunks(data), r.random()
    context = context_of(chunks)
    if choice < 0.78:
        code = next(c for c in chunks if c[0] == b"Code")
        code[1] = mutate_code(r, code[1], context)
    elif choice < 0.92:
        chunk = r.choice([c for c in chunks if c[1]])
        chunk[1] = READERS.get(chunk[0], lambda r, d, _: mutate_bytes(r, d))(r, chunk[1], context)
    elif choice < 0.96:
        mutate_chunks(r, chunks)
    else:
        whole = mutate_bytes(r, join_chunks(chunks))
        return gzip.compress(whole, mtime=0) if r.random() < 0.2 else whole
    return join_chunks(chunks)
