#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the programs in beam_tests/cases on a BEAM and compare what they print.

What: every beam_tests/cases/<area>/<name>.erl or .ex is a program. It is compiled by the installed
erlc or elixirc into build/cases/<area>/, started on the machine given by --vm, and what it writes
(stdout and stderr in one stream) and its exit status are compared with <name>.expected, byte by
byte.

Idea: stock BEAM is the specification, so nobody writes an .expected file by hand. With
--write-expected the stock machine (`erl`) runs each case three times (twice as it is, once with
one scheduler); a case whose output differs between them is flaky and is refused.

Other releases: with --release R the files of OTP R and its Elixir in build/otpR are tested instead
of the installed ones (tools/fetch_release.sh R puts them there), and the cases are compiled by that
release's own compilers, running on Joist. Where stock R prints something else than the installed
release, <name>.expected.R says what; `--write-expected --release R --stock DIR` writes these files
with a stock R that is installed in the folder DIR (tools/make_stock.sh), as root.

With --against-stock there are no .expected files: `joist diff` runs the cases on both machines, many
in one start, compares them byte by byte as well, and shows the result of main/0 besides;
`--against-stock --release R --stock DIR` does so with the R in DIR.

Invariants: one case, one boot of the machine: cases cannot disturb each other. The command line is
the same for every machine apart from its first words. The sources are compiled inside their own
folder, so that file names in stack traces are plain names on every computer. Nothing is registered:
files are found by walking. A module is named after its file (Erlang), or is the first
`defmodule Case...` of the file (Elixir); both export main/0. After main/0 the machine is halted,
which flushes its output: init:stop/0 would cost stock BEAM a second more for each case.

Elsewhere: how to write a case stands in cases/README.md. What every case includes is
cases/case.hrl (Erlang) and cases/case_helper.ex (Elixir, compiled first, always on the code path).
"""

import argparse
import atexit
import concurrent.futures
import difflib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "beam_tests" / "cases"
INSTALLED_RELEASE = "25"
HELPER = CASES / "case_helper.ex"
DIFF_LINES = 12  # of the beginning, and as many of the end


class Target:
    """The release that is tested: where its files lie, and what compiles them."""

    def __init__(self, release):
        self.release = release  # None: the installed one
        # relative to ROOT, where every command runs
        self.build = Path("build") / f"cases{release or ''}"
        self.environment = {}
        if release:
            usr = ROOT / "build" / f"otp{release}" / "usr" / "lib"
            self.environment = {"JOIST_OTP_ROOT": str(usr / "erlang"),
                                "PATH": f"{usr}/elixir/bin:{os.environ['PATH']}"}
            self.elixir_lib = usr / "elixir" / "lib"
            if not self.elixir_lib.is_dir():
                raise SystemExit(f"OTP {release} is not there: tools/fetch_release.sh {release}")
        else:
            self.elixir_lib = find_elixir_lib()

    def compiler(self, name):
        return [str(ROOT / "build" / "joist"), name] if self.release else [name]

    def run_environment(self):
        """Only what a case may depend on, and the options of sanitizer builds."""
        env = {key: value for key, value in os.environ.items()
               if key in ("HOME", "PATH") or key.endswith("SAN_OPTIONS")}
        return {**env, "LANG": "C.UTF-8", "ERL_CRASH_DUMP": "/dev/null", **self.environment}


class Case:
    """One program: where it lies and how it is started."""

    def __init__(self, source, target):
        self.source = source
        self.area = source.parent.name
        self.name = source.stem
        self.label = f"{self.area}/{self.name}"
        self.elixir = source.suffix == ".ex"
        self.target = target
        self.expected = self.usual = source.with_suffix(".expected")
        self.own = source.with_suffix(f".expected.{target.release}")  # where the release differs
        if target.release and self.own.exists():
            self.expected = self.own
        self.build = target.build / self.area
        self.stamp = ROOT / self.build / (source.name + ".compiled")
        self.compile_error = None  # what the compiler said

    def is_for_target(self):
        """A comment `releases: 25 27` names the releases that a case is for; without one: all."""
        line = re.search(r"^(?:%%|#) releases: (.*)$", self.source.read_text(), re.M)
        return not line or (self.target.release or INSTALLED_RELEASE) in line[1].split()

    def is_stale(self):
        inputs = [self.source, *([HELPER] if self.elixir else CASES.glob("*.hrl"))]
        if not self.stamp.exists():
            return True
        return max(p.stat().st_mtime for p in inputs) >= self.stamp.stat().st_mtime

    def module(self):
        if not self.elixir:
            return self.name
        module = re.search(r"^defmodule (Case[\w.]*) do", self.source.read_text(), re.M)
        if not module:
            raise SystemExit(f"{self.source}: no `defmodule Case... do`")
        return "Elixir." + module.group(1)

    def arguments(self, elixir_lib):
        """What follows the machine's own name; the same for every machine."""
        if not self.elixir:
            return ["-noshell", "-pa", str(self.build),
                    "-s", self.name, "main", "-s", "erlang", "halt"]
        paths = []
        for lib in ("elixir", "logger"):
            paths += ["-pa", str(elixir_lib / lib / "ebin")]
        run = (f"application:ensure_all_started(elixir), "
               f"'{self.module()}':main(), halt().")
        return ["-noshell", *paths, "-pa", str(self.target.build), "-pa", str(self.build),
                "-eval", run]


