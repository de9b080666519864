// The story or programme an element of the page offers.
import type { Item } from "../player/types.ts";

function parse(text: string | undefined): Item | undefined {
  try {
    const item = JSON.parse(text ?? "") as Item | null;
    return item && typeof item.slug === "string" && typeof item.narration === "string" ? item : undefined;
  } catch {
    return undefined;
  }
}

export const storyOf = (element: HTMLElement): Item | undefined => parse(element.dataset["story"]);
export const firstOf = (element: HTMLElement): Item | undefined => parse(element.dataset["first"]);
