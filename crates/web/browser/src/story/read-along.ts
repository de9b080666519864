// While the story of this page is being said, its text shows where. Works by the clock of the sound: nothing drifts.
import { segmentAt, wordAt } from "../player/cues.ts";
import { voice } from "../player/voice.ts";
import { follow } from "./follow.ts";
import { lightSentence, lightWord } from "./highlight.ts";
import { findText } from "./text.ts";
import type { Text } from "./text.ts";

let text: Text | null = null;
let frame = 0;

function clear(): void {
  lightSentence(null);
  follow(null);
}

function show(): void {
  const narration = voice.narration;
  if (!text || !narration || narration.slug !== text.slug || voice.item?.slug !== text.slug) return clear();
  const ms = voice.ms;
  const segment = narration.segments[segmentAt(narration.segments, ms)];
  const sentence = (segment && text.sentences.get(segment.id)) ?? null;
  const idle = !voice.wants && ms === 0;
  lightSentence(idle ? null : sentence);
  lightWord(idle ? undefined : segment && sentence ? wordAt(segment.words, ms) : undefined);
  if (voice.wants) follow(sentence);
}

function run(): void {
  cancelAnimationFrame(frame);
  show();
  if (text && voice.wants && voice.item?.slug === text.slug && !document.hidden) frame = requestAnimationFrame(run);
}

/** Called for each page shown. */
export function readyReadAlong(): void {
  clear();
  text = findText();
  run();
}

export function watchVoice(): void {
  for (const change of ["story", "state", "narration"] as const) voice.on(change, run);
  voice.on("time", () => !voice.wants && show());
  document.addEventListener("visibilitychange", run);
  document.addEventListener("turbo:before-cache", clear);
}
