"""Heartbeats through HTTP: a thousand listeners on connections of their own, as often as players send them, and as fast as it goes."""

import hashlib
import heapq
import hmac
import json
import math
import random
import selectors
import shutil
import socket
import sqlite3
import subprocess
import time

from bench_data import demo_data
from measuring import HOME, PROGRAM, Report, processor_s
from newsroom import Newsroom

LISTENERS = 1000
# As the server asks a player to (the reply's next_in_ms), each at a moment of its own; and each as soon as it is answered.
PACED_S, FLAT_OUT_S = 45.0, 15.0
PACED_MS = 100.0
# What a listener has heard since the last heartbeat, in ms of the narration.
HEARD_MS = 15_000
LOOPBACK = "127.0.0.1"


class Player:
    """One listener's player on a connection of its own."""

    def __init__(self, port, secret, narration, end_ms):
        self.port, self.secret, self.narration, self.end_ms = port, secret, narration, end_ms
        self.device = hashlib.sha256(secret.encode()).hexdigest()
        self.connection = socket.create_connection((LOOPBACK, port), timeout=30)
        self.n = self.at = 0
        self.got, self.sent_at = b"", 0.0

    def request(self, path, body, kind):
        return (f"POST {path} HTTP/1.1\r\nHost: {LOOPBACK}:{self.port}\r\nOrigin: http://{LOOPBACK}:{self.port}\r\nContent-Type: {kind}\r\n"
                f"Cookie: crier-listener={self.secret}; crier-device={self.device}\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body

    def open(self):
        self.connection.sendall(self.request("/listens", json.dumps({"narrations": [self.narration]}).encode(), "application/json"))
        while (answer := self.answer()) is None:
            self.got += self.connection.recv(1 << 16)
        self.session, self.key, self.challenge = answer["session"], answer["key"].encode(), answer["challenge"]
        self.every_s = answer["next_in_ms"] / 1000
        self.connection.setblocking(False)

    def answer(self):
        """What was said, once it is there."""
        head, _, body = self.got.partition(b"\r\n\r\n")
        if not body:
            return None
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length"))
        if len(body) < length:
            return None
        if head.split(b" ", 2)[1] not in (b"200", b"201"):
            raise SystemExit(f"a heartbeat was answered with {head.splitlines()[0].decode()}: {body.decode()}")
        self.got = body[length:]
        return json.loads(body[:length])

    def tell(self):
        until = min(self.at + HEARD_MS, self.end_ms)
        heard = [{"narration": self.narration, "from_ms": self.at, "to_ms": until}] if until > self.at else []
        body = json.dumps({"session": self.session, "n": self.n + 1, "challenge": self.challenge, "heard": heard}, separators=(",", ":")).encode()
        signature = hmac.new(self.key, body, hashlib.sha256).hexdigest()
        self.at = 0 if until >= self.end_ms else until
        self.sent_at = time.perf_counter()
        self.connection.send(self.request(f"/listens/{self.session}/heartbeats?signature={signature}", body, "text/plain"))

    def hear(self):
        """Milliseconds to the answer, once it is there."""
        piece = self.connection.recv(1 << 16)
        if not piece:
            raise SystemExit("a listener's connection was closed")
        self.got += piece
        if (reply := self.answer()) is None:
            return None
        self.n, self.challenge, self.every_s = reply["n"], reply["challenge"], reply["next_in_ms"] / 1000
        return (time.perf_counter() - self.sent_at) * 1000


def bench():
    report = Report("heartbeats")
    data = HOME / "heartbeats"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(demo_data(), data)
    with Newsroom(PROGRAM, data, "serve") as newsroom:
        newsroom.wait_ready()
        players = [Player(newsroom.port, secret, narration, end_ms) for secret, narration, end_ms in listeners(data)]
        for player in players:
            player.open()
        began, spent = time.perf_counter(), processor_s(newsroom.process.pid)
        times = beat(players, PACED_S, paced=True)
        spent = (processor_s(newsroom.process.pid) - spent) / (time.perf_counter() - began)
        report.figure(f"{LISTENERS} players at their pace: median", at(times, 0.5), "ms",
                      note=f"{len(times)} heartbeats, {spent:.0%} of a core")
        report.at_most(f"{LISTENERS} players at their pace: 99 of 100 within", at(times, 0.99), PACED_MS, "ms",
                       note=f"at most {times[-1]:.0f} ms")
        began = time.perf_counter()
        times = beat(players, FLAT_OUT_S, paced=False)
        took = time.perf_counter() - began
        report.figure(f"{LISTENERS} players, each as soon as it is answered", len(times) / took, "heartbeats/s",
                      note="the players take one of the two cores")
        report.figure("the same: 99 of 100 within", at(times, 0.99), "ms", note=f"median {at(times, 0.5):.0f} ms")
        for player in players:
            player.connection.close()
    checked = subprocess.run([PROGRAM, "ledger", "verify", "--data", data], capture_output=True, text=True)
    report.at_most("audits that found the books wrong afterwards", checked.returncode, 0, note=checked.stdout.strip().splitlines()[-1] if checked.stdout else "")
    return report.show()


def listeners(data):
    """A thousand accounts, signed in; and a story for each. Written straight into the database: a mail each would be limited."""
    with sqlite3.connect(data / "crier.sqlite") as db:
        stories = db.execute("SELECT id, duration_ms FROM narration WHERE state = 'ready' ORDER BY id").fetchall()
        now = int(time.time() * 1000)
        for number in range(LISTENERS):
            listener, secret = f"00000000-0000-7000-8000-{number:012}", hashlib.sha256(f"bench {number}".encode()).hexdigest()
            db.execute("INSERT INTO listener (id, email, lang, joined_at_ms) VALUES (?, ?, 'en', ?)", (listener, f"{number}@bench.example.org", now))
            db.execute("INSERT INTO listener_session (secret_digest, id, listener, device, opened_at_ms, seen_at_ms, expires_at_ms) "
                       "VALUES (?, ?, ?, 'bench', ?, ?, ?)",
                       (hashlib.sha256(secret.encode()).hexdigest(), f"bench-{number}", listener, now, now, now + 86_400_000))
            narration, duration_ms = stories[number % len(stories)]
            yield secret, narration, duration_ms - 1000


def beat(players, seconds, paced):
    """Milliseconds of every heartbeat sent in that time, least first."""
    selector, times, chance = selectors.DefaultSelector(), [], random.Random(7)
    start = time.perf_counter()
    due = sorted((start + (chance.random() * player.every_s if paced else 0.0), number) for number, player in enumerate(players))
    for player in players:
        selector.register(player.connection, selectors.EVENT_READ, player)
    waiting = 0
    while True:
        now = time.perf_counter()
        over = now - start >= seconds
        while due and due[0][0] <= now and not over:
            _, number = heapq.heappop(due)
            players[number].tell()
            waiting += 1
            if paced:
                heapq.heappush(due, (now + players[number].every_s, number))
        if over and not waiting:
            break
        for key, _ in selector.select(0.0 if due and due[0][0] <= now else 0.005):
            took = key.data.hear()
            if took is None:
                continue
            waiting -= 1
            times.append(took)
            if not paced and time.perf_counter() - start < seconds:
                key.data.tell()
                waiting += 1
    selector.close()
    return sorted(times)


def at(times, part):
    return times[min(len(times) - 1, max(0, math.ceil(len(times) * part) - 1))]
