"""A bot that wants coins: coins_bot.py PROGRAM FOLDER [--minutes N] [--requests N] [--seed N].

Starts a demo newsroom of its own on the loopback, joins it with a dozen accounts, and for some minutes tries every way to be
paid for what was not heard, each with its own account, as fast as it may; and all of them together with one. It knows what
anybody can know: the design of proof of listening, the pages, and the script that the browser is served. Beside them two
listeners hear the news honestly, at once and at double speed. In the end it says what each has in its wallet, in coins an
hour of the clock, and ends with 1 if one of them is beyond the published bound: media of twice the clock, and ten minutes;
sixty coins a day.
"""

import argparse
import collections
import datetime
import hashlib
import hmac
import html
import http.client
import json
import pathlib
import random
import re
import secrets
import shutil
import sys
import threading
import time
import urllib.parse

from measuring import run
from newsroom import Newsroom, demo_articles, stop_servers_when_told

MINUTES = 10
# Of all its accounts together: enough to be greedy, and no load test.
REQUESTS_A_SECOND = 120
# What the page with the rules publishes.
COIN_S, BOUND_RATE, BOUND_S, DAY_COINS = 60, 2, 600, 60
LOOPBACK = "127.0.0.1"


class Pace:
    """So many requests a second, of all threads together."""

    def __init__(self, per_second):
        self.gap, self.next, self.lock = 1 / per_second, time.monotonic(), threading.Lock()

    def wait(self):
        with self.lock:
            self.next = max(self.next, time.monotonic()) + self.gap
            pause = self.next - self.gap - time.monotonic()
        if pause > 0:
            time.sleep(pause)


class Line:
    """A connection of one thread to the newsroom; loopback only."""

    def __init__(self, port, pace):
        self.port, self.pace, self.local = port, pace, threading.local()

    def ask(self, method, path, body=None, kind=None, cookies=None, accept="application/json"):
        """(status, headers, body)"""
        self.pace.wait()
        head = {"Origin": f"http://{LOOPBACK}:{self.port}", "Accept": accept}
        if cookies:
            head["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if kind:
            head["Content-Type"] = kind
        for again in (False, True):
            connection = getattr(self.local, "connection", None)
            if connection is None:
                connection = self.local.connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=30)
            try:
                connection.request(method, path, body, head)
                answer = connection.getresponse()
                return answer.status, answer.headers, answer.read()
            except (http.client.HTTPException, OSError):
                # The other side may close a connection that rested.
                self.local.connection = None
                if again:
                    raise

    def form(self, path, fields, cookies=None):
        return self.ask("POST", path, urllib.parse.urlencode(fields), "application/x-www-form-urlencoded", cookies, "text/html")


def set_cookies(headers):
    return dict(line.split(";")[0].split("=", 1) for line in headers.get_all("Set-Cookie") or [])


class Mailbox:
    """The desk of the demo, where all letters are kept: stands for the mailboxes that a bot has."""

    def __init__(self, line, desk_link):
        self.line = line
        token = urllib.parse.parse_qs(urllib.parse.urlparse(desk_link).query)["token"][0]
        _, headers, _ = line.form("/desk/session", {"token": token})
        self.cookies = set_cookies(headers)

    def token_for(self, address):
        page = self.line.ask("GET", "/desk/mails", cookies=self.cookies, accept="text/html")[2].decode()
        for letter in re.findall(r'<li class="letter">(.*?)</li>', page, re.S):
            found = re.search(r"/account/session\?token=([0-9a-f]+)", html.unescape(letter))
            if address in html.unescape(letter) and found:
                return found[1]
        raise SystemExit(f"no letter to {address} at the desk")


