// Builds dist/: one script (and the parts of it that only listeners with an account need), one style sheet, the early theme script, fonts and icons, every name with a hash of its content,
// and manifest.json, by which the server's asset("app.js") finds them. Run by scripts/build-browser or `npm run build`.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { Resvg } from "@resvg/resvg-js";
import subsetFont from "subset-font";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const out = join(here, "dist");

// What a phone on a slow line is asked to load, in gzip bytes. More than this is a mistake, not a wish.
const LARGEST_SCRIPT = 45 * 1024;
const LARGEST_STYLE = 15 * 1024;

// The two faces every page needs at once; the layout preloads them by these names.
const FONTS = { "newsreader-latin-wght-normal": "serif.woff2", "figtree-latin-wght-normal": "sans.woff2" };

// Turbo writes a style element for its progress bar as soon as it is loaded, which a policy without inline styles reports as an
// error. The bar is never shown here (page/turbo.ts), so that line is left out; the build fails when Turbo no longer has it.
const withoutInlineStyle = {
  name: "turbo-without-inline-style",
  setup({ onLoad }) {
    onLoad({ filter: /turbo\.es2017-esm\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const lines = source.split("\n").filter((line) => line.trim() !== "this.installStylesheetElement();");
      if (source.split("\n").length - lines.length !== 1) throw new Error("Turbo's progress bar has changed: look at build.mjs");
      return { contents: lines.join("\n"), loader: "js" };
    });
  },
};

// The faces carry weights that no page uses: without them a phone loads a third less. Italics stand inside a text, in its
// weight alone. Letters are those of fonts.css.
const WEIGHTS = { min: 400, max: 700 };
const ITALIC_WEIGHT = 400;
const letters = readFileSync(join(here, "css/fonts.css"), "utf8").match(/unicode-range: ([^;]+);/)[1].split(", ").flatMap((range) => {
  const [first, last = first] = range.replace("U+", "").split("-").map((code) => Number.parseInt(code, 16));
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
});
const withoutUnusedWeights = {
  name: "fonts-without-unused-weights",
  setup({ onLoad }) {
    onLoad({ filter: /\.woff2$/ }, async ({ path }) => {
      const contents = await subsetFont(readFileSync(path), letters.join(""), { targetFormat: "woff2", variationAxes: { wght: path.includes("italic") ? ITALIC_WEIGHT : WEIGHTS } });
      return { contents, loader: "file" };
    });
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  outdir: out,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  target: ["chrome110", "firefox115", "safari16"],
  legalComments: "none",
  logLevel: "warning",
};

const built = [
  await build({ ...common, entryPoints: ["src/app.ts"], format: "esm", splitting: true, chunkNames: "[name]-[hash]", plugins: [withoutInlineStyle] }),
  await build({ ...common, entryPoints: ["src/theme.ts"], format: "iife" }),
  await build({ ...common, entryPoints: ["css/app.css"], plugins: [withoutUnusedWeights] }),
];

const manifest = {};
for (const { metafile } of built) {
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    const file = path.replace(/^.*dist\//, "");
    if (entryPoint) manifest[basename(entryPoint).replace(/\.ts$/, ".js")] = file;
    for (const [font, name] of Object.entries(FONTS)) if (basename(file).startsWith(`${font}-`)) manifest[name] = file;
  }
}

function keep(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  writeFileSync(join(out, file), bytes);
  manifest[name] = file;
}

keep("icon.svg", readFileSync(join(here, "icons/icon.svg")));
const touch = readFileSync(join(here, "icons/touch.svg"), "utf8");
for (const [name, width] of [["touch.png", 180], ["icon-192.png", 192], ["icon-512.png", 512]]) {
  keep(name, new Resvg(touch, { fitTo: { mode: "width", value: width } }).render().asPng());
}

// This one stands inside every page: the page's policy names it by its digest.
const early = readFileSync(join(out, manifest["theme.js"]));
if (early.includes("</script")) throw new Error("theme.ts cannot stand inside a page: it ends a script element");
manifest["theme.js digest"] = `sha256-${createHash("sha256").update(early).digest("base64")}`;

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(sorted, null, 1)}\n`);

const weigh = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, manifest[name]))).length, 0);
const script = weigh(["app.js", "theme.js"]);
const style = weigh(["app.css"]);
console.log(`browser files: script ${(script / 1024).toFixed(1)} KB, style ${(style / 1024).toFixed(1)} KB (gzip)`);
if (script > LARGEST_SCRIPT || style > LARGEST_STYLE) {
  console.error(`too heavy: at most ${LARGEST_SCRIPT / 1024} KB of script and ${LARGEST_STYLE / 1024} KB of style`);
  process.exit(1);
}
