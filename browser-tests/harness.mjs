// journey("what a person does", async ({ page, url }) => …): a test in a real browser on a newsroom of the file's own.
// Whatever it does, a journey fails when a page throws, writes an error, is refused by its own policy, or asks another site.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openBrowser } from "./browser.mjs";
import { startNewsroom } from "./newsroom.mjs";

export { assertAccessible, focus, hear, sound, spoken, tabTo } from "./checks.mjs";
export { openBrowser } from "./browser.mjs";
export { crier, startNewsroom, stories } from "./newsroom.mjs";

let shared = null;

/** The newsroom that the journeys of one file share: started by the first, stopped after the last. */
export function newsroom() {
  shared ??= startNewsroom();
  return shared;
}

after(async () => {
  if (shared) await (await shared).stop().catch(() => {});
});

/**
 * `options` go to openBrowser, and: `timeout` in ms; `expects`: a pattern of errors that the journey provokes on purpose,
 * such as /404/.
 */
export function journey(name, options, steps) {
  if (typeof options === "function") [options, steps] = [{}, options];
  const { timeout = 120_000, expects, ...browser } = options;
  test(name, { timeout: timeout + 900_000 }, async () => {
    const room = await newsroom();
    const opened = await openBrowser(browser);
    const complaints = watch(opened, room.url, expects);
    let timer;
    try {
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`the journey took longer than ${timeout / 1000} s`)), timeout);
      });
      await Promise.race([steps({ ...opened, url: room.url, newsroom: room }), late]);
    } finally {
      clearTimeout(timer);
      await opened.close();
    }
    assert.deepEqual(complaints, [], "the pages complained");
  });
}

function watch({ context }, url, expects) {
  const complaints = [];
  const complain = (text) => {
    if (!expects?.test(text)) complaints.push(text);
  };
  context.on("weberror", (error) => complain(`thrown: ${error.error().stack ?? error.error()}`));
  context.on("console", (message) => {
    if (message.type() === "error") complain(`written: ${message.text()} (${message.location().url})`);
  });
  context.on("request", (request) => {
    const asked = request.url();
    if (/^https?:/.test(asked) && !asked.startsWith(`${url}/`)) complain(`asked another site: ${asked}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) complain(`${response.status()} for ${response.url()}`);
  });
  return complaints;
}
