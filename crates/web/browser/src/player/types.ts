// The shapes the server sends; templates/README.md is their promise.

/** An entry of a programme: a story that can be, or soon will be, heard. */
export interface Item {
  slug: string;
  page: string;
  headline: string;
  publication: string;
  lang: string;
  dir?: "ltr" | "rtl";
  picture?: string | null;
  narration: string;
  /** Names the sound for coins; absent until there is one. */
  narration_id?: string | null;
  audio?: string | null;
  /** Where it is heard from its beginning while it is being made. */
  live?: string | null;
  duration_ms?: number | null;
}

/** An advertisement, or one of the newsroom's own, heard in a story's place. */
export interface Spot extends Item {
  audio: string;
  /** Of the newsroom itself; else `publication` names whose it is. */
  house: boolean;
  /** Where it leads. */
  href: string | null;
}

/** Who has spots for the voice. */
export interface Spots {
  /** What will be heard next, if it comes to that. */
  readonly coming: Spot | null;
  /** One to be heard now: before the first story of a programme, or between two. */
  take(before: boolean): Spot | null;
}

export interface Programme {
  title: string;
  items: Item[];
}

/** UTF-16 offsets into the sentence's text, then milliseconds of the narration. */
export type Word = [from: number, to: number, start_ms: number, end_ms: number];

export interface Segment {
  id: string;
  start_ms: number;
  end_ms: number;
  role: string;
  words: Word[];
}

export interface Narration extends Item {
  state: "none" | "queued" | "speaking" | "ready" | "failed" | "skipped";
  progress?: { done: number; total: number } | null;
  voice?: string | null;
  segments: Segment[];
}
