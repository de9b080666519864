// The little of Turbo that is used here; the package ships no types.
declare module "@hotwired/turbo" {
  export const config: { drive: { progressBarDelay: number } };
}
