// How often this device has had each campaign today. Pure. It is kept here and nowhere else: the newsroom is told only of
// which campaigns it is enough.

/** What is kept: until when the newsroom's day lasts, and of each campaign with a cap how often it came, and the cap. */
export interface Counts {
  endsMs: number;
  had: Record<string, [times: number, cap: number]>;
}

/** A day has no more: a clock that was set back would keep yesterday for ever. */
const DAY_AT_MOST_MS = 26 * 60 * 60_000;

/** What still holds of what was kept: another day begins with nothing. */
export function today(kept: Partial<Counts> | null, nowMs: number): Counts {
  const endsMs = kept?.endsMs ?? 0;
  const holds = endsMs > nowMs && endsMs - nowMs <= DAY_AT_MOST_MS && kept?.had && typeof kept.had === "object";
  return holds ? { endsMs, had: kept.had! } : { endsMs: 0, had: {} };
}

/** The campaigns that this device has had as often as they may come in a day. */
export function enough(counts: Counts): string[] {
  return Object.entries(counts.had).filter(([, [times, cap]]) => times >= cap).map(([campaign]) => campaign);
}

/** One more of a campaign; one without a cap is not counted. */
export function had(counts: Counts, nowMs: number, campaign: string, cap: number | null, dayEndsInMs: number): Counts {
  if (cap === null) return counts;
  const times = (counts.had[campaign]?.[0] ?? 0) + 1;
  return { endsMs: nowMs + dayEndsInMs, had: { ...counts.had, [campaign]: [times, cap] } };
}

/** It was not seen or heard after all. */
export function handedBack(counts: Counts, campaign: string): Counts {
  const [times, cap] = counts.had[campaign] ?? [0, 0];
  return times > 0 ? { ...counts, had: { ...counts.had, [campaign]: [times - 1, cap] } } : counts;
}
