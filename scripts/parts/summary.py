"""Counts what the test runners wrote and says how it went; ends non-zero on a failure or a skip nobody named.

summary.py --seconds N --allowed FILE [--failed-step NAME]… [--cargo LOG]… [--tap KIND=LOG]… [--unittest KIND=LOG]…
"""

import argparse
import pathlib
import re
import sys


class Tests:
    """What one runner did: counts, and the names of what it skipped."""

    def __init__(self, kind, log):
        self.kind, self.step = kind, pathlib.Path(log).stem
        self.passed, self.failed, self.skips, self.lines = 0, 0, [], []


def read(path):
    path = pathlib.Path(path)
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def cargo(paths):
    """libtest: one line a test, one closing line a program; the closing lines are what counts."""
    tests, log = Tests("Rust", paths[0]), "\n".join(map(read, paths))
    sqlite = postgres = ignored = 0
    pairs = {"sqlite": set(), "postgres": set()}
    for line in log.splitlines():
        if found := re.match(r"test (.+?) \.\.\. (ok|FAILED|ignored)\b", line):
            name, how = found.groups()
            if how == "ignored":
                tests.skips.append(name)
            elif how == "ok":
                sqlite += "sqlite" in name
                postgres += "postgres" in name and "sqlite" not in name
                parts = name.split("::")
                for database, seen in pairs.items():
                    if database in parts:
                        seen.add("::".join(part for part in parts if part != database))
        elif found := re.match(r"test result: \S+ (\d+) passed; (\d+) failed; (\d+) ignored", line):
            tests.passed += int(found[1])
            tests.failed += int(found[2])
            ignored += int(found[3])
    if ignored != len(tests.skips):
        tests.lines.append(f"  {ignored} tests were ignored, but {len(tests.skips)} names were found")
        tests.failed += 1
    # A test that stands in `mod sqlite` stands in `mod postgres`, too, and both have run.
    for name in sorted(pairs["sqlite"] ^ pairs["postgres"]):
        tests.lines.append(f"  passed on one database only: {name}")
    if pairs["sqlite"] != pairs["postgres"] and not tests.failed:
        tests.failed += 1
    other = tests.passed - sqlite - postgres
    tests.lines.insert(0, f"  on SQLite {sqlite} · on PostgreSQL {postgres} · others {other}")
    return tests


def node(kind, path):
    """node --test, in its TAP or its spec dress; the last closing lines count."""
    tests, log = Tests(kind, path), read(path)
    ends = {name: int(n) for name, n in re.findall(r"^(?:#|ℹ) (pass|fail|cancelled|skipped|todo) (\d+)$", log, re.M)}
    tests.passed, tests.failed = ends.get("pass", 0), ends.get("fail", 0) + ends.get("cancelled", 0)
    tests.skips = re.findall(r"^\s*(?:not )?ok \d+ - (.+?) # (?:SKIP|TODO)", log, re.M)
    tests.skips += re.findall(r"^\s*﹣ (.+?) \([\d.]+ms\) # (?:SKIP|TODO)?", log, re.M)
    wanted = ends.get("skipped", 0) + ends.get("todo", 0)
    if wanted > len(tests.skips):
        tests.lines.append(f"  {wanted} tests were skipped, but {len(tests.skips)} names were found")
        tests.failed += 1
    return tests


def unittest(kind, path):
    """Python's unittest: "Ran N tests", then OK or FAILED (…)."""
    tests, log = Tests(kind, path), read(path)
    def closing(word):
        return sum(map(int, re.findall(rf"\b{word}=(\d+)", log)))

    tests.failed = closing("failures") + closing("errors") + closing("unexpected successes")
    tests.passed = sum(map(int, re.findall(r"^Ran (\d+) tests?", log, re.M))) - tests.failed - closing("skipped")
    tests.skips = re.findall(r"^(\w+) \(.*\)(?:\n.*)? \.\.\. skipped", log, re.M)
    if closing("skipped") > len(tests.skips):
        tests.lines.append(f"  {closing('skipped')} tests were skipped, but {len(tests.skips)} names were found")
        tests.failed += 1
    return tests


def allowed(path):
    names = {}
    for line in read(path).splitlines():
        if line.strip() and not line.startswith("#"):
            name, bar, reason = line.partition(" | ")
            if not bar or not reason.strip():
                sys.exit(f"{path}: “{line}” has no reason; write NAME | REASON")
            names[name.strip()] = reason.strip()
    return names


def minutes(seconds):
    return f"{seconds // 60} min {seconds % 60} s"


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--seconds", type=int, default=0)
    ask.add_argument("--allowed", required=True)
    ask.add_argument("--failed-step", action="append", default=[])
    ask.add_argument("--cargo", action="append", default=[])
    ask.add_argument("--tap", action="append", default=[])
    ask.add_argument("--unittest", action="append", default=[])
    asked = ask.parse_args()

    runs = [cargo(asked.cargo)] if asked.cargo else []
    for reader, given in ((node, asked.tap), (unittest, asked.unittest)):
        for pair in given:
            kind, _, log = pair.partition("=")
            runs.append(reader(kind, log))

    reasons = allowed(asked.allowed)
    skips = [(run.kind, name) for run in runs for name in run.skips]
    unnamed = [(kind, name) for kind, name in skips if name not in reasons]
    passed, failed = sum(run.passed for run in runs), sum(run.failed for run in runs)

    print("\n── summary")
    for run in runs:
        print(f"{run.kind}: {run.passed} passed, {run.failed} failed, {len(run.skips)} skipped")
        print("\n".join(run.lines) + "\n" if run.lines else "", end="")
        if run.passed + run.failed == 0:
            print(f"  {run.kind}: no test ran")
            failed += 1
    for kind, name in skips:
        if (kind, name) not in unnamed:
            print(f"skipped, as {asked.allowed} says: {name}: {reasons[name]}")
    for kind, name in unnamed:
        print(f"SKIPPED without a reason in {asked.allowed}: {name} ({kind})")
    for name in sorted(set(reasons) - {name for _, name in skips}):
        print(f"note: {asked.allowed} names a test that was not skipped: {name}")
    for step in asked.failed_step:
        print(f"FAILED: {step}")
    # A step that failed without a failing test (a warning, a type error, a program that does not build) counts as one.
    explained = {run.step for run in runs if run.failed or run.passed + run.failed == 0}
    failed += len(set(asked.failed_step) - explained) + len(unnamed)
    print(f"wall time {minutes(asked.seconds)}")
    print(f"{passed} passed, {failed} failed, {len(skips)} skipped")
    sys.exit(1 if failed else 0)


main()
