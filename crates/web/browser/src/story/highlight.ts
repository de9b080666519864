// Lights the sentence and the word that are being said. Words use the CSS Custom Highlight API, which leaves the text
// untouched (selection, links and copying go on working); a browser without it shows the sentence alone.

const NAME = "word";
const can = typeof Highlight === "function" && "highlights" in CSS;

/** The part of an element's text between two UTF-16 offsets. */
export function rangeIn(element: HTMLElement, from: number, to: number): Range | null {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let seen = 0;
  let begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = (node as Text).data.length;
    if (!begun && from < seen + length) {
      range.setStart(node, from - seen);
      begun = true;
    }
    if (begun && to <= seen + length) {
      range.setEnd(node, to - seen);
      return range;
    }
    seen += length;
  }
  return null;
}

let sentence: HTMLElement | null = null;
let from = -1;

export function lightSentence(element: HTMLElement | null): void {
  if (element === sentence) return;
  sentence?.classList.remove("is-now");
  element?.classList.add("is-now");
  sentence = element;
  from = -1;
  if (can) CSS.highlights.delete(NAME);
}

export function lightWord(word: readonly [from: number, to: number, ...rest: number[]] | undefined): void {
  if (!can || (word?.[0] ?? -1) === from) return;
  from = word?.[0] ?? -1;
  const range = word && sentence ? rangeIn(sentence, word[0], word[1]) : null;
  if (range) CSS.highlights.set(NAME, new Highlight(range));
  else CSS.highlights.delete(NAME);
}
