#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden tests of tools/gen_instrs.py: what it makes of a definition, or what it says about a wrong one.

<name>.tab goes in. <name>.err is what it must say, <name>.out the handlers.inc and stencils.inc that it must write.
`run.py --write` writes these files from what the generator does now: read the difference in git.
"""

import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
GENERATOR = HERE.parent.parent / "tools" / "gen_instrs.py"


def generate(name):
    """(suffix of the file it belongs in, text)"""
    with tempfile.TemporaryDirectory() as out:
        done = subprocess.run([sys.executable, str(GENERATOR), "--out", out, "--variants", "none",
                               f"{name}.tab"], cwd=HERE, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            return ".err", done.stdout
        return ".out", "".join((Path(out) / written).read_text(encoding="utf-8")
                               for written in ("handlers.inc", "stencils.inc"))


def check(name):
    """None, or what differs."""
    suffix, text = generate(name)
    golden = HERE / (name + suffix)
    expected = golden.read_text(encoding="utf-8") if golden.exists() else ""
    if text == expected:
        return None
    return "\n".join(difflib.unified_diff(expected.splitlines(), text.splitlines(),
                                          golden.name, "generated", lineterm="", n=1))


def main():
    names = sorted(path.stem for path in HERE.glob("*.tab"))
    if "--write" in sys.argv[1:]:
        for name in names:
            suffix, text = generate(name)
            (HERE / (name + suffix)).write_text(text, encoding="utf-8")
            (HERE / (name + (".out" if suffix == ".err" else ".err"))).unlink(missing_ok=True)
    failed = 0
    for name in names:
        difference = check(name)
        if difference:
            failed += 1
            print(f"FAILED gen/{name}\n{difference}\nrepeat: python3 beam_tests/gen/run.py\n")
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