class Account:
    """Somebody who is signed in, with a device of their own unless told otherwise."""

    def __init__(self, bot, name):
        self.bot, self.name, self.line = bot, name, bot.line
        self.device = secrets.token_hex(32)
        self.first_open, self.refused, self.lock = None, collections.Counter(), threading.Lock()
        self.sign_in()

    def sign_in(self):
        address = f"{re.sub('[^a-z0-9]', '-', self.name)}@bots.example.org"
        while (status := self.line.form("/account/sign-in-link", {"email": address})[0]) == 429:
            time.sleep(3)
        if status != 303:
            raise SystemExit(f"{address} is sent no link: {status}")
        token = self.bot.mailbox.token_for(address)
        while (answer := self.line.form("/account/session", {"token": token}))[0] == 429:
            time.sleep(3)
        self.secret = set_cookies(answer[1])["crier-listener"]

    def cookies(self, device=None):
        return {"crier-listener": self.secret, "crier-device": device or self.device}

    def open(self, narrations, device=None):
        """A session, or None."""
        now = time.monotonic()
        answer = self.line.ask("POST", "/listens", json.dumps({"narrations": narrations}), "application/json", self.cookies(device))
        if answer[0] != 201:
            return self.was_refused(answer)
        with self.lock:
            self.first_open = self.first_open or now
        return Session(self, device, json.loads(answer[2]))

    def was_refused(self, answer):
        try:
            code = json.loads(answer[2]).get("code", str(answer[0]))
        except ValueError:
            code = str(answer[0])
        with self.lock:
            self.refused[code] += 1
        return None

    def wallet(self):
        coins = json.loads(self.line.ask("GET", "/wallet/coins.json", cookies=self.cookies())[2])["coins"]
        return coins["available"] + coins["set_aside"], coins["pending"]


class Session:
    def __init__(self, account, device, begun):
        self.account, self.device = account, device
        self.id, self.key, self.challenge, self.n = begun["session"], begun["key"], begun["challenge"], 0
        self.next_in_s = begun["next_in_ms"] / 1000

    def body(self, heard, **other):
        told = {"session": self.id, "n": self.n + 1, "challenge": self.challenge, "heard": heard} | other
        return json.dumps(told, separators=(",", ":")).encode()

    def send(self, body, key=None, account=None, device=None, session=None):
        account = account or self.account
        signature = hmac.new((key or self.key).encode(), body, hashlib.sha256).hexdigest()
        answer = account.line.ask("POST", f"/listens/{session or self.id}/heartbeats?signature={signature}", body, "text/plain",
                                  account.cookies(device or self.device))
        if answer[0] != 200:
            return account.was_refused(answer)
        return json.loads(answer[2])

    def tell(self, heard, **other):
        """The next heartbeat; gives its reply, or None."""
        reply = self.send(self.body(heard, **other))
        if reply:
            self.take(reply)
        return reply

    def take(self, reply):
        self.n, self.challenge, self.next_in_s = reply["n"], reply["challenge"], reply["next_in_ms"] / 1000


def stretch(narration, from_ms, to_ms):
    return {"narration": narration, "from_ms": int(from_ms), "to_ms": int(to_ms)}


class Bot:
    def __init__(self, port, desk_link, asked):
        self.asked, self.chance = asked, random.Random(asked.seed)
        self.line = Line(port, Pace(asked.requests))
        self.mailbox = Mailbox(self.line, desk_link)
        self.stories = self.library()
        self.ends_at = None

    def library(self):
        """Narrations and their lengths, as the player gets them."""
        found = {}
        for lang in ("en", "zh-Hant"):
            programme = json.loads(self.line.ask("GET", f"/programme.json?ui={lang}")[2])
            for item in programme["items"]:
                narration = json.loads(self.line.ask("GET", item["narration"])[2])
                if narration["state"] == "ready":
                    found[narration["narration_id"]] = narration["segments"][-1]["end_ms"]
        return found

    def going(self):
        return time.monotonic() < self.ends_at

    def rest(self, seconds):
        time.sleep(max(0, min(seconds, self.ends_at - time.monotonic())))

    def ids(self):
        return list(self.stories)[:100]

    def everything(self, at_most_s=None):
        """Stretches over as much as may be told at once, in a new order each time."""
        ids = self.ids()
        self.chance.shuffle(ids)
        told, left = [], (at_most_s or 10**9) * 1000
        for narration in ids[:100]:
            part = min(self.stories[narration], left)
            if part > 0:
                told.append(stretch(narration, 0, part))
            left -= part
        return told


class Playhead:
    """What is heard next, at some speed, one story after another."""

    def __init__(self, bot, rate=1.0, begins=0):
        self.bot, self.rate, self.queue = bot, rate, bot.ids()[begins:] + bot.ids()[:begins]
        self.at, self.ms, self.seen = 0, 0.0, time.monotonic()

    def heard(self):
        now = time.monotonic()
        return self.ahead((now - self.seen) * 1000 * self.rate, now)

    def ahead(self, left, now=None):
        self.seen = now or time.monotonic()
        told = []
        while left > 0:
            narration = self.queue[self.at % len(self.queue)]
            to = min(self.ms + left, self.bot.stories[narration])
            if int(to) > int(self.ms):
                told.append(stretch(narration, self.ms, to))
            left -= to - self.ms
            self.ms = to
            if to >= self.bot.stories[narration]:
                self.at, self.ms = self.at + 1, 0.0
        return told


