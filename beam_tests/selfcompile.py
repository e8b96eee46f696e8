#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compile large bodies of real code with the compilers running on joist and on stock BEAM; compare.

What: `erlc` compiles every module of stdlib and kernel from the installed sources, `elixirc` a project
of more than fifty modules, once on each machine. Every chunk of every .beam file, and every parser
that was generated, must be the same byte for byte.

Idea: a compiler is a large program that uses everything: maps, sets, binaries, big integers, ETS,
processes, files, atoms, external terms. A wrong bit anywhere in the machine shows in its output, and
the other compiler says what is right, without anybody having written a test. OTP's sources are the
installed ones (Debian: erlang-src); the Elixir project is what beam_tests/cases/elixir_* has, as one
project. ELIXIR_SRC=DIR (option --elixir) takes the applications of Elixir's own source tree instead.

Invariants: both machines get the same command line, environment and working folder. A difference that
is only a stored regular expression (joist's library is PCRE2, stock's is PCRE 8) is named and is no
failure; what counts as that stands in compare_beams.escript. Everything else is a failure, except the
modules of KNOWN, each with its reason.

Elsewhere: programs compiled by the stock compiler and run on both machines are beam_tests/cases.
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "beam_tests" / "cases"
OUT = ROOT / "build" / "selfcompile"
TIMEOUT = 580
KNOWN = {"Elixir.Module.Types.Pattern": "its clauses follow the order of a map with more than 32 keys"}


def environment():
    """The same for both: no options of the user, and a fixed date where a program stores one."""
    kept = {key: value for key, value in os.environ.items()
            if key in ("HOME", "PATH", "JOIST_OTP_ROOT") or key.endswith("SAN_OPTIONS")}
    return {**kept, "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1000000000",
            "ERL_CRASH_DUMP": "/dev/null"}


class Part:
    """Sources that one compiler call turns into one folder."""

    def __init__(self, name, folder, compiler, options, sources):
        self.name = name
        self.folder = folder
        self.compiler = compiler
        self.options = options
        self.sources = sources

    def compile(self, side, machine):
        """Compile into build/selfcompile/<side>/<name>; returns (folder, seconds, failures)."""
        out = OUT / side / self.name
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        command = [*machine, self.compiler, *self.options, "-o", str(out), *self.sources]
        start = time.monotonic()
        try:
            done = subprocess.run(command, cwd=self.folder, env=environment(), text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, timeout=TIMEOUT, check=False)
            status, output = done.returncode, done.stdout
        except subprocess.TimeoutExpired:
            status, output = f"none after {TIMEOUT} s", ""
        failures = []
        if status != 0:
            failures.append(f"{self.compiler} on {side} ended with status {status}\n{output[-2000:]}")
        return out, time.monotonic() - start, failures


# ---- what is compiled ----------------------------------------------------------------------------

def otp_root():
    done = subprocess.run(["erl", "-noshell", "-eval", "io:put_chars(code:root_dir()), halt()."],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True)
    return Path(done.stdout)


def otp_parts(apps):
    """Each application with the flags of its Makefile, and its grammars."""
    lib = otp_root() / "lib"
    includes = [f"-I{sorted(lib.glob(f'{name}-*'))[-1]}/include" for name in ("kernel", "stdlib")]
    parts = []
    for app in apps:
        home = sorted(lib.glob(f"{app}-*"))[-1]
        folder = home / "src"
        options = ["+deterministic", "+debug_info", "-I../include", *includes,
                   "-Depmd_port_no=4369", "-Derlang_daemon_port=4369",
                   f'-D{app.upper()}_VSN="{home.name.split("-")[-1]}"']
        sources = sorted(p.name for p in folder.glob("*.erl"))
        if not sources:
            raise SystemExit(f"{folder} holds no sources: the package erlang-src is not installed")
        parts.append(Part(app, folder, "erlc", options, sources))
        grammars = sorted(p.name for p in folder.iterdir() if p.suffix in (".yrl", ".xrl"))
        if grammars:
            parts.append(Part(f"{app}-grammars", folder, "erlc", ["+deterministic"], grammars))
    return parts


def elixir_parts(tree):
    if not tree:
        sources = ["case_helper.ex", *sorted(str(p.relative_to(CASES))
                                             for p in CASES.glob("elixir_*/*.ex"))]
        return [Part("elixir-cases", CASES, "elixirc", ["--ignore-module-conflict"], sources)]
    apps = sorted(p.parent for p in (Path(tree) / "lib").glob("*/lib"))
    if not apps:
        raise SystemExit(f"{tree} is no source tree of Elixir")
    return [Part(f"elixir-{app.name}", app, "elixirc", ["--ignore-module-conflict"],
                 sorted(str(p.relative_to(app)) for p in app.glob("lib/**/*.ex"))) for app in apps]


# ---- comparing -----------------------------------------------------------------------------------

def compare_modules(stock, joist):
    """Returns (lines about harmless differences, lines about failures)."""
    done = subprocess.run(["escript", str(ROOT / "beam_tests" / "compare_beams.escript"),
                           str(stock), str(joist)],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True)
    harmless, failures = [], []
    for line in done.stdout.splitlines():
        kind, module, chunks = line.split(" ", 2)
        if kind == "regex":
            harmless.append(f"{module}: stored regular expressions ({chunks})")
        elif module in KNOWN:
            harmless.append(f"{module}: {KNOWN[module]} ({chunks})")
        else:
            failures.append(f"{module}: {chunks}")
    return harmless, failures


def compare_others(stock, joist):
    """Files that are no modules, such as generated parsers."""
    names = {p.name for d in (stock, joist) for p in d.iterdir() if p.suffix != ".beam"}
    same, _, _ = filecmp.cmpfiles(stock, joist, names, shallow=False)
    return [f"{name}: text differs" for name in sorted(names - set(same))]


def run_part(part, machine):
    """Compile on both machines and compare; returns the number of failures."""
    print(f"{part.name}: {len(part.sources)} files ...", end="", flush=True)
    stock, stock_seconds, failures = part.compile("stock", [])
    print(f" stock {stock_seconds:.1f} s", end="", flush=True)
    joist, joist_seconds, joist_failures = part.compile("joist", machine)
    print(f", joist {joist_seconds:.1f} s", end="", flush=True)
    harmless, differences = compare_modules(stock, joist)
    differences += compare_others(stock, joist)
    count = len(list(stock.iterdir()))
    print(f": {count - len(harmless) - len(differences)} of {count} identical")
    for line in harmless:
        print(f"    not compared in full: {line}")
    failures += joist_failures + [f"differs: {line}" for line in differences]
    for line in failures:
        print(f"    FAILED {line}", flush=True)
    return count - len(differences), len(failures)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--vm", default="build/joist", help="the joist to try")
    parser.add_argument("--apps", default="stdlib,kernel", help="applications of OTP")
    parser.add_argument("--elixir", metavar="DIR", help="Elixir's source tree (of this release)")
    parser.add_argument("--part", help="only the part with this name")
    options = parser.parse_args()

    parts = otp_parts([a for a in options.apps.split(",") if a]) + elixir_parts(options.elixir)
    if options.part:
        parts = [p for p in parts if p.name == options.part]
    passed = failed = 0
    for part in parts:
        good, bad = run_part(part, [str(ROOT / options.vm)])
        passed += good
        failed += bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
