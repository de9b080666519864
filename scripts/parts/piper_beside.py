"""Piper itself, as the reference.

    piper_beside.py ids   VOICE.onnx OURS.jsonl          its numbers for the same texts
    piper_beside.py sound VOICE.onnx OURS.jsonl FOLDER   its samples for the same numbers, beside FOLDER/1.wav …
    piper_beside.py speed VOICE.onnx SENTENCE…           the processor time it takes on one thread
"""

import collections
import difflib
import json
import sys
import time
import wave
from pathlib import Path

import numpy as np
import onnxruntime
from piper import PiperVoice
from piper.config import SynthesisConfig

try:
    from piper_phonemize import phonemize_espeak
except ImportError:  # no wheel for this Python
    phonemize_espeak = None


def load(voice, threads=0):
    loaded = PiperVoice.load(voice)
    if threads:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = threads
        loaded.session = onnxruntime.InferenceSession(voice, sess_options=options, providers=["CPUExecutionProvider"])
    return loaded


def ids(voice, ours):
    loaded = load(voice)
    names = {number: name for name, numbers in loaded.config.phoneme_id_map.items() for number in numbers}
    told = collections.Counter()
    which = collections.Counter()
    for line in Path(ours).read_text(encoding="utf-8").splitlines():
        mine = json.loads(line)
        theirs = [loaded.phonemes_to_ids(run) for run in loaded.phonemize(mine["text"]) if run]
        told["lines"] += 1
        told["same"] += mine["runs"] == theirs
        if phonemize_espeak:
            taught = [loaded.phonemes_to_ids(run) for run in phonemize_espeak(mine["text"], loaded.config.espeak_voice) if run]
            told["taught"] += mine["runs"] == taught
        told["runs"] += len(theirs)
        marks = {loaded.config.phoneme_id_map[mark][0] for mark in ".,:;!?"}
        told["same_runs"] += sum([n for n in a if n in marks] == [n for n in b if n in marks] for a, b in zip(mine["runs"], theirs))
        a, b = (["|".join(names[n] for n in run if n) for run in runs] for runs in (mine["runs"], theirs))
        a, b = "|/|".join(a).split("|"), "|/|".join(b).split("|")
        told["ids"] += len(b)
        for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            if kind != "equal":
                told["differ"] += max(i2 - i1, j2 - j1)
                which[f"{''.join(a[i1:i2]) or '–'} for {''.join(b[j1:j2]) or '–'}"] += 1
    print(json.dumps({**told, "same": told["same"], "taught": told["taught"] if phonemize_espeak else None, "differ": told["differ"],
                      "which": ", ".join(f"{name} ×{count}" for name, count in which.most_common(6))}))


def sound(voice, ours, folder):
    loaded = load(voice)
    largest = compared = equal = left_out = 0
    for number, line in enumerate(Path(ours).read_text(encoding="utf-8").splitlines(), 1):
        runs = json.loads(line)["runs"]
        parts = [loaded.phoneme_ids_to_audio(run, SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)) for run in runs]
        theirs = np.clip(np.concatenate(parts) * 32767, -32767, 32767).astype(np.int16)
        with wave.open(str(Path(folder) / f"{number}.wav")) as file:
            mine = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        if len(mine) != len(theirs):
            left_out += 1  # a name whose sound is ours: other numbers
            continue
        apart = np.abs(mine.astype(int) - theirs.astype(int))
        largest, compared, equal = max(largest, int(apart.max())), compared + len(mine), equal + int((apart == 0).sum())
    print(json.dumps({"largest": largest, "compared": compared, "equal": equal, "left_out": left_out}))


def speed(voice, *sentences):
    loaded = load(voice, threads=1)
    seconds = taken = 0.0
    for sentence in sentences:
        begun = time.process_time()
        for chunk in loaded.synthesize(sentence):
            seconds += len(chunk.audio_float_array) / chunk.sample_rate
        taken += time.process_time() - begun
    print(json.dumps({"seconds": seconds, "taken": taken}))


{"ids": ids, "sound": sound, "speed": speed}[sys.argv[1]](*sys.argv[2:])
