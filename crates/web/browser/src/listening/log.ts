// The log of this browser: append-only, kept in IndexedDB, where two windows can write at the same time and each entry has a
// number that no other ever had. Where that is forbidden, a memory that lasts as long as the page.
import type { Entry } from "./entries.ts";
import { fold } from "./fold.ts";
import type { Numbered } from "./fold.ts";

/** Beyond this many entries the log is made short. */
const LONG = 300;
/** And no more than these are kept: a year of someone who never signs in. */
const MOST = 2_000;

export interface Log {
  /** The name under which the newsroom knows this log. */
  device(): Promise<string>;
  append(entry: Entry): Promise<void>;
  all(): Promise<Numbered[]>;
  /** Entries that the newsroom has taken in. */
  drop(taken: readonly number[]): Promise<void>;
}

const newName = (): string => crypto.getRandomValues(new Uint32Array(4)).reduce((name, part) => name + part.toString(16).padStart(8, "0"), "");

export function memoryLog(): Log {
  const name = newName();
  let last = 0;
  let entries: Numbered[] = [];
  return {
    device: async () => name,
    append: async (entry) => {
      entries.push([(last += 1), entry]);
      if (entries.length > LONG) entries = fold(entries, MOST);
    },
    all: async () => [...entries],
    drop: async (taken) => void (entries = entries.filter(([seq]) => !taken.includes(seq))),
  };
}

const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

const answer = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("crier", 1);
  request.onupgradeneeded = () => {
    // The log's name goes with it: numbers begin anew in a new one.
    request.result.createObjectStore("log", { autoIncrement: true });
    request.result.createObjectStore("name").put(newName(), "device");
  };
  return answer(request);
}

async function numbered(store: IDBObjectStore): Promise<Numbered[]> {
  const [seqs, entries] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll() as IDBRequest<Entry[]>)]);
  return seqs.map((seq, at) => [Number(seq), entries[at]!]);
}

/** How browsers say that they have dropped a connection, as they do to pages in the background; the last is Safari's. */
const DROPPED = ["InvalidStateError", "AbortError", "UnknownError"];

export function browserLog(): Log {
  const memory = memoryLog();
  let connection: Promise<IDBDatabase> | null = null;
  const lose = (lost: Promise<IDBDatabase>) => {
    if (connection === lost) connection = null;
  };
  const connect = (): Promise<IDBDatabase> => {
    if (connection) return connection;
    const opening = (connection = open());
    opening.then((db) => (db.onclose = () => lose(opening)), () => lose(opening));
    return opening;
  };
  // Asked once: a log that is here and there would have its numbers twice.
  const isAllowed = typeof indexedDB === "undefined" ? Promise.resolve(false) : connect().then(() => true, () => false);

  /** Does something with the store; with a new connection once more where the one there was is gone. */
  async function within<T>(does: (db: IDBDatabase) => Promise<T>, remembered: () => Promise<T>): Promise<T> {
    if (!(await isAllowed)) return remembered();
    const mine = connect();
    try {
      return await does(await mine);
    } catch (error) {
      if (!DROPPED.includes((error as DOMException | null)?.name ?? "")) throw error;
      lose(mine);
      return does(await connect());
    }
  }

  return {
    device: () => within((db) => answer(db.transaction("name").objectStore("name").get("device") as IDBRequest<string>), memory.device),
    append: (entry) =>
      within(
        async (db) => {
          const transaction = db.transaction("log", "readwrite");
          const store = transaction.objectStore("log");
          store.add(entry);
          if ((await answer(store.count())) > LONG) {
            const all = await numbered(store);
            const short = new Map(fold(all, MOST));
            for (const [seq] of all) if (!short.has(seq)) store.delete(seq);
            for (const [seq, folded] of short) store.put(folded, seq);
          }
          await done(transaction);
        },
        () => memory.append(entry),
      ),
    all: () => within((db) => numbered(db.transaction("log").objectStore("log")), memory.all),
    drop: (taken) =>
      within(
        async (db) => {
          const transaction = db.transaction("log", "readwrite");
          for (const seq of taken) transaction.objectStore("log").delete(seq);
          await done(transaction);
        },
        () => memory.drop(taken),
      ),
  };
}
