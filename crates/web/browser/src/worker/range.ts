// Parts of a kept sound (RFC 9110, section 14): Safari plays nothing that is not answered so. Pure.

/** First byte, and the one after the last; "whole" without a range that can be read; "none" when no byte of it is there. */
export type Part = { from: number; to: number } | "whole" | "none";

export function partOf(header: string | null, length: number): Part {
  const range = header?.trim().match(/^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/);
  if (!range || (!range[1] && !range[2])) return "whole";
  if (!range[1]) {
    const last = Number(range[2]);
    return last > 0 && length > 0 ? { from: Math.max(0, length - last), to: length } : "none";
  }
  const from = Number(range[1]);
  const to = range[2] ? Number(range[2]) + 1 : length;
  if (range[2] && to <= from) return "whole";
  return from < length ? { from, to: Math.min(to, length) } : "none";
}

/** The answer to a request for a sound of which all is here. */
export function answerWith(sound: Blob, type: string, header: string | null): Response {
  const part = partOf(header, sound.size);
  const headers = new Headers({ "content-type": type, "accept-ranges": "bytes" });
  if (part === "none") {
    headers.set("content-range", `bytes */${sound.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = part === "whole" ? { from: 0, to: sound.size } : part;
  headers.set("content-length", String(to - from));
  if (part === "whole") return new Response(sound, { headers });
  headers.set("content-range", `bytes ${from}-${to - 1}/${sound.size}`);
  return new Response(sound.slice(from, to, type), { status: 206, headers });
}
