#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Show what becomes of one instruction: its definition, the generated C, and the machine code.

usage: audit_instr.py NAME [VARIANT]     (make audit I=NAME)

VARIANT is what follows `__` in a handler's name, as r0_x. Without it every variant is listed, and the
C and machine code of the first one is shown. Machine code is there once build/release is built.
"""

import re
import subprocess
import sys

from source_tree import ROOT, read_text, tree_files

HANDLER = r"^(?:SLOW_)?HANDLER\((?:op|slow)_%s\)\n\{.*?^\}\n"
OBJECT = "build/release/obj/vm/interp/interp_tail.o"


def print_definition(name):
    for path in tree_files(".tab", under=("vm/interp/instrs",)):
        found = re.search(rf"(?:^//[^\n]*\n)*^instr {name}\([^\n]*\n(?s:.*?)^\}}\n(?:slow \{{\n(?s:.*?)^\}}\n)?",
                          read_text(path), re.M)
        if found:
            print(f"==== {path}\n{found.group(0)}")


def print_machine_code(handler):
    if not (ROOT / OBJECT).is_file():
        return
    done = subprocess.run(["objdump", "-d", "--no-show-raw-insn", f"--disassemble={handler}", OBJECT],
                          cwd=ROOT, text=True, stdout=subprocess.PIPE, check=False)
    print(f"==== {OBJECT}\n{done.stdout.partition('<' + handler)[2].partition(':')[2].strip()}")


def main():
    if len(sys.argv) not in (2, 3):
        print("which instruction? make audit I=NAME")
        return 1
    name = sys.argv[1]
    text = read_text("build/gen/handlers.inc")
    variants = re.findall(rf"^(?:SLOW_)?HANDLER\(op_({name}(?:__\w+)?)\)", text, re.M)
    if not variants:
        print(f"there is no instruction {name}")
        return 1
    print_definition(name)
    print(f"==== {len(variants)} variants\n" + " ".join(variants) + "\n")
    wanted = f"{name}__{sys.argv[2]}" if len(sys.argv) == 3 else variants[0]
    print("==== build/gen/handlers.inc")
    for handler in re.finditer(HANDLER % wanted, text, re.M | re.S):
        print(re.sub(r"^#line.*\n", "", handler.group(0), flags=re.M))
    print_machine_code(f"op_{wanted}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
