"""Pages and sound beside nginx serving the same bytes as files: requests a second, and memory after the load."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess

from bench_data import SOUNDS, demo_data, many_data
from measuring import HOME, PROGRAM, Report, median, memory_mb, processor_s, run
from newsroom import Newsroom, free_port

ROUNDS = int(os.environ.get("ROUNDS", 7))
SECONDS = int(os.environ.get("SECONDS_EACH", 4))
CONNECTIONS = 64
SHARE_OF_NGINX = 0.5
MEMORY_MB = 150.0
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "en"}
PLAIN = {"Accept-Encoding": "identity", "Accept-Language": "en"}
RANGE_BYTES = 65536


def bench():
    report = Report("web")
    home = HOME / "web"
    shutil.rmtree(home, ignore_errors=True)
    (home / "pages").mkdir(parents=True)
    with Newsroom(PROGRAM, demo_data(), "serve") as newsroom:
        newsroom.wait_ready()
        with newsroom.database() as db:
            slug = db.execute("SELECT slug FROM article WHERE state = 'published' AND lang LIKE 'en%'"
                              " ORDER BY published_at_ms DESC, id LIMIT 1").fetchone()[0]
        pages = {}
        for name, path in (("article", f"/articles/{slug}"), ("front page", "/")):
            for how, headers in (("as browsers ask", BROWSER), ("uncompressed", PLAIN)):
                pages[f"{name}, {how}"] = saved_page(newsroom, home, path, headers)
        with nginx(home, [page["location"] for page in pages.values()]) as peer:
            for name, page in pages.items():
                beside(report, name, [(newsroom.url + page["path"], newsroom.process.pid), (peer[0] + page["copy"], peer[1])], page["headers"],
                       goal=SHARE_OF_NGINX if "browsers" in name else None, note=f"{page['bytes']:,} bytes")
        report.at_most("memory after the load on pages", memory_mb(newsroom.process.pid), MEMORY_MB, "MB")

    data = many_data()
    with Newsroom(PROGRAM, data, "serve") as newsroom:
        newsroom.wait_ready()
        sounds = audible(newsroom)
        listing = home / "ranges.txt"
        listing.write_text("".join(f"/audio/{file.name} {file.stat().st_size}\n" for file in sounds))
        with nginx(home, [f"location /audio/ {{ sendfile on; alias {data}/files/audio/; }}"]) as peer:
            beside(report, f"64 KiB ranges of {len(sounds)} sound files", [(newsroom.url, newsroom.process.pid), peer], {},
                   goal=SHARE_OF_NGINX, ranges=listing)
        report.at_most("memory after the load on sound", memory_mb(newsroom.process.pid), MEMORY_MB, "MB")
    report.figure("wrk", CONNECTIONS, "connections", note=f"1 thread, {ROUNDS} rounds of {SECONDS} s in turn; nginx with one worker a core")
    return report.show()


def saved_page(newsroom, home, path, headers):
    """Keeps what Crier answers as a file, and says how nginx is to serve it: same bytes, same encoding."""
    status, told, body = newsroom.get(path, **{name.replace("-", "_"): value for name, value in headers.items()})
    if status != 200:
        raise SystemExit(f"{path} answers {status}")
    copy = f"/page-{len(list((home / 'pages').iterdir()))}"
    (home / f"pages{copy}").write_bytes(body)
    encoding = told.get("Content-Encoding")
    header = f"add_header Content-Encoding {encoding};" if encoding else ""
    location = f'location = {copy} {{ root {home}/pages; default_type "text/html; charset=utf-8"; {header} }}'
    return {"path": path, "copy": copy, "location": location, "headers": headers, "bytes": len(body)}


def audible(newsroom):
    """The sound files that everybody may hear, at most 200, each longer than a range."""
    with newsroom.database() as db:
        names = [row[0] for row in db.execute(
            "SELECT n.audio FROM article a JOIN narration n ON n.id = a.narration_id"
            " WHERE a.state = 'published' AND n.state = 'ready' AND n.audio_bytes > ? ORDER BY n.audio LIMIT ?",
            (RANGE_BYTES * 2, SOUNDS))]
    return [newsroom.data / f"files/audio/{name}.mp3" for name in names]


@contextlib.contextmanager
def nginx(home, locations):
    """nginx with the logs off, on a free port; gives its address and process id.

    As it is fastest here, which was tried: small files without sendfile, ranges of large ones with it and without
    tcp_nopush, which on the loopback makes each of them wait 40 ms for an acknowledgement.
    """
    port = free_port()
    user = "user root;" if os.getuid() == 0 else ""  # its workers must be able to read our folder
    temporary = "".join(f"{kind}_temp_path {home}/nginx-{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (home / "nginx.conf").write_text(f"""
{user} daemon off; pid {home}/nginx.pid; error_log {home}/nginx.log warn; worker_processes auto;
events {{ worker_connections 1024; }}
http {{ {temporary} access_log off; sendfile off; tcp_nopush off; tcp_nodelay on; keepalive_requests 1000000;
  open_file_cache max=1000 inactive=60s; types {{ audio/mpeg mp3; }}
  server {{ listen 127.0.0.1:{port} backlog=1024; {" ".join(locations)} }} }}
