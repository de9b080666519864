"""`crier say` beside the usual tools: processor time; then loudness and soundness of every demo article's MP3."""

import json
import re

from measuring import HOME, PROGRAM, Report, cpu_s, median, run, spread
from newsroom import ROOT, demo_articles

RUNS = 7
WORDS = 600
# What a podcast is mastered to, and how far a file may be from it (LU, dBTP).
LOUDNESS_LUFS, LOUDNESS_WITHIN, TRUE_PEAK_DBTP = -16.0, 0.7, -1.0
# The peers write what we write: 48 kHz, mono, 64 kbit/s.
MP3 = ["-ar", "48000", "-ac", "1", "-c:a", "libmp3lame", "-b:a", "64k"]
# The other embedded voices for English: what is asked of the default one is asked of them.
OTHERS = ["flite:rms", "espeak:en-us"]
FFMPEG = ["ffmpeg", "-nostdin", "-hide_banner", "-y"]


def body(path):
    """A story's words without its front matter."""
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1]


def is_english(path):
    return re.search(r"^lang: en", path.read_text(encoding="utf-8"), re.M) is not None


def bench():
    report = Report("voice")
    home = HOME / "voice"
    home.mkdir(parents=True, exist_ok=True)
    article = min(filter(is_english, demo_articles()), key=lambda path: abs(len(body(path).split()) - WORDS))
    report.figure(f"article: {article.relative_to(ROOT).name}", len(body(article).split()), "words")
    processor_time(report, article, home)
    sound(report, home)
    return report.show()


def processor_time(report, article, home):
    ours, wav, fair, plain = home / "ours.mp3", home / "peer.wav", home / "fair.mp3", home / "plain.mp3"
    say = [PROGRAM, "say", article, "--voice", "espeak:en-us", "-o", ours]
    text = home / "spoken.txt"
    text.write_text("\n".join(spoken(article, ours)), encoding="utf-8")
    speak = ["espeak-ng", "-v", "en-us", "-f", text, "-w", wav]

    def measure_then_master():
        run(speak)
        # The gain is the article's own, so it is known only after a pass over all of it; measured once, it does not change.
        gain = LOUDNESS_LUFS - loudness(wav)[0]
        return [speak,
                [*FFMPEG, "-i", wav, "-af", "ebur128=framelog=verbose", "-f", "null", "-"],
                [*FFMPEG, "-i", wav, "-af", f"volume={gain:.2f}dB,alimiter=limit=0.75:level=disabled", *MP3, fair]]

    ways = {
        "crier say": [say],
        "crier say, the default voice": [[PROGRAM, "say", article, "-o", home / "default.mp3"]],
        "fair pipeline": measure_then_master(),
        "plain": [speak, [*FFMPEG, "-i", wav, *MP3, plain]],
        "plain, the engine's own 22.05 kHz": [speak, [*FFMPEG, "-i", wav, "-ac", "1", "-c:a", "libmp3lame", "-b:a", "64k", plain]],
    }
    spent = {way: [] for way in ways}
    for turn in range(RUNS + 1):  # the first turn warms the caches and is not counted
        for way, commands in ways.items():
            seconds = cpu_s(commands)
            if turn:
                spent[way].append(seconds)
    default = "crier say, the default voice"
    lengths = {"crier say": duration(ours), default: duration(home / "default.mp3"),
               "fair pipeline": duration(fair), "plain": duration(plain)}
    middle = {way: median(values) for way, values in spent.items()}
    for way, seconds in middle.items():
        note = f"{lengths[way]:.0f} s of sound" if way in lengths else ""
        report.figure(f"CPU: {way}", seconds, "s", note=f"{note} {min(spent[way]):.2f}–{max(spent[way]):.2f} s in {RUNS} runs".strip())
    report.at_least("cheaper than the fair pipeline", middle["fair pipeline"] / middle["crier say"], 2.5, "×")
    report.at_most("of plain espeak-ng + ffmpeg MP3", middle["crier say"] / middle["plain"], 1.0, "×")
    report.figure("the default voice against the fair pipeline", middle["fair pipeline"] / middle[default], "×")
    report.figure("the default voice against plain espeak-ng + ffmpeg MP3", middle[default] / middle["plain"], "×")
    per_second = {way: middle[way] / lengths[way] for way in lengths}
    report.figure("the same per second of sound: fair pipeline", per_second["fair pipeline"] / per_second["crier say"], "×")
    report.figure("the same per second of sound: plain", per_second["crier say"] / per_second["plain"], "×")
    report.figure("speed", lengths["crier say"] / middle["crier say"], "× real time")
    report.figure("speed, the default voice", lengths[default] / middle[default], "× real time")