# ── Listeners ──

def honest(rate):
    def listen(bot, account):
        session, head = account.open(bot.ids()), Playhead(bot, rate)
        while bot.going():
            bot.rest(session.next_in_s)
            session.tell(head.heard())
        # Pause is pressed: what is left is told at once.
        session.tell(head.heard())
    return listen


# ── Attacks, by their names in the design ──

def replayed_heartbeat(bot, account):
    """Listens honestly, and sends each heartbeat twenty times, half of them at once."""
    session, head = account.open(bot.ids()), Playhead(bot)
    while bot.going():
        bot.rest(session.next_in_s)
        body = session.body(head.heard())
        replies = at_once([lambda: session.send(body)] * 10) + [session.send(body) for _ in range(10)]
        replies = [reply for reply in replies if reply]
        if replies:
            session.take(replies[0])


def changed_replay(bot, account):
    """The same number again with another story, and two different next ones at once."""
    session, head = account.open(bot.ids()), Playhead(bot)
    while bot.going():
        bot.rest(session.next_in_s)
        first, other = session.body(head.heard()), session.body(bot.everything(60))
        replies = [reply for reply in at_once([lambda: session.send(first), lambda: session.send(other)]) if reply]
        before = session.body(bot.everything(60))
        if replies:
            session.take(replies[0])
        session.send(before)


def fifty_parallel_sessions(bot, account):
    """Fifty sessions on fifty devices, each with its own story, each in real time; superseded ones are opened anew."""
    ids, sessions = bot.ids(), {}
    while bot.going():
        for n in range(50):
            if not bot.going():
                break
            narration = ids[n % len(ids)]
            if n not in sessions:
                sessions[n] = (account.open(ids, device=hashlib.sha256(f"{account.device}{n}".encode()).hexdigest()), Playhead(bot, 1.0, n % len(ids)))
            session, head = sessions[n]
            if session is None or session.tell(head.heard() or [stretch(narration, 0, 1000)]) is None:
                sessions.pop(n)


def hundred_times_speed(bot, account):
    session, head = account.open(bot.ids()), Playhead(bot)
    while bot.going():
        bot.rest(5)
        session.tell(head.ahead(500_000)[:100])


def precomputed_heartbeats(bot, account):
    """A day's heartbeats, written and signed at the beginning: with the first challenge, with none, with guessed ones."""
    session = account.open(bot.ids())
    prepared = []
    for n, narration in enumerate(bot.ids(), start=2):
        for challenge in (session.challenge, "", secrets.token_hex(32), session.key):
            told = {"session": session.id, "n": n, "challenge": challenge, "heard": [stretch(narration, 0, bot.stories[narration])]}
            prepared.append(json.dumps(told).encode())
    # One that is right, so that the session stands where the prepared ones begin.
    session.tell([])
    while bot.going():
        for body in prepared:
            session.send(body)
            bot.rest(0.5)
            if not bot.going():
                break


def ranges_never_granted(bot, account):
    ids = bot.ids()
    session = account.open(ids[:1])
    end = bot.stories[ids[0]]
    while bot.going():
        for heard in (
            [stretch(ids[1], 0, 60_000)], [stretch(ids[0], 0, end + 1)], [stretch(ids[0], -60_000, end)], [stretch(ids[0], end, 0)],
            [stretch(ids[0], end, end + 3_600_000)], [stretch("none", 0, 60_000)], [stretch(ids[0], -2**63, 2**63 - 1)],
            [stretch(ids[0], 0, 2**70)], [stretch(ids[0].upper(), 0, 60_000)], bot.everything()[:101],
        ):
            session.tell(heard)
            session.tell(heard, granted=ids)
            bot.rest(0.3)


def one_article_over_and_over(bot, account):
    ids = bot.ids()
    narration = ids[0]
    while bot.going():
        # A new session for each pass, as if it had never been heard.
        session = account.open([narration])
        for _ in range(5):
            if session and bot.going():
                session.tell([stretch(narration, 0, bot.stories[narration])])
                bot.rest(1)


def burst_after_idle(bot, account):
    """Opens, sleeps through half the time, tells of hours; sleeps and does it again."""
    session = account.open(bot.ids())
    for _ in range(2):
        bot.rest(bot.asked.minutes * 60 / 2 - 2)
        session.tell(bot.everything()[:100])
        session.tell(bot.everything()[:100])


