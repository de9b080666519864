// Places in the queue: fractions, written in letters that sort. Between any two there is another, so that moving a story
// changes that one alone, and two devices that move different ones do not get in each other's way. Pure.

/** In the order in which the newsroom and every browser sort them. */
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const MIDDLE = "V";
/** A longer place is a sign of many moves to one spot: then all are given new ones. */
const LONG = 24;

const digit = (text: string, at: number): number => (at < text.length ? LETTERS.indexOf(text[at]!) : 0);

/** A place after `a` and before `b`; undefined: there is no limit on that side. */
export function between(a: string | undefined, b: string | undefined): string {
  if (a === undefined && b === undefined) return MIDDLE;
  let place = "";
  let bounded = b !== undefined;
  for (let at = 0; ; at += 1) {
    const low = digit(a ?? "", at);
    const high = bounded ? digit(b!, at) : LETTERS.length;
    if (high - low > 1) {
      // At either end of the queue a small step: that is where stories are added.
      const step = b === undefined ? low + 1 : a === undefined ? high - 1 : (low + high) >> 1;
      return place + LETTERS[step];
    }
    place += LETTERS[low];
    if (high > low) bounded = false;
  }
}

export type Ranked = readonly [target: string, rank: string];

/** In the order of their places. */
export const inOrder = (queue: readonly Ranked[]): Ranked[] =>
  [...queue].sort(([a, x], [b, y]) => (x < y ? -1 : x > y ? 1 : a < b ? -1 : a > b ? 1 : 0));

/** What changes when a story is put at a place of the queue (counted without it): its own place, or all when there is no room. */
export function put(queue: readonly Ranked[], target: string, at: number): Ranked[] {
  const others = inOrder(queue).filter(([other]) => other !== target);
  const to = Math.min(Math.max(at, 0), others.length);
  const [before, behind] = [others[to - 1]?.[1], others[to]?.[1]];
  const hasRoom = before === undefined || behind === undefined || before < behind;
  const rank = hasRoom ? between(before, behind) : "";
  if (hasRoom && rank.length <= LONG) return [[target, rank]];
  const all = [...others.slice(0, to), [target, ""] as const, ...others.slice(to)];
  let last: string | undefined;
  return all.map(([each]) => [each, (last = between(last, undefined))]);
}
