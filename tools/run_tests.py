#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run the unit tests and the cases of one or more build flavours and sum them up in one last line.

What: `run_tests.py release` runs every build/release/unit/**/test_* and then beam_tests/run.py
with that flavour's joist; before them, once, the golden tests of the generator (beam_tests/gen) and
of `joist diff` (beam_tests/diff). The last line is always `N passed, N failed`; the exit status follows it.

Idea: a unit test program is cmocka's and speaks TAP (CMOCKA_MESSAGE_OUTPUT=tap): its plan says how
many tests there are, so tests that a crash swallowed count as failed. Cases are another program's
job (beam_tests/run.py); only its last line is read here.

Elsewhere: building the programs is the Makefile's job; how a case is compared: beam_tests/run.py.
"""

import argparse
import concurrent.futures
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUMMARY = re.compile(rb"^(\d+) passed, (\d+) failed$", re.M)

# How much longer than the release build a flavour may take for one program.
SLOWNESS = {"release": 1, "gcc": 1, "gcstress": 10, "redstress": 6, "heapcheck": 6, "asan": 8,
            "tsan": 12, "debug": 4}
# Flavours that only interpret; the others run every case twice, interpreted and as machine code.
INTERPRETED = ("gcc", "tsan")
SANITIZER_ENVIRONMENT = {
    "ASAN_OPTIONS": "detect_leaks=0:exitcode=99",
    "UBSAN_OPTIONS": "print_stacktrace=1",
    "TSAN_OPTIONS": "halt_on_error=0:exitcode=98",
}


def flavour_binary(flavour):
    return "build/joist" if flavour == "release" else f"build/{flavour}/joist"


# ---- unit tests ----------------------------------------------------------------------------------

def find_units(flavour, area):
    folder = ROOT / "build" / flavour / "unit"
    sources = ROOT / "beam_tests" / "unit"
    wanted = sorted(p.relative_to(sources).with_suffix("") for p in sources.rglob("test_*.c"))
    if area:
        wanted = [p for p in wanted if area in (str(p.parent), p.name[len("test_"):])]
    return [folder / p for p in wanted]


def count_tap(output):
    """(passed, failed) of a TAP stream: tests that were planned but never reported have failed."""
    passed = len(re.findall(rb"^ok \d+", output, re.M))
    failed = len(re.findall(rb"^not ok \d+", output, re.M))
    planned = sum(int(n) for n in re.findall(rb"^1\.\.(\d+)", output, re.M))
    return passed, max(failed, planned - passed)


def run_unit(program, seconds):
    """Run one unit test program; returns (passed, failed, output to show)."""
    environment = {**os.environ, **SANITIZER_ENVIRONMENT, "CMOCKA_MESSAGE_OUTPUT": "tap",
                   "ASAN_OPTIONS": "detect_leaks=1:exitcode=99"}
    environment.pop("CMOCKA_XML_FILE", None)
    try:
        done = subprocess.run([str(program)], cwd=ROOT, env=environment, timeout=seconds,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
    except subprocess.TimeoutExpired as late:
        passed, failed = count_tap(late.stdout or b"")
        return passed, max(failed, 1), (late.stdout or b"") + b"timed out\n"
    except OSError as error:
        return 0, 1, f"{program}: {error.strerror}\n".encode()
    passed, failed = count_tap(done.stdout)
    if done.returncode != 0:
        failed = max(failed, 1)
    return passed, failed, done.stdout if failed else b""


def run_units(flavour, area, jobs):
    programs = find_units(flavour, area)
    passed = failed = 0
    seconds = 60 * SLOWNESS[flavour]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for program, result in zip(programs, pool.map(lambda p: run_unit(p, seconds), programs)):
            passed += result[0]
            failed += result[1]
            if result[1]:
                name = program.relative_to(ROOT)
                text = result[2].decode(errors="replace")
                print(f"FAILED {name}\n{text}\nrepeat: cd {ROOT} && {name}\n", flush=True)
    print(f"{flavour}: unit tests: {passed} passed, {failed} failed", flush=True)
    return passed, failed


# ---- cases ---------------------------------------------------------------------------------------

def has_cases(area):
    cases = ROOT / "beam_tests" / "cases"
    folders = [p for p in cases.glob("*") if p.is_dir()]
    if area:
        folders = [p for p in folders if p.name == area or p.name.startswith(area + "_")]
    return any(p.suffix in (".erl", ".ex") for folder in folders for p in folder.iterdir())


def run_cases(flavour, area, schedulers, mode, jobs, release=None):
    vm = flavour_binary(flavour) + (f" +S {schedulers}" if schedulers != "N" else "")
    vm += f" +J {mode}" if mode else ""
    command = [sys.executable, "beam_tests/run.py", "--vm", vm, "-j", str(jobs),
               "--timeout", str(30 * SLOWNESS[flavour])]
    if area:
        command += ["--area", area]
    if release:
        command += ["--release", release]
    # Memory that a machine still holds when it halts is no fault: leaks are the unit tests' subject.
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, env={**os.environ, **SANITIZER_ENVIRONMENT})
    last = b""
    for line in process.stdout:
        if SUMMARY.match(line):
            last = line
        else:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
    process.wait()
    found = SUMMARY.match(last)
    passed, failed = (int(found[1]), int(found[2])) if found else (0, 1)
    if process.returncode != 0:
        failed = max(failed, 1)
    shape = f"schedulers {schedulers}" + (f", +J {mode}" if mode else "") + (f", OTP {release}" if release else "")
    print(f"{flavour} ({shape}): cases: {passed} passed, {failed} failed",
          flush=True)
    return passed, failed


def run_release(release, area, jobs):
    """The cases with the files of another release; nothing, with a message, where they cannot be had."""
    fetched = subprocess.run(["tools/fetch_release.sh", release], cwd=ROOT, check=False,
                             stdin=subprocess.DEVNULL).returncode
    if fetched == 2:
        print(f"SKIPPED: cases with OTP {release}: it could not be downloaded", flush=True)
        return 0, 0
    return run_cases("release", area, "N", "", jobs, release) if fetched == 0 else (0, 1)


# ---- golden tests of the generator and of `joist diff`: once for all flavours ----------------------

def run_golden(name, script, *words):
    done = subprocess.run([sys.executable, script, *words], cwd=ROOT, check=False,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    found = SUMMARY.search(done.stdout)
    passed, failed = (int(found[1]), int(found[2])) if found else (0, 1)
    if failed:
        print(done.stdout.decode(errors="replace"), flush=True)
    print(f"{name}: {passed} passed, {failed} failed", flush=True)
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("flavours", nargs="+", choices=sorted(SLOWNESS), metavar="FLAVOUR")
    parser.add_argument("--area", help="only unit tests and cases of this area")
    parser.add_argument("--schedulers", default="N",
                        help="numbers of schedulers to run the cases with, as 1,N")
    parser.add_argument("--releases", default="", metavar="R,...",
                        help="run the cases with these releases of OTP, too: 27, 29")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 2)
    options = parser.parse_args()

    results = []
    if options.area in (None, "gen"):
        results.append(run_golden("generator", "beam_tests/gen/run.py"))
    if options.area in (None, "diff"):
        vm = flavour_binary(options.flavours[0])
        results.append(run_golden("joist diff", "beam_tests/diff/run.py", "--vm", vm))
    for flavour in options.flavours:
        if not options.area or find_units(flavour, options.area):
            results.append(run_units(flavour, options.area, options.jobs))
        if has_cases(options.area):
            modes = ("",) if flavour in INTERPRETED else ("false", "load")
            for schedulers, mode in itertools.product(options.schedulers.split(","), modes):
                results.append(run_cases(flavour, options.area, schedulers, mode, options.jobs))
        if flavour == "release" and has_cases(options.area):
            for release in filter(None, options.releases.split(",")):
                results.append(run_release(release, options.area, options.jobs))
    if not results:
        print(f"nothing belongs to AREA={options.area}: it names a folder of beam_tests/cases or "
              "beam_tests/unit, or a file there")
        print("0 passed, 1 failed")
        return 1
    passed, failed = (sum(column) for column in zip(*results))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
