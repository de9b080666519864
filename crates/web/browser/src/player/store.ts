// localStorage, or, where that is forbidden, a memory that lasts as long as the page.
import type { Store } from "./position.ts";

function memory(): Store {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function local(): Store {
  try {
    localStorage.getItem("crier:probe");
    return localStorage;
  } catch {
    return memory();
  }
}

export const store: Store = local();

export function load<T>(key: string): Partial<T> | null {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? "null");
    return value && typeof value === "object" ? (value as Partial<T>) : null;
  } catch {
    return null;
  }
}

export function save(key: string, value: unknown): void {
  try {
    store.setItem(key, JSON.stringify(value));
  } catch {
    // A full store is no reason to stop.
  }
}
