"""Runs the sections named, or all but `clone`; ends non-zero when a goal was missed."""

import sys

import bench_ear
import bench_start
import bench_timing
import bench_voice
import bench_web
from measuring import HOME, adopt_orphans

SECTIONS = {
    "voice": bench_voice.bench,
    "timing": bench_timing.bench,
    "ear": bench_ear.bench,
    "web": bench_web.bench,
    "start": bench_start.bench,
    "clone": bench_start.bench_clone,
}
UNLESS_TOLD = ["voice", "timing", "ear", "web", "start"]

asked = sys.argv[1:] or UNLESS_TOLD
unknown = [name for name in asked if name not in SECTIONS]
if unknown:
    sys.exit(f"bench: no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
adopt_orphans()
missed = [f"{name}: {goal}" for name in asked for goal in SECTIONS[name]()]
print(f"\nfigures as JSON: {HOME}/{{{','.join(asked)}}}.json")
if missed:
    sys.exit("goals missed:\n  " + "\n  ".join(missed))
print("every goal met")
