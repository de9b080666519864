// A line between a visitor and the newsroom that a journey can disturb: another worker comes over it, a sound breaks off.
import { once } from "node:events";
import { createServer, request } from "node:http";

async function whole(stream) {
  const pieces = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}

/**
 * Opens a line to a newsroom; gives { url, close() } and what may be set: `worker`: text added to the worker, which makes it
 * another one; `holds`: a pattern of paths of which half arrives, and nothing more until `release()` or `cut()`.
 */
export async function openLine(newsroom) {
  const to = new URL(newsroom);
  const held = new Set();
  const line = { worker: "", holds: null };
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host: to.host };
    // The worker is changed as text.
    if (asked.url === "/sw.js") for (const name of ["accept-encoding", "if-none-match"]) delete headers[name];
    const onward = request({ host: to.hostname, port: to.port, path: asked.url, method: asked.method, headers }, async (come) => {
      if (asked.url === "/sw.js") {
        const text = (await whole(come)) + line.worker;
        const { "content-length": _, etag: __, ...rest } = come.headers;
        return answer.writeHead(come.statusCode, rest).end(text);
      }
      answer.writeHead(come.statusCode, come.headers);
      if (!line.holds?.test(asked.url)) return come.pipe(answer);
      const all = await whole(come);
      answer.write(all.subarray(0, all.length / 2));
      held.add({ answer, rest: all.subarray(all.length / 2) });
    });
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    asked.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  line.url = `http://localhost:${server.address().port}`;
  line.release = () => {
    for (const { answer, rest } of held) answer.end(rest);
    held.clear();
  };
  line.cut = () => {
    for (const { answer } of held) answer.destroy();
    held.clear();
  };
  line.close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return line;
}