def anothers_session_and_key(bot, account):
    """What was handed to others: their session from here, their key for ours, ours from another device."""
    while bot.going():
        bot.rest(3)
        for other in list(bot.sessions_of_others(account)):
            body = other.body(bot.everything(60))
            other.send(body, account=account, device=account.device)
            mine = account.open(bot.ids())
            if mine:
                mine.send(mine.body(bot.everything(60)), key=other.key)
                mine.send(mine.body(bot.everything(60)), device=secrets.token_hex(32))
                mine.send(other.body(bot.everything(60)), session=mine.id)
            bot.rest(1)


def day_boundary(bot, account):
    """As greedy as may be, and around midnight a heartbeat every few milliseconds."""
    session = account.open(bot.ids())
    while bot.going():
        midnight = bot.midnight - time.time()
        near = -2 < midnight < 1
        reply = session.tell(bot.everything()[:100])
        if reply is None:
            session = account.open(bot.ids()) or session
        bot.rest(0.02 if near else min(10, max(0.2, midnight - 1)) if midnight > 0 else 10)


def everything_together(bot, account):
    """Takes all that the clock gives, at once, and tries the rest beside it: replays, races, sessions, devices."""
    session = account.open(bot.ids())
    while bot.going():
        bot.rest(2)
        bodies = [session.body(bot.everything()[:100]) for _ in range(3)] * 2
        replies = [reply for reply in at_once([lambda body=body: session.send(body) for body in bodies]) if reply]
        if replies:
            session.take(replies[0])
        if bot.chance.random() < 0.2 or not replies:
            before, session = session, account.open(bot.ids(), device=secrets.token_hex(32)) or session
            before.tell(bot.everything()[:100])


def erased_and_joined_anew(bot, account):
    """When a coin is there the account is erased and joined anew at the same address, to hear the same stories again."""
    while bot.going():
        session = account.open(bot.ids())
        until = time.monotonic() + 60
        while session and bot.going() and time.monotonic() < until:
            bot.rest(5)
            session.tell(bot.everything()[:100])
        if bot.going() and account.lives < 2:
            account.lost += sum(account.wallet())
            account.line.form("/account/erasure", {"sure": "yes"}, account.cookies())
            account.sign_in()
            account.lives += 1


def accounts_on_one_device(bot, accounts):
    """Accounts that share a device take turns on it."""
    device = secrets.token_hex(32)
    while bot.going():
        for account in accounts:
            session = account.open(bot.ids(), device=device)
            if session:
                session.tell(bot.everything()[:100])
            bot.rest(1)


