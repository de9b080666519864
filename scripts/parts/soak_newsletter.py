"""kill -9 while a newsletter goes out: soak_newsletter.py PROGRAM FOLDER [--people N] [--kills N] [--seed N].

A fresh newsroom with one story and N confirmed subscribers sends an issue to a mail server that others wrote (aiosmtpd), in
a process of its own. The newsroom is killed at random moments while it sends, and started again. Then the mail server's own
record is counted: nobody has two; whoever has none is among the copies that the newsroom says it does not know. These are
settled as an operator would, by asking the mail server for their Message-IDs; after that everybody has exactly one.
Besides: DKIM of a sample by dkimpy, and a bare POST to a letter's own address of one-click unsubscription (RFC 8058).
"""

import argparse
import collections
import email
import email.policy
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time
import urllib.request

import dkim

from newsroom import Newsroom, environment, free_port, stop_servers_when_told

PEOPLE = 10_000
KILLS = 5
SAMPLE = 200
SENT_WITHIN_S = 1_800
MESSAGE_ID = re.compile(rb"^Message-ID: (<[^>]+>)", re.MULTILINE)
STORY = """---
headline: The ferry sails at seven
standfirst: Nobody on the quay had been told.
publication: bell
section: community
lang: en
---
The ferry left the quay at seven, and the fog came in. Nobody on board had seen it come.
"""


