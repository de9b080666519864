// The story on this page whose text can be followed, and its sentences.
import { storyOf } from "../page/story-of.ts";
import type { Item } from "../player/types.ts";

export interface Text {
  readonly element: HTMLElement;
  readonly slug: string;
  /** What the player is handed when a sentence is chosen. */
  readonly item: Item | undefined;
  readonly sentences: ReadonlyMap<string, HTMLElement>;
}

export function findText(): Text | null {
  const element = document.querySelector<HTMLElement>("main [data-read-along]");
  const slug = element?.dataset["readAlong"];
  if (!element || !slug) return null;
  const sentences = new Map<string, HTMLElement>();
  for (const sentence of element.querySelectorAll<HTMLElement>(".s[data-segment]")) sentences.set(sentence.dataset["segment"]!, sentence);
  const offer = [...document.querySelectorAll<HTMLElement>("main [data-story]")].find((candidate) => storyOf(candidate)?.slug === slug);
  return { element, slug, item: offer && storyOf(offer), sentences };
}