""")
    process = subprocess.Popen(["nginx", "-p", home, "-e", home / "nginx.log", "-c", home / "nginx.conf"], stdin=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if process.poll() is not None:
                raise SystemExit(f"nginx ended: {pathlib.Path(home / 'nginx.log').read_text()}")
            if subprocess.run(["curl", "-s", "-o", "/dev/null", f"http://127.0.0.1:{port}/"]).returncode == 0:
                break
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def beside(report, name, servers, headers, goal=None, ranges=None, note=""):
    """Ours and nginx in turn, the order changing each round. `servers`: (address, process id) of ours, of nginx.

    The ratio is the median of the rounds' own ratios: whatever else the machine does falls on both halves of a round.
    """
    rounds = []
    for turn in range(ROUNDS + 1):  # the first warms the caches and is not counted
        pair = [None, None]
        for which in (0, 1) if turn % 2 == 0 else (1, 0):
            address, pid = servers[which]
            before = processor_s(pid)
            pair[which] = wrk(address, headers, ranges)
            pair[which]["cpu_us"] = (processor_s(pid) - before) / pair[which]["count"] * 1e6
        rounds += [pair] if turn else []
    ratios = [ours["rate"] / theirs["rate"] for ours, theirs in rounds]
    for which, server in enumerate(("Crier", "nginx")):
        one = {figure: median([pair[which][figure] for pair in rounds]) for figure in ("rate", "p99_ms", "cpu_us")}
        told = f"p99 {one['p99_ms']:.1f} ms, {one['cpu_us']:.0f} µs of CPU each"
        report.figure(f"{name}: {server}", one["rate"], "req/s", note=f"{note} {told}".strip())
    low_to_high = f"rounds {min(ratios):.2f}–{max(ratios):.2f}"
    if goal:
        report.at_least(f"{name}: ratio", median(ratios), goal, "×", note=low_to_high)
    else:
        report.figure(f"{name}: ratio", median(ratios), "×", note=low_to_high)


def wrk(url, headers, ranges):
    """Requests a second, and milliseconds within which 99 of 100 were answered; any refusal or broken connection ends the run."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{SECONDS}s", "--latency"]
    for header, value in headers.items():
        command += ["--header", f"{header}: {value}"]
    surroundings = dict(os.environ)
    if ranges:
        command += ["--script", pathlib.Path(__file__).with_name("ranges.lua")]
        surroundings["RANGES"] = str(ranges)
    told = run([*command, url], env=surroundings).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{url} refused requests:\n{told}")
    count, size, unit = re.search(r"(\d+) requests in [\d.]+m?s, ([\d.]+)(\w+) read", told).groups()
    each = float(size) * {"B": 1, "KB": 2**10, "MB": 2**20, "GB": 2**30, "TB": 2**40}[unit] / int(count)
    if ranges and not RANGE_BYTES * 0.97 < each < RANGE_BYTES * 1.05:
        raise SystemExit(f"{url} sent {each:.0f} bytes an answer where {RANGE_BYTES} were asked for:\n{told}")
    late, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", told).groups()
    return {"count": int(count), "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]), "p99_ms": float(late) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]}
