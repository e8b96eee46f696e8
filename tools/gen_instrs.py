#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gen_instrs.py -- from vm/interp/instrs/*.tab to handlers, tables and the reference.

usage: gen_instrs.py --out DIR [--variants FILE] FILE.tab...

The definitions: tools/instr_file.py.

Written to DIR: handlers.inc (included by both back ends), instr_tables.c, instr_ids.h, instructions.md.
"""
import argparse
import itertools
import os
import re

from instr_file import AGAIN, fail, parse_file

CLASS_ENUM = {"r0": "CLASS_R0", "r1": "CLASS_R1", "r2": "CLASS_R2", "r3": "CLASS_R3", "x": "CLASS_X", "y": "CLASS_Y",
              "i": "CLASS_I", "c": "CLASS_C", "g": "CLASS_G", "u16": "CLASS_U16", "u32": "CLASS_U32", "u64": "CLASS_U64",
              "label": "CLASS_LABEL", "fr": "CLASS_FR", "terms": "CLASS_LIST", "words": "CLASS_LIST"}
SIZES = {"r0": 0, "r1": 0, "r2": 0, "r3": 0, "x": 2, "y": 2, "i": 4, "c": 8, "g": 8, "u16": 2, "u32": 4, "u64": 8,
         "label": 4, "fr": 2, "terms": 4, "words": 4}
FORMS = {"x": "FORM_REGISTER", "y": "FORM_REGISTER", "fr": "FORM_REGISTER", "u16": "FORM_U16", "u32": "FORM_U32", "label": "FORM_LABEL",
         "terms": "FORM_LIST", "words": "FORM_LIST", "g": "FORM_GENERAL"}
CHOICE_CLASSES, CHOICE_TERMS = ("r0", "r1", "r2", "r3", "x", "y", "i", "c"), 4  # in the order of OperandClass
# Operands that a handler reads from the instruction where its body names them, and no sooner: a value
# read early holds a register, and the compiler does not move the load past stores.
FIELDS = {"imm": "FIELD_U{bits}({offset})", "label": "FIELD_LABEL({offset})", "fr": "(*FIELD_FR({offset}))"}
# An instruction with so few combinations of operand classes has a variant for each: what is rare in the files that were
# measured may be what some program does all the time. Not the checked form, which is rare itself.
FEW_COMBINATIONS = 72
GENERAL_REGISTERS = 3  # g0..g2 of vm/interp/stencils.c
ROLE_ENUM = {"in": "ROLE_IN", "out": "ROLE_OUT", "imm": "ROLE_IMM", "label": "ROLE_LABEL", "fr": "ROLE_FR",
             "terms": "ROLE_LIST", "words": "ROLE_LIST"}


def load_variants(path):
    """Measured combinations: instr -> set of class tuples (term operands only); "-" alone: only the general variant."""
    table = {}
    if path and os.path.exists(path):
        for line in open(path):
            if line.startswith("#") or not line.strip():
                continue
            name, classes = line.split()[:2]
            chosen = table.setdefault(name, set())
            if classes != "-":
                chosen.add(tuple(classes.split(",")))
    return table


def variants_of(instr, measured):
    """Class vectors; the general one last."""
    terms = [o for o in instr.operands if o.role in ("in", "out") and o.tied is None]
    general = [("g" if o.role in ("in", "out") else o.classes[0]) for o in instr.operands]
    result = []
    spills = any(o.role == "terms" for o in instr.operands)
    if instr.hot is not None and terms and not spills:
        combos = list(itertools.product(*[o.classes for o in terms]))
        chosen = measured.get(instr.name.removesuffix("_checked"))
        if chosen is not None and (instr.tests or len(combos) > FEW_COMBINATIONS):
            combos = [combo for combo in combos if combo in chosen]
        for combo in combos:
            vector, it = [], iter(combo)
            for o in instr.operands:
                if o.tied is not None:
                    vector.append(vector[o.tied])
                else:
                    vector.append(next(it) if o.role in ("in", "out") else o.classes[0])
            result.append(vector)
    result.append(general)
    return result


def layout(vector, tied):
    """Byte offset of each field and the size in cells: 16-bit fields first, then 32, then 64. A tied output has the field of
    the input it replaces."""
    offsets, at = [0] * len(vector), 4
    for width in (2, 4, 8):
        if width == 4:
            at = (at + 3) // 4 * 4
        for k, cls in enumerate(vector):
            if SIZES[cls] == width and tied[k] is None:
                offsets[k] = at
                at += width
    for k, source in enumerate(tied):
        if source is not None:
            offsets[k] = offsets[source]
    return offsets, (at + 3) // 4


def choice_terms(instr):
    """The operands whose classes tell variants apart."""
    terms = [k for k, o in enumerate(instr.operands) if o.role in ("in", "out") and o.tied is None]
    if len(terms) > CHOICE_TERMS:
        fail(instr.where, f"more than {CHOICE_TERMS} operands that are terms")
    return terms


def choices_of(writers, first, terms):
    """The variant for each combination of classes: its own, that for any constants, or the general one."""
    number_of = {tuple(w.vector[k] for k in terms): first + n for n, w in enumerate(writers)}
    general = first + len(writers) - 1
    for combo in itertools.product(CHOICE_CLASSES, repeat=len(terms)):
        wide = tuple("c" if cls == "i" else cls for cls in combo)
        yield number_of.get(combo, number_of.get(wide, general))


def field_plan(writer):
    """FieldPlan of vm/code/instr.h."""
    fields = sorted((offset, k, cls) for k, (cls, offset) in enumerate(zip(writer.vector, writer.offsets)) if SIZES[cls])
    lists = [k for _, k, cls in fields if cls in ("terms", "words")]
    text = ", ".join(f"{{{k}, {offset}, {FORMS.get(cls, 'FORM_VALUE')}}}" for offset, k, cls in fields)
    return f"{{{len(fields)}, {writer.cells}, {lists[0] if lists else 'INSTR_NO_LIST'}, {{{text}}}}}"


def hole(cls, number):
    """What a field of a stencil holds: a hole that is filled when code is translated."""
    if cls[0] == "r":
        return f"x{cls[1]}"
    return {"x": f"HOLE_X({number})", "y": f"HOLE_Y({number})", "i": f"HOLE_I({number})", "c": f"HOLE_64({number})"}[cls]


def emit_pieces(first, out):
    """What loads and stores the general operands of a stencil. The numbers: vm/interp/stencil.h."""
    names = [f"g{k}" for k in range(GENERAL_REGISTERS)]
    for k, name in enumerate(names):
        for number, cls in enumerate(["r0", "r1", "r2", "r3", "x", "y", "i", "c"]):
            loaded = ", ".join(hole(cls, 0) if n == name else n for n in names)
            stored = ", ".join(names)
            at = first + 2 * 8 * k + number
            out.append(f"STENCIL({at})\n{{\n    STENCIL_END_VALUES({loaded});\n}}\n")
            if cls not in ("i", "c"):
                out.append(f"STENCIL({at + 8})\n{{\n    {hole(cls, 0)} = {name};\n    STENCIL_END_VALUES({stored});\n}}\n")


class Writer:
    """Emits the C of one variant."""

    def __init__(self, instr, vector, index, out):
        self.instr, self.vector, self.index, self.out = instr, vector, index, out
        self.offsets, self.cells = layout(vector, [o.tied for o in instr.operands])
        suffix = "_".join(c for c, o in zip(vector, instr.operands) if o.role in ("in", "out"))
        self.name = instr.name + ("__" + suffix if suffix else "")
        self.general = any(c == "g" for c in vector) or any(o.role == "terms" for o in instr.operands)

    def read(self, cls, offset, in_memory):
        if cls[0] == "r":
            return f"R->x[{cls[1]}]" if in_memory else f"x{cls[1]}"
        return {"x": f"FIELD_X({offset})", "y": f"FIELD_Y({offset})", "i": f"FIELD_I({offset})", "c": f"FIELD_C({offset})",
                "g": f"operand_read(R, E, FIELD_C({offset}))"}[cls]

    def write(self, cls, offset, name, in_memory):
        if cls == "g":
            return f"operand_write(R, E, FIELD_C({offset}), {name});"
        return f"{self.read(cls, offset, in_memory)} = {name};"

    def operands(self, in_memory):
        lists = 0
        for o, cls, off in zip(self.instr.operands, self.vector, self.offsets):
            n = o.name
            if o.role == "in":
                yield f"const Term {n} = {self.read(cls, off, in_memory)}; (void){n};"
                yield f"enum {{ {n}_IS_IMMEDIATE = {int(cls == 'i')} }};"
            elif o.role == "out":
                yield f"Term {n};"
            elif o.role in ("words", "terms"):
                yield f"const Cell *const {n} = I + SIZE_CELLS; (void){n};"
                lists += 1
                assert lists == 1, "one list per instruction"

    def stencil_inputs(self):
        """(number, operand, class, the value in C); general ones are in g0, g1, ..., in order."""
        general = 0
        for k, (o, cls) in enumerate(zip(self.instr.operands, self.vector)):
            if o.role == "in":
                yield k, o, cls, f"g{general}" if cls == "g" else hole(cls, k)
                general += cls == "g"

    def outputs_of(self, general):
        return [(k, o, cls) for k, (o, cls) in enumerate(zip(self.instr.operands, self.vector))
                if o.role == "out" and (cls == "g") == general]

    def has_stencil(self):
        """A hot body, and no more general operands than there are registers for them."""
        if not self.instr.hot or any(o.role == "terms" for o in self.instr.operands):
            return False
        inputs = sum(o.role == "in" and cls == "g" for o, cls in zip(self.instr.operands, self.vector))
        outputs = len(self.outputs_of(True))
        return max(inputs, outputs) <= GENERAL_REGISTERS and not (outputs and "OUTPUTS()" in self.instr.hot[1])

    def stencil_operands(self):
        values = {k: value for k, _, _, value in self.stencil_inputs()}
        for k, (o, cls) in enumerate(zip(self.instr.operands, self.vector)):
            n = o.name
            if o.role == "in":
                yield f"const Term {n} = {values[k]}; (void){n};"
                yield f"enum {{ {n}_IS_IMMEDIATE = {int(cls == 'i')} }};"
            elif o.role == "out":
                yield f"Term {n};"
            elif o.role == "words":
                yield f"const Cell *const {n} = I + SIZE_CELLS; (void){n};"

    def read_holes(self, text):
        for k, (o, cls) in enumerate(zip(self.instr.operands, self.vector)):
            if o.role == "imm":
                text = re.sub(rf"\b{o.name}\b", f"HOLE_64({k})" if cls == "u64" else f"HOLE_N({k})", text)
            elif o.role == "words":
                text = re.sub(rf"\b{o.name}_count\b", f"HOLE_N({k})", text)
        return text

    def emit_stencil(self, out):
        """A function whose machine code, with its holes filled, is this variant in translated code."""
        w = out.append
        text = self.read_again(self.instr.hot[1], lambda name, k, cls, off: name if cls == "g" else re.sub(r"(HOLE_[XY64]+)", r"\1_AGAIN", hole(cls, k)))
        for k, o in enumerate(self.instr.operands):
            if o.role == "label":
                text = re.sub(rf"\bJUMP\({o.name}\)", f"JUMP_LABEL({k})", text)
                text = re.sub(rf"\bCALL_TO\(LABEL_CELLS\({o.name}\)\)", f"CALL_LABEL({k})", text)
                text = re.sub(rf"\bLABEL_CELLS\({o.name}\)", f"HOLE_CELLS({k})", text)
            elif o.role == "fr":
                text = re.sub(rf"\b{o.name}\b", f"(*HOLE_FR({k}))", text)
        text = self.read_holes(text)
        outputs = [f"{hole(cls, k if o.tied is None else o.tied)} = {o.name};" for k, o, cls in self.outputs_of(False)]
        general = [o.name for _, o, _ in self.outputs_of(True)]
        general += ["NO_VALUE"] * (GENERAL_REGISTERS - len(general))
        text = text.replace("OUTPUTS();", " ".join(outputs))
        w(f"STENCIL({self.index})\n{{\n    STENCIL_START({self.cells});\n")
        for line in [*self.stencil_operands(), *(self.assumption(False) if self.instr.tests else [])]:
            w(f"    {self.read_holes(line)}\n")
        w(f'    {{\n#line {self.instr.hot[0]} "{self.instr.where[0]}"\n{text}\n    }}\n#line 1 "stencils.inc"\n')
        for line in outputs:
            w(f"    {line}\n")
        w(f"    STENCIL_END_VALUES({', '.join(general)});\n}}\n" if self.outputs_of(True) else "    STENCIL_END();\n}\n")

    def next(self):
        """Cells to the next instruction: lists follow the fixed part."""
        lists = [o.name for o in self.instr.operands if o.role in ("terms", "words")]
        return self.read_fields(" + ".join(["SIZE_CELLS"] + [f"2 * {name}_count" for name in lists]))

    def read_fields(self, text):
        for o, cls, off in zip(self.instr.operands, self.vector, self.offsets):
            if o.role in FIELDS:
                text = re.sub(rf"\b{o.name}\b", FIELDS[o.role].format(bits=cls[1:], offset=off), text)
            elif o.role in ("words", "terms"):
                text = re.sub(rf"\b{o.name}_count\b", f"FIELD_U32({off})", text)
        return text

    def read_again(self, text, read):
        """AGAIN(Operand) reads an input once more, where it is; read gives the C text for it."""
        inputs = {o.name: (k, cls, off) for k, (o, cls, off) in enumerate(zip(self.instr.operands, self.vector, self.offsets))}
        return AGAIN.sub(lambda m: read(m[1], *inputs[m[1]]), text)

    def body(self, block, in_slow):
        in_memory = in_slow or self.general
        text = self.read_again(block[1], lambda name, k, cls, off: self.read(cls, off, in_memory))
        if in_slow:
            text = re.sub(r"\b(JUMP|CALL_TO|LEAVE)\(", r"SLOW_\1(", text)
        text = self.read_fields(text)
        if "OUTPUTS()" in text:
            unspill = " UNSPILL_X();" if self.general and not in_slow else ""
            text = text.replace("OUTPUTS();", " ".join(self.outputs(in_memory)) + unspill)
        return f'    {{\n#line {block[0]} "{self.instr.where[0]}"\n{text}\n    }}\n'

    def assumption(self, in_slow):
        """Asserts what is assumed, or tests it."""
        if not self.instr.assume:
            return
        name, condition = self.instr.assume
        if not self.instr.tests:
            yield f'INVARIANT({condition}, "beam_types.c 1");'
        elif in_slow:
            what = self.instr.name.removesuffix("_checked")
            test = f"if (UNLIKELY(!({condition}))) " if self.instr.slow else ""
            yield f'{test}{{ raise_bad_operand(p, "{what}", {name}); RAISE(); }}'
        else:
            yield f"if (UNLIKELY(!({condition}))) {{ SLOW(); }}"

    def outputs(self, in_memory):
        for o, cls, off in zip(self.instr.operands, self.vector, self.offsets):
            if o.role == "out":
                yield self.write(cls, off, o.name, in_memory)

    def emit(self):
        w = self.out.append
        slow_name = f"slow_{self.name}"
        has_slow = self.instr.has_slow()
        if has_slow:
            w(f"SLOW_HANDLER({slow_name});\n" if self.instr.hot else "")
        if self.instr.hot:
            w(f"HANDLER(op_{self.name})\n{{\n    enum {{ SIZE_CELLS = {self.cells} }};\n")
            if has_slow:
                w(f"    #undef SLOW\n    #define SLOW() TAIL({slow_name})\n".replace("    #", "#"))
            if self.general:
                w("    SPILL_X();\n")
            for line in [*self.operands(self.general), *self.assumption(False)]:
                w(f"    {self.read_fields(line)}\n")
            w(self.body(self.instr.hot, False))
            w('#line 1 "handlers.inc"\n')
            for line in self.outputs(self.general):
                w(f"    {line}\n")
            if self.general and any(o.role == "out" for o in self.instr.operands):
                w("    UNSPILL_X();\n")
            w(f"    NEXT({self.next()});\n}}\n")
        if has_slow:
            name = slow_name if self.instr.hot else f"op_{self.name}"
            w(f"SLOW_HANDLER({name})\n{{\n    enum {{ SIZE_CELLS = {self.cells} }};\n    SAVE();\n")
            for line in [*self.operands(True), *self.assumption(True)]:
                w(f"    {self.read_fields(line)}\n")
            for o in self.instr.operands if not self.instr.slow else []:
                w(f"    (void){o.name};\n" if o.role == "out" else "")
            if self.instr.slow:
                w(self.body(self.instr.slow, True))
            w('#line 1 "handlers.inc"\n')
            if self.instr.slow:
                w("    LOAD_STACK();\n")
                for line in self.outputs(True):
                    w(f"    {line}\n")
                w(f"    UNSPILL_X();\n    NEXT({self.next()});\n")
            w("    SLOW_EXITS();\n}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", required=True)
    parser.add_argument("--variants", default="vm/interp/variants.tsv")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    measured = load_variants(args.variants)
    instrs, seen = [], {}
    for path in sorted(args.files):
        for instr in parse_file(path):
            if instr.name in seen:
                fail(instr.where, f"'{instr.name}' is already defined at {seen[instr.name]}")
            seen[instr.name] = f"{instr.where[0]}:{instr.where[1]}"
            instrs.append(instr)

    spdx = "// SPDX-License-Identifier: Apache-2.0\n// Written by tools/gen_instrs.py; do not edit.\n"
    handlers, stencils = [spdx], [spdx]
    variants, infos = [], []
    for number, instr in enumerate(instrs):
        first = len(variants)
        for vector in variants_of(instr, measured):
            writer = Writer(instr, vector, len(variants), handlers)
            writer.emit()
            if writer.has_stencil():
                writer.emit_stencil(stencils)
            variants.append((writer, number))
        infos.append((instr, first, len(variants) - first))
    emit_pieces(len(variants), stencils)
    handlers.append("static const Handler handlers[] = {\n")
    handlers += [f"    op_{w.name},\n" for w, _ in variants]
    handlers.append("};\n// By variant: where SLOW() goes, or NULL.\nstatic const void *const slow_handlers[] = {\n")
    handlers += [f"    (const void *)slow_{w.name},\n" if w.instr.hot and w.instr.has_slow() else "    NULL,\n" for w, _ in variants]
    handlers.append("};\n")

    tables = [spdx, '#include "vm/code/instr.h"\n\nconst VariantInfo instr_variants[] = {\n']
    for writer, number in variants:
        classes = ", ".join(CLASS_ENUM[c] for c in writer.vector) or "0"
        offsets = ", ".join(str(o) for o in writer.offsets) or "0"
        tables.append(f"    {{{number}, {writer.cells}, {{{classes}}}, {{{offsets}}}}},\n")
    tables.append("};\nconst InstrInfo instr_infos[] = {\n")
    choices = []
    for number, (instr, first, count) in enumerate(infos):
        roles = ", ".join(ROLE_ENUM[o.role] for o in instr.operands) or "0"
        widths = ", ".join(CLASS_ENUM[o.classes[0]] if o.role == "imm" else "0" for o in instr.operands) or "0"
        names = ", ".join(f'"{o.name}"' for o in instr.operands) or "0"
        checked = number + 1 if instr.assume and not instr.tests else number
        terms = choice_terms(instr) if count > 1 else []
        tables.append(f'    {{"{instr.name}", {len(instr.operands)}, {{{roles}}}, {{{widths}}}, {{{names}}}, {first}, {count}, {checked},'
                      f' {len(terms)}, {{{", ".join(map(str, terms)) or "0"}}}, {len(choices)}}},\n')
        choices += choices_of([w for w, _ in variants[first:first + count]], first, terms)
    tables.append(f"}};\nconst uint16_t instr_choices[] = {{{', '.join(map(str, choices))}}};\n")
    plans = {}
    numbers = [plans.setdefault(field_plan(w), len(plans)) for w, _ in variants]
    tables.append("const FieldPlan instr_plans[] = {\n" + "".join(f"    {plan},\n" for plan in plans) + "};\n")
    tables.append(f"const uint16_t instr_variant_plans[] = {{{', '.join(map(str, numbers))}}};\nCell instr_handlers[{len(variants)}];\n")
    tables.append(f"const uint32_t instr_count = {len(infos)}, instr_variant_count = {len(variants)};\n")
    tables.append("// The instruction that a generic opcode becomes when no rewrite rule says otherwise; 0xFFFF: none.\n")
    by_opcode = [0xFFFF] * 256
    for number, instr in enumerate(instrs):
        if instr.op is not None:
            by_opcode[instr.op] = number
    tables.append(f"const uint16_t instr_of_opcode[256] = {{{', '.join(map(str, by_opcode))}}};\n")

    ids = [spdx, "#pragma once\n\nenum InstrId {\n"]
    ids += [f"    INSTR_{i.name} = {n},\n" for n, i in enumerate(instrs)]
    ids.append("};\n")

    doc = ["# Instructions\n\nWritten by tools/gen_instrs.py from the definitions.\n"]
    for instr in instrs:
        sig = ", ".join(f"{o.role} {o.name}" for o in instr.operands)
        op = f" (opcode {instr.op})" if instr.op is not None else ""
        doc.append(f"\n## {instr.name}({sig}){op}\n\n" + "\n".join(instr.comment) + "\n")

    os.makedirs(args.out, exist_ok=True)
    for name, parts in (("handlers.inc", handlers), ("stencils.inc", stencils), ("instr_tables.c", tables), ("instr_ids.h", ids), ("instructions.md", doc)):
        path, text = os.path.join(args.out, name), "".join(parts)
        if not os.path.exists(path) or open(path).read() != text:
            open(path, "w").write(text)
        else:
            os.utime(path)


main()
