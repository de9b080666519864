// What is kept of a story, and how much of all. Pure.
import type { Kept } from "./names.ts";

/** So many stories are a week's news; more would be a second archive, of which nobody knows how old it is. */
export const STORIES_AT_MOST = 50;
/** A phone's other apps need room as well. An hour of voice is some 29 MB. */
export const BYTES_AT_MOST = 400 * 1024 * 1024;
/** A device says how much room there is, not how much of it is sure: some stays free. */
const SPARE = 1.2;
/** Pictures are kept as wide as the window needs them, and no wider than this. */
const WIDEST_PX = 1200;

/** What stands against keeping one more story of so many bytes; nothing when there is room. */
export function against(kept: readonly Kept[], bytes: number): "count" | "bytes" | undefined {
  if (kept.length >= STORIES_AT_MOST) return "count";
  return sum(kept) + bytes > BYTES_AT_MOST ? "bytes" : undefined;
}

export const sum = (kept: readonly Kept[]): number => kept.reduce((all, { bytes }) => all + bytes, 0);

/** The story that was kept first, which is offered to make room; never taken unasked. */
export function oldest(kept: readonly Kept[]): Kept | undefined {
  return kept.reduce<Kept | undefined>((first, one) => (first && first.kept_at_ms <= one.kept_at_ms ? first : one), undefined);
}

/** Whether the device has room; one that does not say has. */
export function fits(bytes: number, { quota, usage }: { quota?: number; usage?: number }): boolean {
  return !quota || quota - (usage ?? 0) > bytes * SPARE;
}

/** Of a picture's sizes, the smallest that is wide enough for a window (in its own px), else the widest there is. */
export function sizeFor(srcset: string, src: string, windowPx: number): string {
  const wanted = Math.min(windowPx, WIDEST_PX);
  const sizes = srcset
    .split(",")
    .map((part) => part.trim().split(/\s+/))
    .map(([address, width]) => ({ address: address ?? "", px: Number.parseInt(width ?? "", 10) }))
    .filter(({ address, px }) => address && px > 0)
    .sort((a, b) => a.px - b.px);
  return (sizes.find(({ px }) => px >= wanted) ?? sizes.at(-1))?.address ?? src;
}

/** Files of a story that no other one uses: what goes with it. */
export function onlyOf(story: Kept, all: readonly Kept[]): string[] {
  const others = new Set(all.filter(({ slug }) => slug !== story.slug).flatMap(({ files }) => files));
  return story.files.filter((file) => !others.has(file));
}

/** 4.2 MB, 10 GB, as the language writes numbers. */
export function size(bytes: number, lang: string): string {
  const mb = bytes / (1024 * 1024);
  const [value, unit] = mb < 1024 ? [mb, "MB"] : [mb / 1024, "GB"];
  return `${new Intl.NumberFormat(lang, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
}