def at_once(deeds):
    """Runs them at the same moment, each on a connection of its own."""
    gate, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def one(n, deed):
        gate.wait()
        found[n] = deed()

    threads = [threading.Thread(target=one, args=(n, deed), daemon=True) for n, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


# What each may have at the most beside the bound: 0 for those that claim nothing they may.
PLANS = [
    ("honest, at 1 ×", honest(1.0), None),
    ("honest, at 2 ×", honest(2.0), None),
    ("replayed heartbeat", replayed_heartbeat, None),
    ("changed replay", changed_replay, None),
    ("50 parallel sessions", fifty_parallel_sessions, None),
    ("100 × speed", hundred_times_speed, None),
    ("precomputed heartbeats", precomputed_heartbeats, 0),
    ("ranges never granted", ranges_never_granted, 0),
    ("one article over and over", one_article_over_and_over, None),
    ("a burst after idling", burst_after_idle, None),
    ("another's session and key", anothers_session_and_key, 0),
    ("the day boundary", day_boundary, None),
    ("erased and joined anew", erased_and_joined_anew, None),
    ("all of it together", everything_together, None),
]
# The fifth on a device is paid after a look.
SHARING = 5


def attack(bot):
    accounts = {name: Account(bot, name) for name, _, _ in PLANS}
    shared = [Account(bot, f"shares a device {n}") for n in range(SHARING)]
    for account in [*accounts.values(), *shared]:
        account.lives, account.lost = 1, 0
    kept = {name: accounts[name] for name in ("honest, at 1 ×", "100 × speed")}
    bot.sessions_of_others = lambda own: [account.last for account in kept.values() if account is not own and getattr(account, "last", None)]
    for account in kept.values():
        remember(account)
    began = time.monotonic()
    bot.ends_at = began + bot.asked.minutes * 60
    failures = []

    def tries(name, deed, with_):
        try:
            deed(bot, with_)
        except Exception as error:  # noqa: BLE001: an attack that breaks is named at the end
            failures.append(f"{name}: {error!r}")

    threads = [threading.Thread(target=tries, args=(name, deed, accounts[name]), daemon=True) for name, deed, _ in PLANS]
    threads.append(threading.Thread(target=tries, args=("accounts on one device", accounts_on_one_device, shared), daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(bot.asked.minutes * 60 + 120)
    return accounts, shared, failures


def remember(account):
    """Keeps an account's newest session where another can steal it."""
    opens = account.open

    def open_and_keep(*words, **more):
        session = opens(*words, **more)
        account.last = session or getattr(account, "last", None)
        return session

    account.open = open_and_keep


def report(bot, accounts, shared, failures):
    now, beyond = time.monotonic(), list(failures)
    days = 2 if 0 <= time.time() - bot.midnight < bot.asked.minutes * 60 + 60 else 1
    media_s = sum(bot.stories.values()) / 1000
    print(f"\n{len(bot.stories)} stories, {media_s / 60:.1f} min of media; {bot.asked.minutes:g} min of the clock"
          f"{', with a midnight in it' if days == 2 else ''}; bound: {BOUND_RATE} × clock + {BOUND_S} s, {DAY_COINS} coins a day")
    print(f"{'':<28}{'coins':>7}{'held':>6}{'an hour':>9}{'bound':>7}   refused")
    rows = [(name, accounts[name], least) for name, _, least in PLANS] + [(account.name, account, None) for account in shared]
    honest_an_hour = None
    for name, account, most in rows:
        have, held = account.wallet()
        wall_s = now - (account.first_open or now)
        bound = min((BOUND_RATE * wall_s + BOUND_S) / COIN_S, DAY_COINS * days)
        an_hour = (have + held) * 3600 / max(wall_s, 1)
        honest_an_hour = honest_an_hour if honest_an_hour is not None else an_hour
        refused = ", ".join(f"{code} {times}" for code, times in account.refused.most_common(4))
        lost = f"; {account.lost} lost by erasing" if account.lost else ""
        print(f"{name:<28}{have:>7}{held:>6}{an_hour:>9.1f}{bound:>7.1f}   {refused}{lost}")
        if have + held > bound or (most is not None and have + held > most):
            beyond.append(f"{name} has {have + held} coins, and may have {bound if most is None else most}")
    together = sum(sum(account.wallet()) for account in shared)
    available = sum(account.wallet()[0] for account in shared)
    print(f"{SHARING} accounts on one device together: {together} coins, {available} of them available")
    best = max(sum(account.wallet()) for name, account in accounts.items() if not name.startswith("honest"))
    print(f"the best attack has {best} coins; the honest listener at 1 × has {sum(accounts['honest, at 1 ×'].wallet())}, "
          f"at 2 × {sum(accounts['honest, at 2 ×'].wallet())}: {honest_an_hour:.0f} an hour at 1 ×")
    return beyond


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("program", type=pathlib.Path)
    ask.add_argument("folder", type=pathlib.Path)
    ask.add_argument("--minutes", type=float, default=MINUTES)
    ask.add_argument("--requests", type=float, default=REQUESTS_A_SECOND)
    ask.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = ask.parse_args()
    if asked.folder.name == "soak-bot":
        shutil.rmtree(asked.folder, ignore_errors=True)
    asked.folder.mkdir(parents=True, exist_ok=True)
    # The newsroom's midnight is at the next full hour: a run past one shows what happens there.
    hour = datetime.datetime.now(datetime.timezone.utc).replace(minute=0, second=0, microsecond=0) + datetime.timedelta(hours=1)
    zone = f"Etc/GMT{'+' if hour.hour < 12 else '-'}{hour.hour if hour.hour < 12 else 24 - hour.hour}"
    (asked.folder / "crier.toml").write_text(f'time_zone = "{zone}"\n')
    with Newsroom(asked.program, asked.folder) as newsroom:
        newsroom.wait_ready().wait_voiced(len(demo_articles()))
        links = re.findall(r"http://\S+/desk/sign-in\?token=\S+", pathlib.Path(newsroom.log).read_text())
        bot = Bot(newsroom.port, links[-1], asked)
        bot.midnight = hour.timestamp()
        print(f"a bot on {newsroom.url}, {asked.requests:g} requests a second at the most, --seed {asked.seed}, days end in {zone}", flush=True)
        accounts, shared, failures = attack(bot)
        beyond = report(bot, accounts, shared, failures)
    verified = [*map(str, (asked.program, "ledger", "verify", "--data", asked.folder))]
    print("crier ledger verify:", run(verified).stdout.strip())
    for one in beyond:
        print(f"BEYOND: {one}")
    sys.exit(1 if beyond else 0)


stop_servers_when_told()
main()
