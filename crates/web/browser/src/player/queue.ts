// An ordered programme of stories and the place in it. Pure: every change gives a new queue.
import type { Item } from "./types.ts";

export interface Queue {
  /** Where the programme came from, by which a "Play" button knows its own; empty for a single story. */
  readonly source: string;
  readonly title: string;
  readonly items: readonly Item[];
  readonly index: number;
}

export function single(item: Item): Queue {
  return { source: "", title: "", items: [item], index: 0 };
}

export function current(queue: Queue | null): Item | undefined {
  return queue?.items[queue.index];
}

/** The queue at another place, or undefined when there is none there. */
export function at(queue: Queue, index: number): Queue | undefined {
  return index >= 0 && index < queue.items.length ? { ...queue, index } : undefined;
}

export const next = (queue: Queue): Queue | undefined => at(queue, queue.index + 1);
export const previous = (queue: Queue): Queue | undefined => at(queue, queue.index - 1);

/** The place of a story in the queue; undefined when it is not in it. */
export function find(queue: Queue | null, slug: string): number | undefined {
  const index = queue?.items.findIndex((item) => item.slug === slug) ?? -1;
  return index < 0 ? undefined : index;
}

/** The whole programme has arrived while its first story is already playing: keep that story, and its place. A story not in the list leads it. */
export function filled(queue: Queue, title: string, items: readonly Item[]): Queue {
  const playing = current(queue);
  const seen = new Set<string>();
  const fresh = items.filter((item) => !seen.has(item.slug) && seen.add(item.slug));
  if (!playing) return { ...queue, title, items: fresh, index: 0 };
  const index = fresh.findIndex((item) => item.slug === playing.slug);
  if (index < 0) return { ...queue, title, items: [playing, ...fresh], index: 0 };
  return { ...queue, title, items: fresh.map((item, i) => (i === index ? playing : item)), index };
}

/** The same queue, knowing more about one story (its sound is ready, say). */
export function learned(queue: Queue, slug: string, more: Partial<Item>): Queue {
  return { ...queue, items: queue.items.map((item) => (item.slug === slug ? { ...item, ...more } : item)) };
}

/** With a story right after the one that plays, and the place on it: what is lined up comes between two stories of a programme. */
export function inserted(queue: Queue, item: Item): Queue {
  const others = queue.items.filter((other, index) => other.slug !== item.slug || index <= queue.index);
  const index = queue.index + 1;
  return { ...queue, items: [...others.slice(0, index), item, ...others.slice(index)], index };
}
