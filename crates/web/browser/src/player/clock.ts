// Lengths of time, to see and to say.

/** 3:07, 1:02:09 */
export function clock(ms: number): string {
  const total = Math.max(0, Math.floor((Number.isFinite(ms) ? ms : 0) / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const two = (n: number) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}

/** "3 min 7 s" by the words of the page's language, for a screen reader: "3:07" would be read as a time of day. */
export function spoken(ms: number, minutes: (count: string) => string, seconds: (count: string) => string): string {
  const total = Math.max(0, Math.floor((Number.isFinite(ms) ? ms : 0) / 1000));
  const whole = Math.floor(total / 60);
  const rest = seconds(String(total % 60));
  return whole ? `${minutes(String(whole))} ${rest}` : rest;
}
