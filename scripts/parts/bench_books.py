"""How fast coins move on both databases, beside what the disk and PostgreSQL's own benchmark do in the same run."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import time

from measuring import HOME, Report, run
from newsroom import ROOT, TARGET

PROBE_S = 3.0
CLIENTS = 32
PGBENCH_S = 10


def fdatasync_per_s(folder):
    """Appends of 4 KiB, each waited for until the disk has it."""
    file = os.open(folder / "probe", os.O_CREAT | os.O_WRONLY)
    block, began, number = os.urandom(4096), time.perf_counter(), 0
    while time.perf_counter() - began < PROBE_S:
        os.write(file, block)
        os.fdatasync(file)
        number += 1
    os.close(file)
    return number / (time.perf_counter() - began)


@contextlib.contextmanager
def postgres():
    """One that waits for its disk, as a newsroom's does; gives its address and the folder of its programs."""
    script = (f'. "{ROOT}/scripts/parts/need.sh"; . "{ROOT}/scripts/parts/postgres.sh"; need_postgres; mkdir -p "$TARGET/test"; '
              'POSTGRES_LASTING=yes start_postgres && echo "$POSTGRES_URL $(postgres_programs)"; read -r; stop_postgres')
    server = subprocess.Popen(["bash", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              env=os.environ | {"CARGO_TARGET_DIR": str(TARGET)})
    try:
        for line in server.stdout:
            if line.startswith("postgres://"):
                yield line.split()
                break
        else:
            raise SystemExit("PostgreSQL did not start")
    finally:
        server.communicate("\n", timeout=60)


def figures(database):
    done = run([TARGET / "release/examples/books", database])
    return {told["what"]: told for told in map(json.loads, done.stdout.splitlines())}


def pgbench(programs, url, *how):
    host, port = re.search(r"@([^:]+):(\d+)/", url).groups()
    told = run([f"{programs}/pgbench", "-h", host, "-p", port, "-U", "crier", *how, "postgres"])
    found = re.search(r"tps = ([\d.]+)", told.stdout)
    return float(found[1]) if found else 0.0


def bench():
    report = Report("books")
    print("  building the measurement …", flush=True)
    run(["cargo", "build", "--release", "--locked", "--workspace", "--example", "books"], cwd=ROOT)
    home = HOME / "books"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    probe = fdatasync_per_s(home)
    report.figure("the disk: 4 KiB and fdatasync", probe, "/s")
    shown(report, "SQLite", figures(f"sqlite:{home}/books.sqlite"), {
        "one by one": ("of fdatasync", probe, 0.7),
        "256 waiting": (None, 1, 40_000),
        "heartbeats of 1000 listeners": (None, 1, 40_000),
        "redemptions": (None, 1, 15_000),
        "audit": (None, 1, 1_000_000),
    })
    with postgres() as (url, programs):
        pgbench(programs, url, "-i", "-q")
        simple = pgbench(programs, url, "-N", "-c", str(CLIENTS), "-j", "2", "-T", str(PGBENCH_S))
        reads = pgbench(programs, url, "-S", "-c", "1", "-j", "1", "-T", str(PGBENCH_S))
        report.figure(f"pgbench -N, {CLIENTS} connections", simple, "/s")
        report.figure("pgbench -S, one connection", reads, "/s")
        shown(report, "PostgreSQL", figures(url), {
            "256 waiting": ("of pgbench -N", simple, 6.0),
            "redemptions": (None, 1, 10_000),
            "wallets read, one after another": ("of pgbench -S", reads, None),
        })
    return report.show()


def shown(report, name, told, goals):
    for what, figure in told.items():
        if "per_s" not in figure:
            continue
        note = f"{figure['cpu_us']} µs of the processor each" if figure["cpu_us"] else ""
        if figure["p99_ms"]:
            note = f"99 of 100 within {figure['p99_ms']} ms; {note}"
        label, of, goal = goals.get(what, (None, 1, None))
        if label or not goal:
            report.figure(f"{name}, {what}", figure["per_s"], "/s", note=note)
        if goal:
            report.at_least(f"{name}, {what}" + (f": {label}" if label else ""), figure["per_s"] / of, goal, "×" if label else "/s", note)
        elif label:
            report.figure(f"{name}, {what}: {label}", figure["per_s"] / of, "×")