def find_cases(target, area, name):
    found = [Case(p, target) for p in sorted(CASES.glob("*/*")) if p.suffix in (".erl", ".ex")]
    by_name = {}
    for case in found:
        if by_name.setdefault(case.name, case) is not case:
            raise SystemExit(f"two cases are called {case.name}: {by_name[case.name].area}, "
                             f"{case.area}")
    if area:
        found = [c for c in found if c.area == area or c.area.startswith(area + "_")]
    found = [c for c in found if c.is_for_target()]
    if name:
        found = [c for c in found if name in (c.name, c.label)]
    if not found:
        raise SystemExit("no such case")
    return found


def find_elixir_lib():
    """The folder that holds elixir/ebin, logger/ebin, ... of the installed Elixir."""
    program = shutil.which("elixir")
    lib = Path(os.path.realpath(program)).parent.parent / "lib" if program else None
    return lib if lib and (lib / "elixir" / "ebin").is_dir() else None


# ---- compiling -----------------------------------------------------------------------------------

def compile_files(command, folder, cases):
    """One compiler call for many files of one folder; one for each where that fails."""
    done = subprocess.run(command + [c.source.name for c in cases], cwd=folder, text=True,
                          errors="backslashreplace",
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False,
                          env=cases[0].target.run_environment())
    if done.returncode == 0:
        for case in cases:
            case.stamp.touch()
    elif len(cases) == 1:
        cases[0].compile_error = f"{shlex.join(command)} {cases[0].source.name}\n{done.stdout}"
    else:
        for case in cases:
            compile_files(command, folder, [case])


def compile_helper(target):
    beam = ROOT / target.build / "Elixir.CaseHelper.beam"
    if beam.exists() and beam.stat().st_mtime > HELPER.stat().st_mtime:
        return
    done = subprocess.run([*target.compiler("elixirc"), "-o", str(beam.parent), HELPER.name],
                          cwd=CASES, stdin=subprocess.DEVNULL, check=False,
                          env=target.run_environment())
    if done.returncode != 0:
        raise SystemExit("case_helper.ex does not compile")


def compile_stale(target, cases, jobs):
    """Compile what is older than its source: one erlc and one elixirc call per area.
    A case that does not compile fails alone, with what the compiler says (Case.compile_error)."""
    groups = {}
    for case in cases:
        if case.is_stale():
            groups.setdefault((case.area, case.elixir), []).append(case)
    if any(elixir for _, elixir in groups):
        (ROOT / target.build).mkdir(parents=True, exist_ok=True)
        compile_helper(target)
    work = []
    for (area, elixir), members in sorted(groups.items()):
        out = ROOT / target.build / area
        out.mkdir(parents=True, exist_ok=True)
        if elixir:
            command = [*target.compiler("elixirc"), "--ignore-module-conflict",
                       "-pa", str(ROOT / target.build), "-o", str(out)]
        else:
            command = [*target.compiler("erlc"), "-W0", "+deterministic", "-o", str(out)]
        work.append((command, CASES / area, members))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda w: compile_files(*w), work))