def run(program, data, *arguments, given=None):
    done = subprocess.run([str(program), *arguments, "--data", str(data)], input=given, text=True, capture_output=True,
                          env=environment(), timeout=600)
    if done.returncode:
        raise SystemExit(f"crier {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


class Sink:
    """The mail server in a process of its own."""

    def __init__(self, folder):
        self.port, self.file = free_port(), folder / "sink.jsonl"
        self.file.touch()
        self.counter = folder / "sink.jsonl.count"
        script = pathlib.Path(__file__).with_name("mail_sink.py")
        self.process = subprocess.Popen([sys.executable, str(script), str(self.port), str(self.file)])

    def count(self):
        return self.counter.stat().st_size if self.counter.exists() else 0

    def taken(self):
        """Every letter: recipient, and its bytes as they came."""
        with open(self.file, encoding="utf-8") as lines:
            for line in lines:
                one = json.loads(line)
                yield one["to"], one["letter"].encode("utf-8", "surrogateescape")

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


def states(newsroom):
    with newsroom.database() as db:
        return dict(db.execute("SELECT state, COUNT(*) FROM newsletter_copy GROUP BY state").fetchall())


def count(sink, people):
    """Copies per person, by the mail server's own record."""
    copies = collections.Counter(to for to, _ in sink.taken())
    copies.update({person: 0 for person in people})
    many = copies.values()
    return {"max": max(many), "min": min(many), "missing": sum(n == 0 for n in many), "doubled": sum(n > 1 for n in many)}


def settle(program, data, sink):
    """What an operator does: ask the mail server for each copy of which nobody knows."""
    kept = {MESSAGE_ID.search(raw)[1].decode() for _, raw in sink.taken()}
    unknown = [line.split("\t")[2] for line in run(program, data, "newsletter", "unknown").splitlines()]
    arrived, lost = [i for i in unknown if i in kept], [i for i in unknown if i not in kept]
    for flag, ids in (("--arrived", arrived), ("--again", lost)):
        if ids:
            print("  " + run(program, data, "newsletter", "settle", flag, "-", given="\n".join(ids)).strip(), flush=True)
    return len(arrived), len(lost)


def check_dkim(sink, record, wrong):
    name, _, text = record.strip().split("\t")
    answers = {f"{name}.".encode(): text.encode()}
    letters = [raw for _, raw in sink.taken()]
    sample = random.sample(letters, min(SAMPLE, len(letters)))
    good = sum(dkim.verify(raw, dnsfunc=lambda asked, timeout=5: answers.get(asked)) for raw in sample)
    forged = sample[0].replace(b"ferry", b"fairy", 1)
    if dkim.verify(forged, dnsfunc=lambda asked, timeout=5: answers.get(asked)):
        wrong.append("a letter that was changed passes for signed")
    signature = "".join(email.message_from_bytes(sample[0])["DKIM-Signature"].split())
    covered = signature.split(";h=")[1].split(";")[0].split(":")
    for name in ("from", "message-id", "list-unsubscribe", "list-unsubscribe-post"):
        if name not in covered:
            wrong.append(f"the signature does not cover {name}")
    print(f"DKIM: {good} of {len(sample)} letters verified by dkimpy, {signature.split(';')[1]}")
    if good != len(sample):
        wrong.append(f"{len(sample) - good} letters are not well signed")


def check_one_click(newsroom, sink, wrong):
    to, raw = next(iter(sink.taken()))
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    address = letter["List-Unsubscribe"].strip("<> ")
    if letter["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        wrong.append("a letter does not say that it takes one click")
    # The letter names the newsroom by its public address; here that is the port it listens on now.
    path = address[address.index("/newsletter/"):]
    request = urllib.request.Request(newsroom.url + path, data=b"List-Unsubscribe=One-Click", method="POST", headers={
        "Content-Type": "application/x-www-form-urlencoded", "Origin": "https://mail.example.com", "Sec-Fetch-Site": "cross-site"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        status = answer.status
    with newsroom.database() as db:
        left = db.execute("SELECT COUNT(*) FROM subscriber WHERE email = ?", (to,)).fetchone()[0]
    print(f"one click: a bare POST answers {status}, and {to} is {'still there' if left else 'gone'}")
    if status != 200 or left:
        wrong.append("a bare POST does not unsubscribe")


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("program", type=pathlib.Path)
    ask.add_argument("folder", type=pathlib.Path)
    ask.add_argument("--people", type=int, default=PEOPLE)
    ask.add_argument("--kills", type=int, default=KILLS)
    ask.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = ask.parse_args()
    random.seed(asked.seed)
    shutil.rmtree(asked.folder, ignore_errors=True)
    data = asked.folder / "data"
    data.mkdir(parents=True)
    sink = Sink(asked.folder)
    people = [f"reader{n:05}@example.com" for n in range(asked.people)]
    key = data / "keys/dkim"
    try:
        settings = [f'mail = "smtp://127.0.0.1:{sink.port}"', 'mail_from = "The Bell <news@example.org>"',
                    f'dkim_key = {json.dumps(str(key.absolute()))}', "newsletter_per_minute = 1000000"]
        (data / "crier.toml").write_text("\n".join(line for line in settings if "dkim" not in line) + "\n")
        record = run(asked.program, data, "mail", "key", str(key))
        (data / "crier.toml").write_text("\n".join(settings) + "\n")
        run(asked.program, data, "publication", "add", "bell", "--name", "The Bell", "--lang", "en", "--time-zone", "UTC")
        (asked.folder / "ferry.md").write_text(STORY)
        run(asked.program, data, "import", str(asked.folder / "ferry.md"), "--publish")
        (asked.folder / "people.txt").write_text("\n".join(people) + "\n")
        print(run(asked.program, data, "newsletter", "add", str(asked.folder / "people.txt")).strip())
        newsroom = Newsroom(asked.program, data, command="serve", log=asked.folder / "serve.log").start()
        newsroom.wait_ready().wait_voiced(1)
        wrong = go(asked, newsroom, sink, people, record)
    finally:
        sink.stop()
    for one in wrong:
        print(f"WRONG: {one}")
    print("newsletter: " + ("WRONG" if wrong else "fine"))
    sys.exit(1 if wrong else 0)


def go(asked, newsroom, sink, people, record):
    wrong = []
    try:
        print(f"{asked.people} people, {asked.kills} kills, --seed {asked.seed}", flush=True)
        print(run(asked.program, newsroom.data, "newsletter", "send", "daily").strip(), flush=True)
        began = time.perf_counter()
        # Somewhere in each stretch of the way, so that all kills strike while it sends.
        for number in range(asked.kills):
            stretch = 0.9 * asked.people / asked.kills
            moment = int(stretch * number + random.uniform(0.1, 0.9) * stretch)
            newsroom.wait_until(lambda moment=moment: sink.count() >= moment, SENT_WITHIN_S, f"send {moment} letters", every_s=0.001)
            time.sleep(random.uniform(0, 0.03))
            newsroom.kill()
            print(f"kill {number + 1}: the mail server has {sink.count()}; copies: {states(newsroom)}", flush=True)
            newsroom.start().wait_ready()
        newsroom.wait_until(lambda: not {"waiting", "handing"} & states(newsroom).keys(), SENT_WITHIN_S, "hand everything over", every_s=0.2)
        took = time.perf_counter() - began
        first = count(sink, people)
        unknown = states(newsroom).get("unknown", 0)
        print(f"before anybody decides, after {took:.0f} s: {first}, unknown {unknown}; copies: {states(newsroom)}", flush=True)
        if first["doubled"]:
            wrong.append(f"{first['doubled']} people have more than one copy")
        if first["missing"] > unknown:
            wrong.append(f"{first['missing']} people have none, and only {unknown} copies are said to be unknown")
        if unknown > asked.kills:
            wrong.append(f"{asked.kills} kills have left {unknown} unknown copies")
        arrived, lost = settle(asked.program, newsroom.data, sink)
        print(f"of the unknown, {arrived} had arrived and {lost} had not", flush=True)
        newsroom.wait_until(lambda: not {"waiting", "handing", "unknown"} & states(newsroom).keys(), SENT_WITHIN_S, "send the rest", every_s=0.2)
        last = count(sink, people)
        print(f"after it: {last}, unknown {states(newsroom).get('unknown', 0)}; copies: {states(newsroom)}", flush=True)
        if (last["max"], last["min"]) != (1, 1):
            wrong.append("not everybody has exactly one copy")
        check_dkim(sink, record, wrong)
        check_one_click(newsroom, sink, wrong)
    finally:
        newsroom.stop()
    return wrong


stop_servers_when_told()
main()
