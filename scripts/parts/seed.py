"""Makes the demo newsroom once, with every story voiced, for tests that copy it: seed.py PROGRAM FOLDER."""

import pathlib
import shutil
import sys
import time

from newsroom import Newsroom, demo_articles, stop_servers_when_told

# What the demo says last, when its shop stands and its listeners have their past.
COMPLETE = "everything is kept in"
COMPLETE_WITHIN_S = 300
# The newsletter goes half a day from now: at its hour it would go by itself, before a journey has composed it.
NEWSLETTER_IN_S = 12 * 3600

stop_servers_when_told()
program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
goes = time.strftime("%H:%M", time.gmtime(time.time() + NEWSLETTER_IN_S))
(folder / "crier.toml").write_text(f'newsletter_at = "{goes}"\n', encoding="utf-8")
started = time.perf_counter()
log = folder.parent / f"{folder.name}.log"
log.unlink(missing_ok=True)
with Newsroom(program, folder, log=log) as newsroom:
    newsroom.wait_ready()
    first = time.perf_counter() - started
    newsroom.wait_voiced(len(demo_articles()))
    newsroom.wait_until(lambda: COMPLETE in log.read_text(encoding="utf-8"), COMPLETE_WITHIN_S, "complete the demo")
    print(f"demo newsroom: first answer after {first:.2f} s, all {len(demo_articles())} stories voiced after {newsroom.voiced_at - started:.1f} s")
