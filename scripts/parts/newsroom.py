"""A running newsroom for scripts: starts the program on a free loopback port, waits, asks, stops it by its process id."""

import contextlib
import hashlib
import os
import pathlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
ARTICLES = ROOT / "crates/crier/demo/articles"

# One sentence takes milliseconds; a whole demo in a debug build on a busy machine stays far below this.
VOICED_WITHIN_S = 900
STOPS_WITHIN_S = 20
SETTLED_S = 1.0


def demo_articles():
    """The Markdown files of the demo newsroom, in a fixed order."""
    return sorted(ARTICLES.rglob("*.md"))


def stop_servers_when_told():
    """A script that is ended by SIGTERM leaves its `with` blocks, which stop what they started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def environment():
    """Ours without CRIER_…: what steers the tests must not configure the newsroom."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CRIER_")}


class Newsroom:
    """`crier demo` or `crier serve` in a process group of its own."""

    def __init__(self, program, data, command="demo", log=None, options=(), before=()):
        self.program, self.data, self.command, self.before = str(program), pathlib.Path(data), command, list(before)
        self.log, self.options = log or (self.data.parent / f"{self.data.name}.log"), list(options)
        self.process = None
        self.port = None
        self.voiced_at = None

    def __enter__(self):
        return self if self.process else self.start()

    def __exit__(self, *_):
        self.stop()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self.port = free_port()
        pathlib.Path(self.log).parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*self.before, self.program, self.command, "--data", str(self.data), "--listen", f"127.0.0.1:{self.port}",
                 "--public-url", f"http://localhost:{self.port}", *self.options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment(), start_new_session=True)
        return self

    def get(self, path, method="GET", timeout=10, **headers):
        """Status, headers and body of an answer, whatever the status."""
        request = urllib.request.Request(self.url + path, method=method,
                                         headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()

    def answers(self, path="/readyz"):
        try:
            return self.get(path, timeout=2)[0] == 200
        except (OSError, urllib.error.URLError):
            return False

    def wait_ready(self, within_s=60):
        return self.wait_until(self.answers, within_s, "answer /readyz")

    def wait_until(self, happens, within_s, what, every_s=0.05):
        """Waits for it; says what the program wrote when it ends or takes too long."""
        deadline = time.monotonic() + within_s
        while not happens():
            if self.process.poll() is not None:
                raise SystemExit(f"{self.command} ended with {self.process.returncode} and did not {what}:\n{self.last_words()}")
            if time.monotonic() > deadline:
                raise SystemExit(f"{self.command} did not {what} within {within_s} s:\n{self.last_words()}")
            time.sleep(every_s)
        return self

    def last_words(self):
        return "\n".join(pathlib.Path(self.log).read_text(errors="replace").splitlines()[-25:])

    def database(self):
        """The SQLite file, opened for reading beside the program that writes it."""
        db = sqlite3.connect(f"file:{self.data / 'crier.sqlite'}?mode=ro", uri=True, timeout=10)
        db.row_factory = sqlite3.Row
        return contextlib.closing(db)

    def counts(self):
        """(published articles, those of them that can be heard, narrations still to come)."""
        try:
            with self.database() as db:
                return tuple(db.execute(
                    "SELECT (SELECT COUNT(*) FROM article WHERE state = 'published'),"
                    " (SELECT COUNT(*) FROM article a JOIN narration n ON n.id = a.narration_id"
                    "  WHERE a.state = 'published' AND n.state = 'ready'),"
                    " (SELECT COUNT(*) FROM narration WHERE state IN ('queued', 'speaking'))").fetchone())
        except sqlite3.OperationalError:
            return (0, 0, 0)  # not there yet

    def wait_openings(self, within_s=VOICED_WITHIN_S):
        """Until the first sentence of each draft is spoken."""
        def none_is_left():
            with self.database() as db:
                return db.execute("SELECT COUNT(*) FROM job WHERE kind = 'opening'").fetchone()[0] == 0
        return self.wait_until(none_is_left, within_s, "speak the drafts' first sentences", every_s=0.2)

    def wait_voiced(self, articles, within_s=VOICED_WITHIN_S):
        """Until so many articles are published and all of them can be heard; `voiced_at` is when (time.perf_counter)."""
        self.voiced_at = None

        def all_heard():
            published, heard, coming = self.counts()
            if published < articles or heard != published or coming:
                self.voiced_at = None
            elif self.voiced_at is None:
                self.voiced_at = time.perf_counter()
            # It must stay so: the demo corrects a story once all are in.
            return self.voiced_at is not None and time.perf_counter() - self.voiced_at > SETTLED_S
        return self.wait_until(all_heard, within_s, f"voice {articles} articles", every_s=0.1)

    def stop(self):
        """Asks it to stop; what does not within the time is killed."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        """kill -9 of the program and its voices at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def digest(path):
    """SHA-256 as 64 hexadecimal digits, by which sound files are named."""
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
