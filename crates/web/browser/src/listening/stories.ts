// Stories as the player has them, for the lists that this browser keeps: remembered, and asked for where they are not.
import type { Item } from "../player/types.ts";
import { given } from "./given.ts";

const KEY = "crier:stories";
/** Remembered; some 400 bytes each. */
const MOST = 400;
/** What the newsroom tells at once … */
const AT_ONCE = 60;
/** … and letters of an address: web servers refuse 8 KB (nginx's large_client_header_buffers), and a Chinese letter is nine. */
const LETTERS_AT_ONCE = 4_000;

let known: Map<string, Item> | null = null;
/** Asked for by this page: as they are now. */
const fresh = new Set<string>();
/** Not there any more, or never. */
const gone = new Set<string>();

function all(): Map<string, Item> {
  known ??= new Map(Object.entries(given.load<Record<string, Item>>(KEY) ?? {}) as [string, Item][]);
  return known;
}

/** Remembers stories that a page showed. */
export function keep(items: readonly Item[]): void {
  const map = all();
  if (items.every((item) => JSON.stringify(map.get(item.slug)) === JSON.stringify(item))) return;
  for (const item of items) {
    map.delete(item.slug);
    map.set(item.slug, item);
  }
  while (map.size > MOST) map.delete(map.keys().next().value!);
  given.save(KEY, Object.fromEntries(map));
}

/** It is not there any more, and the next page asks for it again. */
export function lose(slug: string): void {
  gone.add(slug);
  if (all().delete(slug)) given.save(KEY, Object.fromEntries(all()));
}

/** Whoever was here has gone: what they came across is not written down again by what the next one comes across. */
export function forgetStories(): void {
  known = new Map();
  fresh.clear();
  given.store.removeItem(KEY);
}

export const storyNamed = (slug: string): Item | undefined => (gone.has(slug) ? undefined : all().get(slug));
export const isGone = (slug: string): boolean => gone.has(slug);

/** Asks for those that are not known; with `anew` for all, once a page. */
export async function findStories(slugs: readonly string[], anew = false): Promise<void> {
  const whose = all();
  const wanted = [...new Set(slugs)].filter((slug) => !gone.has(slug) && (anew ? !fresh.has(slug) : !all().has(slug)));
  for (const asked of pieces(wanted)) {
    const items = await ask(`/stories.json?slugs=${asked.map(encodeURIComponent).join(",")}`);
    // Nor is it kept when whoever asked has gone meanwhile.
    if (!items || all() !== whose) return;
    const found = new Set(items.map((item) => item.slug));
    for (const slug of asked) found.has(slug) ? fresh.add(slug) : lose(slug);
    keep(items);
  }
}

/** As many as fit into one question. */
function pieces(slugs: readonly string[]): string[][] {
  const all: string[][] = [];
  let letters = 0;
  for (const slug of slugs) {
    const more = encodeURIComponent(slug).length + 1;
    const last = all.at(-1);
    if (last && last.length < AT_ONCE && letters + more <= LETTERS_AT_ONCE) {
      last.push(slug);
      letters += more;
    } else {
      all.push([slug]);
      letters = more;
    }
  }
  return all;
}

/** The newest of what is followed. */
export async function newestOf(sections: readonly string[], publications: readonly string[]): Promise<Item[]> {
  if (!sections.length && !publications.length) return [];
  const ui = new URLSearchParams(location.search).get("ui");
  const query = `sections=${sections.map(encodeURIComponent).join(",")}&publications=${publications.map(encodeURIComponent).join(",")}${ui ? `&ui=${ui}` : ""}`;
  const items = (await ask(`/stories.json?${query}`)) ?? [];
  keep(items);
  return items;
}

async function ask(path: string): Promise<Item[] | null> {
  try {
    const answer = await fetch(path, { headers: { accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as { items: Item[] }).items : null;
  } catch {
    return null;
  }
}