def spoken(article, mp3):
    """The sentences of the article as Crier lists them, so that the peers say the same; else its plain words."""
    told = run([PROGRAM, "say", article, "--voice", "espeak:en-us", "-o", mp3, "--json"]).stdout
    try:
        table = json.loads(told)
    except ValueError:
        table = {}
    segments = table if isinstance(table, list) else table.get("segments", [])
    texts = [segment["text"] for segment in segments if isinstance(segment, dict) and segment.get("text")]
    return texts or body(article).split("\n\n")


def sound(report, home):
    levels, peaks, sizes, unsound = [], [], [], []
    for article in demo_articles():
        mp3 = home / f"{article.parent.name}-{article.stem}.mp3"
        run([PROGRAM, "say", article, "-o", mp3])
        level, peak = loudness(mp3)
        levels.append(level)
        peaks.append(peak)
        sizes.append(duration(mp3))
        unsound += [f"{mp3.name}: {flaw}" for flaw in flaws(mp3)]
    low, high = LOUDNESS_LUFS - LOUDNESS_WITHIN, LOUDNESS_LUFS + LOUDNESS_WITHIN
    levels, peaks = spread(levels), spread(peaks)
    report.figure("demo articles voiced", len(sizes), "", note=f"{sum(sizes) / 60:.0f} min of sound")
    report.at_least("loudness, least", levels["min"], low, "LUFS")
    report.figure("loudness, median", levels["median"], "LUFS")
    report.at_most("loudness, most", levels["max"], high, "LUFS")
    report.figure("true peak, least", peaks["min"], "dBTP")
    report.figure("true peak, median", peaks["median"], "dBTP")
    report.at_most("true peak, most", peaks["max"], TRUE_PEAK_DBTP, "dBTP")
    for voice in OTHERS:
        heard = []
        for article in filter(is_english, demo_articles()):
            mp3 = home / f"{voice.replace(':', '-')}.mp3"
            run([PROGRAM, "say", article, "--voice", voice, "-o", mp3])
            heard.append(loudness(mp3))
        levels, peaks = spread([level for level, _ in heard]), spread([peak for _, peak in heard])
        report.at_least(f"{voice}: loudness, least", levels["min"], low, "LUFS", note=f"{len(heard)} English articles")
        report.at_most(f"{voice}: loudness, most", levels["max"], high, "LUFS")
        report.at_most(f"{voice}: true peak, most", peaks["max"], TRUE_PEAK_DBTP, "dBTP")
    report.at_most("files that ffprobe, ffmpeg or mp3val complain of", len(unsound), 0, note="; ".join(unsound[:5]))


def loudness(path):
    """Integrated loudness (LUFS) and true peak (dBTP) of what a decoder makes of the file."""
    told = run([*FFMPEG, "-i", path, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]).stderr
    summary = told[told.rindex("Summary:"):]
    return tuple(float(re.search(rf"{name}:\s+(-?[\d.]+|-inf)", summary)[1]) for name in ("I", "Peak"))


def duration(path):
    return float(run(["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path]).stdout)


def flaws(mp3):
    """What others find wrong with the file."""
    found = []
    wanted = "mp3,48000,1,64000"
    probed = run(["ffprobe", "-v", "warning", "-show_entries", "stream=codec_name,sample_rate,channels,bit_rate",
                  "-select_streams", "a", "-of", "csv=p=0", mp3])
    if probed.stderr.strip() or probed.stdout.strip() != wanted:
        found.append(f"ffprobe: {probed.stdout.strip()} {probed.stderr.strip()}")
    decoded = run(["ffmpeg", "-nostdin", "-v", "warning", "-i", mp3, "-f", "null", "-"])
    if decoded.stderr.strip():
        found.append(f"ffmpeg: {decoded.stderr.strip()}")
    read = run(["mp3val", mp3])
    found += [f"mp3val: {line}" for line in (read.stdout + read.stderr).splitlines() if re.search("WARNING|PROBLEM|ERROR", line)]
    return found
