"""Heard at once: how long after pressing play the first sound of a story that was never voiced arrives; alone and by the thousand."""

import html
import re
import resource
import selectors
import shutil
import socket
import subprocess
import time
import urllib.parse

from bench_data import more_stories
from measuring import HOME, PROGRAM, Report, memory_mb, run, spread
from newsroom import Newsroom

ARTICLES = 100
LISTENERS = 1000
CROWDS = 5
ALONE_MS, CROWD_MS = 100.0, 300.0
WITHIN_S = 60
# The opening frame comes before there is any sound; what is longer than it, with its chunk's length, holds some.
OPENING_BYTES = 192 + 16


class Desk:
    """Staff, signed in by the one-time link."""

    def __init__(self, newsroom):
        self.newsroom, self.host = newsroom, f"localhost:{newsroom.port}"
        link = run([PROGRAM, "staff", "--data", newsroom.data]).stdout
        token = urllib.parse.parse_qs(urllib.parse.urlparse(link.strip()).query)["token"][0]
        head, _ = self.ask("POST", "/desk/session", f"token={token}")
        self.cookie = re.search(r"(?i)set-cookie: ([^;]+)", head)[1]

    def ask(self, method, path, form="", cookie=""):
        told = (f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\nOrigin: http://{self.host}\r\nCookie: {cookie}\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\nConnection: close\r\n\r\n{form}")
        with socket.create_connection(("127.0.0.1", self.newsroom.port), timeout=30) as connection:
            connection.sendall(told.encode())
            answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
        head, _, body = answer.decode(errors="replace").partition("\r\n\r\n")
        return head, body

    def publish(self, slug):
        _, page = self.ask("GET", f"/desk/articles/{slug}", cookie=self.cookie)
        guard = html.unescape(re.search(r'name="guard" value="([^"]+)"', page)[1])
        head, _ = self.ask("POST", f"/desk/articles/{slug}/publication", f"guard={guard}", self.cookie)
        if " 303 " not in head.splitlines()[0]:
            raise SystemExit(f"publishing {slug} was answered with {head.splitlines()[0]}")


def bench():
    report = Report("live")
    home = HOME / "live"
    shutil.rmtree(home, ignore_errors=True)
    stories = home / "stories"
    stories.mkdir(parents=True)
    for number, text in enumerate(more_stories(2 * ARTICLES + CROWDS + 1)):
        (stories / f"archive-{number:03}.md").write_text(text, encoding="utf-8")
    data = home / "data"
    run([PROGRAM, "publication", "add", "larkhaven-bell", "--name", "The Larkhaven Bell", "--data", data])
    run([PROGRAM, "import", stories, "--data", data])
    with Newsroom(PROGRAM, data, "serve") as newsroom:
        newsroom.wait_ready()
        with newsroom.database() as db:
            slugs = [row[0] for row in db.execute("SELECT slug FROM article ORDER BY slug")]
        desk = Desk(newsroom)
        newsroom.wait_openings()
        alone(report, newsroom, desk, slugs[:ARTICLES], forget=False)
        alone(report, newsroom, desk, slugs[ARTICLES:2 * ARTICLES], forget=True)
        crowds(report, newsroom, desk, slugs[2 * ARTICLES:])
    return report.show()


def alone(report, newsroom, desk, slugs, forget):
    """Drafts that staff listen to: nobody has asked for their voice before. One after another, each to its end."""
    times = []
    for slug in slugs:
        if forget:
            forget_pieces(newsroom)
        times += first_sounds(newsroom, slug, 1, desk.cookie)
    first, times = times[0], sorted(times[1:])
    what = "nothing spoken before, " if forget else "first sentence spoken when it was written, "
    report.figure(f"first sound, {what}{len(times)} articles in turn: median", times[len(times) // 2], "ms")
    report.at_most(f"first sound, {what}{len(times)} articles in turn: 99 of 100 within", times[int(len(times) * 0.99) - 1], ALONE_MS, "ms",
                   note=f"most {times[-1]:.0f} ms; before them one: {first:.0f} ms")


def crowds(report, newsroom, desk, slugs):
    """Published stories that a thousand listeners play in the moment of publication; the first crowd is not counted."""
    late, middle, voicings = [], [], []
    report.figure("memory before", memory_mb(newsroom.process.pid), "MB")
    for turn, slug in enumerate(slugs):
        forget_pieces(newsroom)
        # Published once all are connected: opening a thousand connections can take longer than making the sound.
        times = sorted(first_sounds(newsroom, slug, LISTENERS, "", lambda: desk.publish(slug)))
        with newsroom.database() as db:
            voicings.append(db.execute("SELECT COUNT(*) FROM narration n JOIN article a ON a.id = n.article_id WHERE a.slug = ?", (slug,)).fetchone()[0])
        if turn:
            middle.append(times[len(times) // 2])
            late.append(times[int(len(times) * 0.99) - 1])
    report.at_most(f"voicings, {LISTENERS} listeners at once", max(voicings), 1)
    report.figure(f"first sound, {LISTENERS} listeners at once: median", spread(middle)["median"], "ms")
    late = spread(late)
    report.at_most(f"first sound, {LISTENERS} listeners at once: 99 of 100 within", late["median"], CROWD_MS, "ms",
                   note=f"{late['min']:.0f}–{late['max']:.0f} ms in {CROWDS} crowds, our own reading on the same cores included")
    report.figure("memory after", memory_mb(newsroom.process.pid), "MB")


def forget_pieces(newsroom):
    """The stories share paragraphs; nothing of them may be found again."""
    shutil.rmtree(newsroom.data / "files/pieces", ignore_errors=True)


def first_sounds(newsroom, slug, listeners, cookie, once_connected=lambda: None):
    """Milliseconds from each request to its first sound; all connections are open before the first asks. Reads to the end."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < listeners + 100:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(listeners + 100, hard), hard))
    ask = (f"GET /articles/{slug}/live.mp3 HTTP/1.1\r\nHost: localhost:{newsroom.port}\r\nCookie: {cookie}\r\n"
           "Connection: close\r\n\r\n").encode()
    selector = selectors.DefaultSelector()
    waiting = []
    for _ in range(listeners):
        connection = socket.create_connection(("127.0.0.1", newsroom.port), timeout=WITHIN_S)
        waiting.append(connection)
    once_connected()
    asked, heard, got, wholes = {}, {}, dict.fromkeys(waiting, 0), set()
    for connection in waiting:
        asked[connection] = time.perf_counter()
        connection.send(ask)
    for connection in waiting:
        connection.setblocking(False)
        selector.register(connection, selectors.EVENT_READ)
    body_from, left, deadline = {}, len(waiting), time.monotonic() + WITHIN_S
    while left:
        if time.monotonic() > deadline:
            raise SystemExit(f"{left} of {listeners} did not hear {slug} to its end within {WITHIN_S} s")
        for key, _ in selector.select(1):
            connection = key.fileobj
            piece = connection.recv(1 << 16)
            if not piece:
                selector.unregister(connection)
                connection.close()
                wholes.add(got[connection] - body_from.get(connection, 0))
                left -= 1
                continue
            if connection not in body_from:
                if not piece.startswith(b"HTTP/1.1 200"):
                    raise SystemExit(f"{slug}: {piece.splitlines()[0].decode()}")
                body_from[connection] = piece.index(b"\r\n\r\n") + 4
            got[connection] += len(piece)
            if connection not in heard and got[connection] > body_from[connection] + OPENING_BYTES:
                heard[connection] = time.perf_counter()
    if len(wholes) != 1 or len(heard) != listeners:
        raise SystemExit(f"{slug}: {len(heard)} of {listeners} heard it, in {len(wholes)} different lengths")
    return [(heard[connection] - asked[connection]) * 1000 for connection in waiting]
