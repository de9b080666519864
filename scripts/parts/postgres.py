"""A PostgreSQL of our own that may be killed and comes up again: on a free loopback port, durable, gone at the end."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from measuring import children
from newsroom import ROOT, free_port

STARTS_WITHIN_S = 60


def programs():
    """The folder that `scripts/parts/postgres.sh` would take."""
    ask = 'source scripts/parts/need.sh && source scripts/parts/postgres.sh && need_postgres && postgres_programs'
    found = subprocess.run(["bash", "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    return pathlib.Path(found)


class Postgres:
    """Waits for the disk at every commit, as an operator's does."""

    def __init__(self):
        self.programs = programs()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="crier-postgres."))
        self.port, self.process, self.before = free_port(), None, []
        if os.getuid() == 0:
            # initdb refuses to run as root.
            owner = pwd.getpwnam("postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.before = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups", "--reset-env"]
        self.run("initdb", f"--pgdata={self.folder}/data", "--username=crier", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process is not None and self.process.poll() is None:
            # SIGINT asks PostgreSQL for a fast stop: connections are cut.
            self.process.send_signal(signal.SIGINT)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, program, *words):
        done = subprocess.run([*self.before, str(self.programs / program), *words], cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{program} ended with {done.returncode}:\n{done.stderr[-2000:]}")

    def start(self):
        with open(self.folder / "log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.before, str(self.programs / "postgres"), "-D", f"{self.folder}/data", "-c", "listen_addresses=127.0.0.1",
                 "-c", f"port={self.port}", "-c", f"unix_socket_directories={self.folder}", "-c", "max_connections=100",
                 "-c", "recovery_init_sync_method=syncfs"],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        return self.wait()

    def wait(self):
        ready = [str(self.programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={self.port}", "--username=crier", "--dbname=postgres"]
        deadline = time.monotonic() + STARTS_WITHIN_S
        while subprocess.run(ready).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("PostgreSQL did not start:\n" + (self.folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.05)
        return self

    def kill(self):
        """kill -9 of the server and all it started, at once."""
        for pid in children(self.process.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.process.wait()

    def database(self, name):
        """A new database of this name; gives its URL."""
        self.run("psql", "--host=127.0.0.1", f"--port={self.port}", "--username=crier", "--dbname=postgres", "--quiet",
                 "--command", f'CREATE DATABASE "{name}"')
        return f"postgres://crier@127.0.0.1:{self.port}/{name}"
