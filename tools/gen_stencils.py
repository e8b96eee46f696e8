#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gen_stencils.py -- from the compiler's output for vm/interp/stencils.c to the table of stencils.

usage: gen_stencils.py --cc COMMAND --variants N --out FILE.c [STENCILS.s]     (no .s: an empty table)

A stencil is the machine code of one variant with holes in it (vm/interp/stencil.h). clang compiles
each as a function that ends in a jump to a symbol; this program

  1. tidies the assembler text, so that code can be concatenated: `jcc L ... L: jmp SYM` becomes
     `jcc SYM`, blocks that nobody reaches go, and the jump to stencil_next becomes the end;
  2. lets the assembler make an object file of it;
  3. reads bytes and relocations from there and writes them as C tables.

A function that refers to anything but the symbols of vm/interp/stencil.h is no stencil: that
variant is left to its handler. --report FILE lists them.
"""

import argparse
import os
import re
import struct
import subprocess
import sys

NEXT = "stencil_next"
PIECES = 48  # STENCIL_PIECES of vm/interp/stencil.h
JUMP = re.compile(r"\t(j\w+)\t(\S+)")
INVERSE = {"je": "jne", "jl": "jge", "jle": "jg", "jb": "jae", "jbe": "ja", "jo": "jno", "js": "jns", "jp": "jnp"}
INVERSE.update({v: k for k, v in INVERSE.items()})
FUNCTION = re.compile(r"^stencil_(\d+):", re.M)
# Immediate terms are signed; what a compiler takes for an address it would extend with zeros.
TERM_MOVE = re.compile(r"\tmovl\t\$(term_\d+), %(e\w\w|r\d+d)")
# In the order of StencilSymbol (vm/interp/stencil.h).
HOLE_KINDS = {"hole": 0, "term": 0, "wide": 0, "stencil_target": 16, "stencil_yield": 32}
LONE_SYMBOLS = {"hole_here": 48, "stencil_slow": 49, "interp_yield": 50, "code_index_active": 51}
R_64, R_PC32, R_PLT32, R_32, R_32S = 1, 2, 4, 10, 11
WIDTHS = {R_64: "STENCIL_ABS64", R_PC32: "STENCIL_PC32", R_PLT32: "STENCIL_PC32", R_32: "STENCIL_ABS32", R_32S: "STENCIL_ABS32"}


# ---- the text ------------------------------------------------------------------------------------

def read_functions(text):
    """{number: lines of the body}, without directives and comments."""
    functions = {}
    for part in re.split(r"\n(?=stencil_\d+:)", text)[1:]:
        body = []
        for line in part.split("\n")[1:]:
            line = line.split("#")[0].rstrip()
            if line.startswith(".Lfunc_end"):
                break
            if line and (not line.startswith("\t.")):
                body.append(line)
        functions[int(FUNCTION.match(part)[1])] = body
    return functions


def split_blocks(body):
    """[(label or None, lines)] in order."""
    blocks = [(None, [])]
    for line in body:
        if line.endswith(":"):
            blocks.append((line[:-1], []))
        else:
            blocks[-1][1].append(line)
            if JUMP.match(line):
                blocks.append((None, []))
    return [b for b in blocks if b[0] or b[1]]


def ends_in_jump(lines):
    return bool(lines) and lines[-1].startswith("\tjmp")


def drop_unreached(blocks):
    """Blocks that are neither fallen into nor jumped to."""
    while True:
        used = {w for _, lines in blocks for line in lines for w in re.findall(r"\.L\w+", line)}
        kept, falls = [], True
        for label, lines in blocks:
            if falls or label in used:
                kept.append((label, lines))
                falls = not ends_in_jump(lines)
        if len(kept) == len(blocks):
            return blocks
        blocks = kept


def redirect_jumps(blocks):
    """A jump to a block that only jumps on goes there itself."""
    aliases = {label: lines[0].split("\t")[2] for label, lines in blocks
               if label and len(lines) == 1 and re.match(r"\tjmp\t[^*]", lines[0])}
    result = []
    for label, lines in blocks:
        out = []
        for line in lines:
            m = JUMP.match(line)
            target = m and m[2]
            while target in aliases:
                target = aliases[target]
            out.append(f"\t{m[1]}\t{target}" if m else line)
        result.append((label, out))
    return result


def move_end_last(blocks):
    """The piece that ends with the jump to stencil_next becomes the last one."""
    pieces = []
    for block in blocks:
        if pieces and not ends_in_jump(pieces[-1][-1][1]):
            pieces[-1].append(block)
        else:
            pieces.append([block])
    ending = [p for p in pieces if p[-1][1] and p[-1][1][-1] == f"\tjmp\t{NEXT}"]
    if ending and ending[-1] is not pieces[-1] and ending[-1] is not pieces[0]:
        pieces.remove(ending[-1])
        pieces.append(ending[-1])
    return [block for piece in pieces for block in piece]


def tidy(number, body):
    blocks = split_blocks([TERM_MOVE.sub(widen, line) for line in body])
    blocks = move_end_last(drop_unreached(redirect_jumps(blocks)))
    lines = []
    for label, block in blocks:
        lines += ([label + ":"] if label else []) + block
    if len(lines) > 1 and lines[-1].startswith("\tjmp\t"):
        m = JUMP.match(lines[-2])
        if m and m[2] == NEXT and m[1] in INVERSE:
            lines[-2:] = [f"\t{INVERSE[m[1]]}\t{lines[-1].split(chr(9))[2]}", f"\tjmp\t{NEXT}"]
    if lines and lines[-1] == f"\tjmp\t{NEXT}":
        lines.pop()
    end = f".Lend_{number}"
    return [line.replace(NEXT, end) for line in drop_reloads(lines)] + [end + ":"]


def drop_reloads(lines):
    """`cmpq $S, R; jne L; movq $S, R`: R holds S already."""
    kept = []
    for line in lines:
        m = re.fullmatch(r"\tmovq\t(\$\w+), (%\w+)", line)
        if m and len(kept) > 1 and kept[-1].startswith("\tjne\t") and kept[-2] == f"\tcmpq\t{m[1]}, {m[2]}":
            continue
        kept.append(line)
    return kept


def widen(m):
    register = "r" + m[2][1:] if m[2][0] == "e" else m[2][:-1]
    return f"\tmovq\t${m[1]}, %{register}"


def assemble(cc, functions, path):
    with open(path + ".s", "w") as f:
        f.write("\t.text\n")
        for number, lines in sorted(functions.items()):
            f.write(f"\t.globl\tstencil_{number}\n\t.type\tstencil_{number},@function\nstencil_{number}:\n")
            f.write("\n".join(lines) + f"\n\t.size\tstencil_{number}, .-stencil_{number}\n")
    subprocess.run(cc.split() + ["-c", "-x", "assembler", path + ".s", "-o", path + ".o"], check=True)


# ---- the object file -----------------------------------------------------------------------------

def read_object(path):
    """The bytes of .text, {number: (start, size)}, and its relocations [(at, kind, symbol, addend)]."""
    data = open(path, "rb").read()
    section_at, = struct.unpack_from("<Q", data, 40)
    entry, count, names_index = struct.unpack_from("<HHH", data, 58)
    heads = [struct.unpack_from("<IIQQQQIIQQ", data, section_at + k * entry) for k in range(count)]

    def name_at(table, at):
        start = heads[table][4] + at
        return data[start:data.index(b"\0", start)].decode()

    sections = {name_at(names_index, h[0]): h for h in heads}
    text = sections[".text"]
    symbols = sections[".symtab"]
    names, functions = [], {}
    for at in range(symbols[4], symbols[4] + symbols[5], 24):
        name, _, _, _, value, size = struct.unpack_from("<IBBHQQ", data, at)
        names.append(name_at(symbols[6], name))
        m = re.fullmatch(r"stencil_(\d+)", names[-1])
        if m:
            functions[int(m[1])] = (value, size)
    relocations = []
    table = sections[".rela.text"]
    for at in range(table[4], table[4] + table[5], 24):
        where, info, addend = struct.unpack_from("<QQq", data, at)
        relocations.append((where, info & 0xFFFFFFFF, names[info >> 32], addend))
    return data[text[4]:text[4] + text[5]], functions, sorted(relocations)


def symbol_code(name):
    if name in LONE_SYMBOLS:
        return LONE_SYMBOLS[name]
    m = re.fullmatch(r"(\w+)_(\d+)", name)
    return HOLE_KINDS[m[1]] + int(m[2]) if m and m[1] in HOLE_KINDS else None


# ---- the table -----------------------------------------------------------------------------------

def write_table(path, variants, text, functions, relocations):
    out = ["// SPDX-License-Identifier: Apache-2.0\n// Written by tools/gen_stencils.py; do not edit.\n"
           '#include "vm/interp/stencil.h"\n\n']
    code, holes, rows, refused = bytearray(), [], {}, []
    by_function = {n: [] for n in functions}
    starts = sorted((start, size, n) for n, (start, size) in functions.items())
    at = 0
    for where, kind, name, addend in relocations:
        while where >= starts[at][0] + starts[at][1]:
            at += 1
        by_function[starts[at][2]].append((where - starts[at][0], kind, name, addend))
    for n, (start, size) in sorted(functions.items()):
        found = [(where, WIDTHS.get(kind), symbol_code(name), addend, name)
                 for where, kind, name, addend in by_function[n]]
        bad = [name for _, width, code_, _, name in found if width is None or code_ is None]
        if bad:
            refused.append(f"{n}\t{' '.join(bad)}\n")
            continue
        rows[n] = (len(code), size, len(holes), len(found))
        code += text[start:start + size]
        holes += found
    out.append("const uint8_t stencil_bytes[] = {")
    for k in range(0, len(code), 24):
        out.append("\n    " + ", ".join(map(str, code[k:k + 24])) + ",")
    out.append("\n    0};\nconst StencilHole stencil_holes[] = {\n")
    out += [f"    {{{where}, {width}, {code_}, {addend}}},\n" for where, width, code_, addend, _ in holes]
    out.append("    {0}};\n// By variant, then the pieces; no bytes and no holes with has_code 0: it has none.\nconst Stencil stencils[] = {\n")
    for n in range(variants + PIECES):
        out.append("    {%d, %d, %d, %d, 1},\n" % rows[n] if n in rows else "    {0},\n")
    out.append(f"    {{0}}}};\nconst uint32_t stencil_count = {len(rows)};\n")
    text_out = "".join(out)
    if not os.path.exists(path) or open(path).read() != text_out:
        open(path, "w").write(text_out)
    else:
        os.utime(path)
    return refused


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--cc", default="clang")
    parser.add_argument("--variants", required=True, help="build/gen/instr_tables.c, for their number")
    parser.add_argument("--out", required=True)
    parser.add_argument("--report")
    parser.add_argument("assembler", nargs="?")
    options = parser.parse_args()
    variants = int(re.search(r"instr_variant_count = (\d+)", open(options.variants).read())[1])
    text, functions, relocations = b"", {}, []
    if options.assembler:
        functions = {n: tidy(n, body) for n, body in read_functions(open(options.assembler).read()).items()}
        assemble(options.cc, functions, options.out)
        text, functions, relocations = read_object(options.out + ".o")
    refused = write_table(options.out, variants, text, functions, relocations)
    if options.report:
        open(options.report, "w").writelines(refused)
    return 0


if __name__ == "__main__":
    sys.exit(main())
