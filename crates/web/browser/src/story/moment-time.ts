// A moment of a story in an address, as Media Fragments have it (w3.org/TR/media-frags, "Temporal Dimension"): #t=83, and, as
// people write it, #t=1:23. Pure.

/** The moment in a fragment, in ms; undefined when there is none. An end (`#t=83,90`) is no matter here. */
export function momentIn(fragment: string): number | undefined {
  const time = new URLSearchParams(fragment.replace(/^#/, "")).get("t")?.replace(/^npt:/, "").split(",")[0];
  const parts = time?.match(/^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)$/);
  if (!parts) return undefined;
  const [, hours = "0", minutes, seconds = "0"] = parts;
  // Behind a colon there are sixty of them.
  if (minutes !== undefined && Number(seconds) >= 60) return undefined;
  return Math.round((Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1000);
}

/** The fragment of a moment, in whole seconds. */
export const fragmentOf = (ms: number): string => `#t=${Math.max(0, Math.floor(ms / 1000))}`;
