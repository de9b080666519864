"""What Lighthouse, in its mobile setting, says of the front page, an article and a search on a running newsroom."""

import json
import os
import shutil
import subprocess
import tempfile

from bench_data import demo_data
from measuring import HOME, PROGRAM, Report, median, run
from newsroom import Newsroom, environment

LIGHTHOUSE = "lighthouse@12.8.2"
# One run's score wanders by five points on a small machine.
RUNS = 5
# What a plain WordPress gets.
GOALS = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 92}
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = ("--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync")


def lighthouse():
    home = HOME / "lighthouse"
    program = home / "node_modules/.bin/lighthouse"
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        print(f"  installing {LIGHTHOUSE} into {home} …", flush=True)
        run(["npm", "install", "--prefix", home, "--no-audit", "--no-fund", "--loglevel=error", LIGHTHOUSE])
    return program


def bench():
    report = Report("pages")
    program = lighthouse()
    browser = os.environ.get("CRIER_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        raise SystemExit("pages wants Chromium: apt-get install chromium")
    with Newsroom(PROGRAM, demo_data(), "serve") as newsroom:
        newsroom.wait_ready()
        with newsroom.database() as db:
            slug = db.execute("SELECT slug FROM article WHERE state = 'published' AND lang = 'en' ORDER BY slug LIMIT 1").fetchone()[0]
        for name, path in (("front page", "/"), ("article", f"/articles/{slug}"), ("search", "/search?q=ferry")):
            scores = [seen(program, browser, f"http://localhost:{newsroom.port}{path}") for _ in range(RUNS)]
            for category, goal in GOALS.items():
                # A page of results asks search engines not to list it, which costs it that mark.
                if (name, category) == ("search", "seo"):
                    continue
                all_of = [score[category] for score in scores]
                report.at_least(f"{name}: {category}", median(all_of), goal, "", note=f"{min(all_of)}–{max(all_of)} in {RUNS} runs")
    return report.show()


def seen(program, browser, address):
    """Scores of one run, 0 to 100."""
    with tempfile.TemporaryDirectory() as folder:
        told = os.path.join(folder, "told.json")
        command = [program, address, "--quiet", "--output=json", f"--output-path={told}", "--form-factor=mobile",
                   f"--only-categories={','.join(GOALS)}", f"--chrome-flags={FLAGS} --user-data-dir={folder}/profile"]
        done = subprocess.run(command, env=environment() | {"CHROME_PATH": browser}, capture_output=True, text=True, timeout=180)
        if not os.path.exists(told):
            raise SystemExit(f"Lighthouse did not look at {address}:\n{done.stderr[-2000:]}")
        with open(told, encoding="utf-8") as file:
            categories = json.load(file)["categories"]
    return {name: round(100 * categories[name]["score"]) for name in GOALS}
