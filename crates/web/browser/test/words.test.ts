// The catalogues of interface words against each other and against the templates.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

// The runner starts in this package's folder.
const templates = join(process.cwd(), "..", "templates");
const catalogues = readdirSync(join(templates, "words")).filter((name) => name.endsWith(".ftl"));
const text = (name: string) => readFileSync(join(templates, "words", name), "utf8");
const keys = (name: string) => [...text(name).matchAll(/^([a-z][a-z0-9-]*) =/gm)].map((match) => match[1]!);
const english = keys("en.ftl");

test("every language has every word, once", () => {
  assert.ok(catalogues.length >= 2);
  for (const name of catalogues) {
    assert.deepEqual([...keys(name)].sort(), [...english].sort(), name);
    assert.equal(new Set(keys(name)).size, keys(name).length, `${name} says something twice`);
  }
});

test("every language fills in the same values", () => {
  const values = (name: string) =>
    new Map(text(name).split(/^(?=[a-z][a-z0-9-]* =)/m).map((part) => [part.split(" =")[0], [...new Set(part.match(/\$\w+/g) ?? [])].sort().join()]));
  for (const name of catalogues) {
    for (const [key, used] of values(name)) {
      // A language may do without a value (Chinese dates in a list name no weekday), but not invent one.
      const known = values("en.ftl").get(key) ?? "";
      for (const value of used.split(",").filter(Boolean)) assert.ok(known.includes(value), `${name}: ${key} knows no ${value}`);
    }
  }
});

test("every word a template asks for exists", () => {
  const files = readdirSync(templates, { recursive: true }).map(String).filter((name) => name.endsWith(".html"));
  const asked = files.flatMap((file) => [...readFileSync(join(templates, file), "utf8").matchAll(/\bt\("([a-z0-9-]+)"\s*[,)]/g)].map((match) => [file, match[1]!] as const));
  assert.ok(asked.length > 100);
  for (const [file, key] of asked) assert.ok(english.includes(key), `${file} asks for “${key}”`);
});

test("no template carries a style or a script of its own, which the policy of the pages would refuse", () => {
  for (const file of readdirSync(templates, { recursive: true }).map(String).filter((name) => name.endsWith(".html"))) {
    const html = readFileSync(join(templates, file), "utf8");
    assert.doesNotMatch(html, /\sstyle=|<style|\son[a-z]+="/, file);
    // The early script is the one that the policy names by its digest.
    const others = html.replaceAll(/<script data-app="[^>]*">\{\{ early_script\(\) \}\}<\/script>/g, "");
    for (const script of others.match(/<script[^>]*>/g) ?? []) assert.match(script, /src=|application\/ld\+json/, file);
  }
});
