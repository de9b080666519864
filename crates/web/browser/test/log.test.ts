// The log in the browser's own store, and a browser that drops its connection while the page is in the background.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Did } from "../src/listening/entries.ts";
import { browserLog } from "../src/listening/log.ts";

interface Request {
  result?: unknown;
  onsuccess?: () => void;
  onerror?: () => void;
  onupgradeneeded?: () => void;
}

/** As much of IndexedDB as the log needs. What is written in it stays when a connection is lost. */
function fakeStore() {
  const kept = new Map<string, Map<unknown, unknown>>();
  let last = 0;
  const state = { opened: 0, refuses: false, connections: [] as { closed: boolean; onclose?: () => void }[] };
  const soon = (request: Request, result: unknown): Request => {
    setTimeout(() => ((request.result = result), request.onsuccess?.()));
    return request;
  };
  const storeOf = (name: string) => {
    const rows = kept.get(name)!;
    return {
      add: (value: unknown) => soon({}, rows.set((last += 1), value) && last),
      put: (value: unknown, key: unknown) => soon({}, rows.set(key, value) && key),
      delete: (key: unknown) => soon({}, rows.delete(key)),
      get: (key: unknown) => soon({}, rows.get(key)),
      count: () => soon({}, rows.size),
      getAll: () => soon({}, [...rows.values()]),
      getAllKeys: () => soon({}, [...rows.keys()]),
    };
  };
  const connect = () => {
    const connection = {
      closed: false,
      createObjectStore: (name: string) => (kept.set(name, new Map()), storeOf(name)),
      transaction: () => {
        if (connection.closed) throw new DOMException("The database connection is closing.", "InvalidStateError");
        const transaction = { objectStore: storeOf, oncomplete: () => {} };
        setTimeout(() => setTimeout(() => transaction.oncomplete()));
        return transaction;
      },
    };
    state.connections.push(connection);
    return connection;
  };
  const open = (): Request => {
    state.opened += 1;
    const request: Request & { error?: unknown } = {};
    setTimeout(() => {
      if (state.refuses) return (request.error = new DOMException("no", "UnknownError")), request.onerror?.();
      request.result = connect();
      if (!kept.size) request.onupgradeneeded?.();
      request.onsuccess?.();
    });
    return request;
  };
  Object.assign(globalThis, { indexedDB: { open } });
  return state;
}

const entry = (target: string) => ({ did: "added", kind: "saved", target, at: { boot: "b", mono_ms: 0, wall_ms: 0 }, who: null }) as const;
const targets = async (log: ReturnType<typeof browserLog>) => (await log.all()).map(([, did]) => (did as Did & { target: string }).target);

test("a connection that the browser has dropped is opened again, and nothing that is written then is lost", async () => {
  const store = fakeStore();
  const log = browserLog();
  await log.append(entry("a"));
  const name = await log.device();
  store.connections[0]!.closed = true;
  await Promise.all([log.append(entry("b")), log.append(entry("c"))]);
  assert.deepEqual([await targets(log), await log.device(), store.opened], [["a", "b", "c"], name, 2]);
  store.connections[1]!.closed = true;
  await log.drop([1]);
  assert.deepEqual([await targets(log), store.opened], [["b", "c"], 3]);
  // One that says so itself is not tried first.
  store.connections[2]!.onclose?.();
  assert.deepEqual([await targets(log), store.opened], [["b", "c"], 4]);
});

test("where it cannot be opened again now, the next entry tries anew", async () => {
  const store = fakeStore();
  const log = browserLog();
  await log.append(entry("a"));
  store.connections[0]!.closed = true;
  store.refuses = true;
  await assert.rejects(log.append(entry("b")), { name: "UnknownError" });
  store.refuses = false;
  await log.append(entry("c"));
  assert.deepEqual(await targets(log), ["a", "c"]);
});

test("a browser that forbids it from the first has a memory", async () => {
  const store = fakeStore();
  store.refuses = true;
  const log = browserLog();
  await log.append(entry("a"));
  store.refuses = false;
  await log.append(entry("b"));
  assert.deepEqual([await targets(log), store.opened], [["a", "b"], 1]);
});
