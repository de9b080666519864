// Where things are in the demo newsroom, and one story besides that it has withdrawn.

export const STORY = "/articles/night-clinic";
export const LONG_STORY = "/articles/ferry-inquiry";
/** One story in two languages. */
export const STORY_EN = "/articles/flood-barrier-test";
export const STORY_ZH = "/articles/flood-barrier-test-zh";
export const SECTION = "/sections/sports";
export const PUBLICATION = "/publications/weir-and-works";
export const PUBLICATION_ZH = "/publications/riverbank-neighbour";
export const TAG = "/tags/sport";
export const TOPIC = "/topics/kittiwake";
export const MISSING = "/articles/never-written";
export const RETRACTED = "/articles/bells-by-telegraph";

/** Every kind of page that a listener can come to: its name, its address, and the status it answers with. */
export const PAGES = [
  ["front page", "/", 200],
  ["front page in Chinese", "/?ui=zh-Hant", 200],
  ["section", SECTION, 200],
  ["publication", PUBLICATION, 200],
  ["tag", TAG, 200],
  ["topic", TOPIC, 200],
  ["search", "/search", 200],
  ["search that found something", "/search?q=night+clinic", 200],
  ["search in Chinese that found nothing", "/search?q=%E7%81%AB%E5%B1%B1&ui=zh-Hant", 200],
  ["article", STORY, 200],
  ["article in Chinese", `${STORY_ZH}?ui=zh-Hant`, 200],
  ["page that is not there", MISSING, 404],
  ["retracted article", RETRACTED, 410],
  ["about the voice", "/about/voice", 200],
  ["sign-in", "/desk/sign-in?token=none", 200],
  ["way in for listeners", "/account/sign-in", 200],
  ["rules of the coins", "/coins/rules", 200],
  ["products", "/products", 200],
  ["newsletter", "/newsletter", 200],
  ["empty queue", "/queue", 200],
  ["empty history in Chinese", "/history?ui=zh-Hant", 200],
  ["what could be followed", "/following", 200],
  ["downloads", "/downloads", 200],
  ["page for no connection, in Chinese", "/offline?ui=zh-Hant", 200],
];

/** Taken in and taken back by every newsroom of the journeys. */
export const WITHDRAWN = {
  slug: RETRACTED.slice("/articles/".length),
  note: "The minutes we quoted turned out to be a school play.",
  markdown: `---
headline: Harbour bells to be rung by telegraph
publication: larkhaven-bell
section: current-affairs
lang: en
---
The harbour board voted on Tuesday to have its bells rung by telegraph. Nobody on the quay had been told.
`,
};
