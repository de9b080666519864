"""From the program's start to its first page, on a fresh folder and on existing data; with `clone`, from `git clone`."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from bench_data import demo_data
from measuring import HOME, PROGRAM, Report, memory_mb, spread
from newsroom import ROOT, TARGET, Newsroom, demo_articles, environment, free_port

RUNS = 10
FIRST_PAGE_S = 5.0
EXISTING_DATA_MS = 300.0
# From nothing: the libraries are built, too.
CLONE_WITHIN_S = 3600


def first_page_s(port, began, path="/", within_s=60.0):
    """Seconds from `began` until a GET is answered with 200; asks again every millisecond or so."""
    ask = f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nAccept-Language: en\r\nConnection: close\r\n\r\n".encode()
    while time.perf_counter() - began < within_s:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(ask)
                if connection.recv(64).startswith(b"HTTP/1.1 200"):
                    return time.perf_counter() - began
        except OSError:
            pass
        time.sleep(0.001)
    raise SystemExit(f"no page within {within_s} s")


def bench():
    report = Report("start")
    fresh = HOME / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    began = time.perf_counter()
    with Newsroom(PROGRAM, fresh) as newsroom:
        first = first_page_s(newsroom.port, began)
        newsroom.wait_voiced(len(demo_articles()))
        heard = newsroom.voiced_at - began
        report.at_most("demo, fresh folder: first page", first, FIRST_PAGE_S, "s")
        report.figure("demo, fresh folder: all stories can be heard", heard, "s", note=f"{len(demo_articles())} stories")
        report.figure("memory after voicing", memory_mb(newsroom.process.pid), "MB")
    shutil.rmtree(fresh, ignore_errors=True)

    data, times = demo_data(), []
    for _ in range(RUNS):
        began = time.perf_counter()
        with Newsroom(PROGRAM, data, "serve") as newsroom:
            times.append(first_page_s(newsroom.port, began) * 1000)
    times = spread(times)
    report.at_most("serve, existing data: first answer, median", times["median"], EXISTING_DATA_MS, "ms",
                   note=f"{times['min']:.0f}–{times['max']:.0f} ms in {RUNS} starts")
    return report.show()


def bench_clone():
    """`git clone` into an empty folder and `make run`, as a stranger does; packages already fetched stay fetched."""
    report = Report("clone")
    home = tempfile.mkdtemp(prefix="crier-clone-")
    log = HOME / "clone.log"
    HOME.mkdir(parents=True, exist_ok=True)
    port = free_port()
    surroundings = {name: value for name, value in environment().items() if name != "CARGO_TARGET_DIR"}
    surroundings["ARGS"] = f"--listen 127.0.0.1:{port} --public-url http://localhost:{port}"
    began = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), f"{home}/crier"], check=True)
    with open(log, "wb") as out:
        make = subprocess.Popen(["make", "run"], cwd=f"{home}/crier", env=surroundings, stdin=subprocess.DEVNULL,
                                stdout=out, stderr=out, start_new_session=True)
    watched = Newsroom(TARGET / "release/crier", f"{home}/crier/data/demo", log=log)
    watched.process, watched.port = make, port
    try:
        watched.wait_until(lambda: watched.answers("/"), CLONE_WITHIN_S, "answer the first page", every_s=0.1)
        report.figure("git clone, make run: first page", time.perf_counter() - began, "s")
        watched.wait_voiced(len(demo_articles()))
        report.figure("git clone, make run: all stories can be heard", watched.voiced_at - began, "s")
    finally:
        os.killpg(make.pid, signal.SIGTERM)
        make.wait(30)
        shutil.rmtree(home, ignore_errors=True)
    return report.show()