# ---- running -------------------------------------------------------------------------------------

def run_case(vm, case, elixir_lib, timeout):
    """Start one case; returns (exit status, output bytes, seconds). Status None: timed out."""
    command = vm + case.arguments(elixir_lib)
    start = time.monotonic()
    try:
        process = subprocess.Popen(command, cwd=ROOT, env=case.target.run_environment(),
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, start_new_session=True)
    except OSError as error:
        return 127, f"{command[0]}: {error.strerror}\n".encode(), 0.0
    try:
        output, _ = process.communicate(timeout=timeout)
        status = process.returncode
    except subprocess.TimeoutExpired:
        # The machine leads a session of its own: its group holds it and whatever it started.
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        status = None
    return status, output, time.monotonic() - start


def render(release, status, output):
    """The bytes of an .expected file."""
    return f"# release {release} exit {status}\n".encode() + output


def short_diff(expected, got):
    lines = list(difflib.unified_diff(expected.decode("utf-8", "backslashreplace").splitlines(),
                                      got.decode("utf-8", "backslashreplace").splitlines(),
                                      "expected", "got", lineterm="", n=1))
    if len(lines) > 2 * DIFF_LINES:
        left_out = len(lines) - 2 * DIFF_LINES
        lines = lines[:DIFF_LINES] + [f"... {left_out} more lines ..."] + lines[-DIFF_LINES:]
    return "\n".join(line[:300] for line in lines)


def repeat_command(vm, case, elixir_lib):
    env = " ".join(f"{k}={shlex.quote(v)}" for k, v in case.target.environment.items())
    return (f"cd {shlex.quote(str(ROOT))} && LANG=C.UTF-8 ERL_CRASH_DUMP=/dev/null {env} "
            f"{shlex.join(vm + case.arguments(elixir_lib))} </dev/null 2>&1")


def check_case(vm, case, elixir_lib, timeout):
    """Run and compare; returns (error text or None, seconds)."""
    if not case.expected.exists():
        return "no .expected file: run.py --write-expected makes it", 0.0
    expected = case.expected.read_bytes()
    status, output, seconds = run_case(vm, case, elixir_lib, timeout)
    first_line = expected.split(b"\n", 1)[0].decode()
    release = re.fullmatch(r"# release (\d+) exit (-?\d+)", first_line)
    if not release:
        return f"{case.expected.name}: line 1 is not `# release R exit N`", seconds
    got = render(release.group(1), status, output)
    if got == expected:
        return None, seconds
    head = f"timed out after {timeout} s\n" if status is None else ""
    return (f"{head}{short_diff(expected, got)}\n"
            f"repeat: {repeat_command(vm, case, elixir_lib)}"), seconds


def run_against_stock(vm, cases, timeout, stock):
    """Let `joist diff` compare; returns how many cases are not the same. STOCK: see --stock."""
    home, where = ROOT, []
    if stock:
        enter_stock(cases[0].target, stock)
        home, where = Path(stock).resolve() / STOCK_HOME, ["--root", stock]
    files = [str(home / case.build / (case.module() + ".beam")) for case in cases]
    program = str(ROOT / vm[0]) if "/" in vm[0] else vm[0]
    with tempfile.NamedTemporaryFile("r") as listed:
        done = subprocess.run([program, "diff", "--exact", *where,
                               "--joist", shlex.join([program, *vm[1:]]),
                               "--pa", str(home / cases[0].target.build),
                               "--timeout", str(timeout), "--list", listed.name, *files],
                              cwd=ROOT, env=cases[0].target.run_environment(),
                              stdin=subprocess.DEVNULL, check=False)
        failed = len(listed.readlines())
    return max(failed, int(done.returncode != 0))

# ---- writing .expected files ---------------------------------------------------------------------

