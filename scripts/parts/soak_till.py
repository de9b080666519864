"""kill -9 in the middle of coins moving: soak_till.py UNDER_LOAD CRIER FOLDER [--rounds N] [--seed N] [--only sqlite|postgres].

Each round lets two dozen listeners tell what they hear and two dozen buy, look and give back, all at once, and kills the
program at a random moment; on PostgreSQL every other round kills the database under it instead. Then all that was
answered must be there, asked again it must be answered the same, and the books must be right. Rounds follow one another
on the same books; new ones are begun now and then, so that reading all of them stays quick.
"""

import argparse
import collections
import json
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

from newsroom import environment, stop_servers_when_told
from postgres import Postgres

ROUNDS = 200
# Rounds on the same books.
ON_ONE = 25
# How long the load runs before it is killed: from its first words on.
RUNS_S = (0.02, 1.2)
SPEAKS_WITHIN_S = 60
CHECKED_WITHIN_S = 300


class Books:
    """One set of books, and what was answered on them so far."""

    def __init__(self, asked, url, folder):
        self.asked, self.url, self.folder = asked, url, folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.product = self.program("setup").stdout.strip()

    def words(self, deed, *more):
        return [str(self.asked.under_load), deed, self.url, str(self.folder), *map(str, more)]

    def program(self, deed, *more):
        done = subprocess.run(self.words(deed, *more), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              env=environment(), timeout=CHECKED_WITHIN_S)
        if done.returncode != 0 and not done.stdout.startswith("{"):
            raise SystemExit(f"{deed} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return done

    def load_and_kill(self, number, runs_s, kill_database):
        """Gives the file of what was asked and answered, and whether the load was still at work when it was struck."""
        lines = self.folder / f"round-{number}.jsonl"
        with open(lines, "wb") as out, open(self.folder / "load.log", "ab") as log:
            load = subprocess.Popen(self.words("load", self.product, number), stdin=subprocess.DEVNULL, stdout=out, stderr=log, env=environment())
            deadline = time.monotonic() + SPEAKS_WITHIN_S
            while not lines.stat().st_size:
                if load.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"the load did not begin:\n{(self.folder / 'load.log').read_text()[-3000:]}")
                time.sleep(0.005)
            time.sleep(runs_s)
            struck = load.poll() is None
            if kill_database:
                kill_database()
            load.send_signal(signal.SIGKILL)
            load.wait()
        return lines, struck

    def check(self, lines):
        return json.loads(self.program("check", self.product, lines).stdout)

    def verify(self):
        """As an operator would."""
        done = subprocess.run([str(self.asked.crier), "ledger", "verify", "--database", self.url, "--data", str(self.folder)],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment())
        return done.returncode == 0, done.stdout.strip() + done.stderr.strip()


def rounds_on(kind, asked, chance, postgres):
    sums, failed, books = collections.Counter(), 0, None
    began = time.monotonic()
    for number in range(1, asked.rounds + 1):
        if books is None or number % ON_ONE == 1:
            url = postgres.database(f"books_{number}") if postgres else None
            folder = asked.folder / f"{kind}-{number}"
            books = Books(asked, url or f"sqlite:{folder}/crier.sqlite", folder)
        kills_database = bool(postgres) and number % 2 == 0
        runs_s = chance.uniform(*RUNS_S)
        lines, struck = books.load_and_kill(number, runs_s, postgres.kill if kills_database else None)
        if kills_database:
            postgres.start()
        checked = books.check(lines)
        wrong = checked["lost"] or checked["wrong"]
        failed += bool(wrong)
        sums.update(answered=checked["answered"], lost=len(checked["lost"]), there_unanswered=checked["there_unanswered"], struck=struck,
                    databases_killed=kills_database)
        if wrong or number % 20 == 0:
            print(f"{kind}, round {number}: {'the database' if kills_database else 'the program'} killed after {runs_s:.2f} s, "
                  f"{checked['answered']} answered, {len(checked['lost'])} lost, {checked['there_unanswered']} there unanswered, "
                  f"{checked['transfers']} transfers: {checked['wrong'] or 'right'}", flush=True)
        for one in checked["lost"][:5]:
            print(f"  {one}")
        if number % ON_ONE == 0 or number == asked.rounds:
            right, words = books.verify()
            failed += not right
            print(f"{kind}: crier ledger verify: {words}", flush=True)
            if not failed:
                shutil.rmtree(books.folder)
    took = time.monotonic() - began
    print(f"{kind}: {asked.rounds} rounds in {took:.0f} s, {sums['struck']} struck at work ({sums['databases_killed']} at the database itself): "
          f"{sums['answered']} answered, {sums['lost']} of them lost; {sums['there_unanswered']} there that had not been answered", flush=True)
    # Kills that strike nothing show nothing.
    return failed or sums["struck"] < asked.rounds * 0.8 or not sums["answered"]


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("under_load", type=pathlib.Path)
    ask.add_argument("crier", type=pathlib.Path)
    ask.add_argument("folder", type=pathlib.Path)
    ask.add_argument("--rounds", type=int, default=ROUNDS)
    ask.add_argument("--seed", type=int, default=random.randrange(10**6))
    ask.add_argument("--only", choices=["sqlite", "postgres"])
    asked = ask.parse_args()
    print(f"kill -9 while coins move, --seed {asked.seed}", flush=True)
    failed = False
    if asked.only != "postgres":
        failed |= bool(rounds_on("sqlite", asked, random.Random(asked.seed), None))
    if asked.only != "sqlite":
        with Postgres() as postgres:
            failed |= bool(rounds_on("postgres", asked, random.Random(asked.seed), postgres))
    sys.exit(1 if failed else 0)


stop_servers_when_told()
main()
