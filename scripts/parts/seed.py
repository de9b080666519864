"""Makes the demo newsroom once, with every story voiced, for tests that copy it: seed.py PROGRAM FOLDER."""

import pathlib
import shutil
import sys
import time

from newsroom import Newsroom, demo_articles

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(folder, ignore_errors=True)
folder.parent.mkdir(parents=True, exist_ok=True)
started = time.perf_counter()
with Newsroom(program, folder) as newsroom:
    newsroom.wait_ready()
    first = time.perf_counter() - started
    newsroom.wait_voiced(len(demo_articles()))
    print(f"demo newsroom: first answer after {first:.2f} s, all {len(demo_articles())} stories voiced after {newsroom.voiced_at - started:.1f} s")