def stock_release():
    done = subprocess.run(["erl", "-noshell", "-eval",
                           "io:put_chars(erlang:system_info(otp_release)), halt()."],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout.strip()


# In the folder of a stock release: cases and what was compiled of them.
STOCK_HOME = f"joist-{os.getpid()}"


def enter_stock(target, folder):
    """Copies what cases need into the folder; returns the command that runs `erl` there."""
    home = Path(folder) / STOCK_HOME
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for part in ("beam_tests/cases", target.build):
        shutil.copytree(ROOT / part, home / part)
    return ["chroot", str(folder), "env", "-C", f"/{STOCK_HOME}", "-u", "JOIST_OTP_ROOT", "erl"]


def put_expected(case, text):
    """Into the case's .expected file, or that of its release where the output differs."""
    if not case.target.release:
        path = case.usual
    elif case.usual.exists() and text.split(b" ", 3)[3] == case.usual.read_bytes().split(b" ", 3)[3]:
        case.own.unlink(missing_ok=True)
        return
    else:
        path = case.own
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)


def write_case(release, erl, case, elixir_lib, timeout):
    """Let the stock machine say what is right; refuse what it does not say three times."""
    seconds = 0.0
    texts = []
    for vm in (erl, erl, [*erl, "+S", "1"]):
        status, output, took = run_case(vm, case, elixir_lib, timeout)
        seconds = max(seconds, took)
        if status is None:
            return f"times out on the stock machine ({timeout} s)", took
        texts.append(render(release, status, output))
    for other in texts[1:]:
        if other != texts[0]:
            return "flaky on the stock machine\n" + short_diff(texts[0], other), seconds
    put_expected(case, texts[0])
    return None, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("area", nargs="?", help="only this area (or AREA_*)")
    parser.add_argument("--area", dest="area_option", help="the same")
    parser.add_argument("--case", help="only this case: NAME or AREA/NAME")
    parser.add_argument("--vm", default="build/joist", help="the machine, with its own flags")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=30, help="seconds for one case")
    parser.add_argument("--slow", type=float, default=0, metavar="S",
                        help="also name the cases that take longer than S seconds")
    parser.add_argument("--write-expected", action="store_true",
                        help="write .expected files from the stock machine (erl)")
    parser.add_argument("--against-stock", action="store_true",
                        help="compare with the stock machine itself, not with .expected files")
    parser.add_argument("--release", choices=("27", "29"),
                        help="test build/otpR instead of the installed OTP and Elixir")
    parser.add_argument("--stock", metavar="DIR",
                        help="the folder of a stock R (tools/make_stock.sh), to write for --release R "
                             "or compare with")
    options = parser.parse_args()

    target = Target(options.release)
    cases = find_cases(target, options.area or options.area_option, options.case)
    elixir_lib = target.elixir_lib
    if not elixir_lib:
        print(f"Elixir is not installed: {sum(c.elixir for c in cases)} cases left out")
        cases = [c for c in cases if not c.elixir]
    compile_stale(target, cases, options.jobs)

    if bool(options.stock) != bool(options.release and
                                   (options.write_expected or options.against_stock)):
        raise SystemExit("--stock is for --release with --write-expected or --against-stock")
    if options.write_expected:
        erl = enter_stock(target, options.stock) if options.stock else ["erl"]
        release = options.release or stock_release()
        if options.stock:
            elixir_lib = Path("/usr/lib/elixir/lib")

        def work(case):
            return write_case(release, erl, case, elixir_lib, options.timeout)
    else:
        vm = shlex.split(options.vm)
        if not shutil.which(ROOT / vm[0] if "/" in vm[0] else vm[0]):
            raise SystemExit(f"{vm[0]}: there is no such machine")
        if options.against_stock:
            compiled = [c for c in cases if not c.compile_error]
            for case in cases:
                if case.compile_error:
                    print(f"FAILED {case.label}\n{case.compile_error}", flush=True)
            same = len(compiled)
            if compiled:
                same -= run_against_stock(vm, compiled, options.timeout, options.stock)
            print(f"{same} passed, {len(cases) - same} failed")
            return int(same < len(cases))

        def work(case):
            return check_case(vm, case, elixir_lib, options.timeout)

    def attempt(case):
        return (case.compile_error, 0.0) if case.compile_error else work(case)

    failed = 0
    start = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for case, (error, seconds) in zip(cases, pool.map(attempt, cases)):
            if error:
                failed += 1
                print(f"FAILED {case.label}\n{error}\n", flush=True)
            elif options.slow and seconds > options.slow:
                print(f"slow   {case.label} {seconds:.1f} s", flush=True)
    print(f"{time.monotonic() - start:.1f} s")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
