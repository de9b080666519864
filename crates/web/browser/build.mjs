// Builds dist/: one script (and the parts of it that only some pages need), one style sheet, the early theme script, the worker
// that keeps pages and stories for the road, fonts and icons, every name but the worker's with a hash of its content, and manifest.json, by which the server's asset("app.js") finds them. Run by scripts/build-browser or `npm run build`.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
const LARGEST_WORKER = 8 * 1024;

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
const lettersIn = (ranges) =>
  ranges.split(/,\s*/).flatMap((range) => {
    const [first, last = first] = range.replace("U+", "").split("-").map((code) => Number.parseInt(code, 16));
    return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
  });
const letters = lettersIn(readFileSync(join(here, "css/fonts.css"), "utf8").match(/unicode-range: ([^;]+);/)[1]);
const withoutUnusedWeights = {
  name: "fonts-without-unused-weights",
  setup({ onLoad }) {
    onLoad({ filter: /\.woff2$/ }, async ({ path }) => {
      const contents = await subsetFont(readFileSync(path), letters.join(""), { targetFormat: "woff2", variationAxes: { wght: path.includes("italic") ? ITALIC_WEIGHT : WEIGHTS } });
      return { contents, loader: "file" };
    });
  },
};

// Cards of shared stories are drawn by the server, which reads no WOFF2: the same faces in one weight, with the letters of
// every language that they have. The names say in which order they are tried.
const CARD_WEIGHT = 600;
const CARD_FACES = { newsreader: ["latin", "latin-ext", "vietnamese"], figtree: ["latin", "latin-ext"] };
async function writeCardFaces(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [family, scripts] of Object.entries(CARD_FACES)) {
    const home = join(here, "node_modules/@fontsource-variable", family);
    const ranges = JSON.parse(readFileSync(join(home, "unicode.json"), "utf8"));
    for (const [place, script] of scripts.entries()) {
      const face = readFileSync(join(home, `files/${family}-${script}-wght-normal.woff2`));
      const bytes = await subsetFont(face, lettersIn(ranges[script]).join(""), { targetFormat: "sfnt", variationAxes: { wght: CARD_WEIGHT } });
      writeFileSync(join(folder, `${place}-${family}-${script}.ttf`), bytes);
    }
  }
}

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
// touch.svg fills its square, and what it shows stays inside the circle that every system leaves of an icon it cuts to its own
// shape (w3.org/TR/appmanifest: 40 % of the side around the middle); app.svg has a shape of its own.
const ICONS = [["touch.png", "touch.svg", 180], ["icon-192.png", "app.svg", 192], ["icon-512.png", "app.svg", 512], ["maskable-192.png", "touch.svg", 192], ["maskable-512.png", "touch.svg", 512]];
for (const [name, drawing, width] of ICONS) {
  keep(name, new Resvg(readFileSync(join(here, "icons", drawing), "utf8"), { fitTo: { mode: "width", value: width } }).render().asPng());
}
await writeCardFaces(join(out, "lettering"));

// This one stands inside every page: the page's policy names it by its digest.
const early = readFileSync(join(out, manifest["theme.js"]));
if (early.includes("</script")) throw new Error("theme.ts cannot stand inside a page: it ends a script element");
manifest["theme.js digest"] = `sha256-${createHash("sha256").update(early).digest("base64")}`;

// The worker knows every file that pages of this build may ask for, and in which languages there is an offline page. Its name
// stays: browsers ask at that address whether there is another. The build's own name is a digest of all of it.
const LANGUAGES = readdirSync(join(here, "../templates/words")).filter((name) => name.endsWith(".ftl")).map((name) => name.replace(/\.ftl$/, "")).sort();
const files = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isFile() && /\.(js|css|woff2|svg)$/.test(entry.name) && !entry.name.startsWith("theme-")).map(({ name }) => `/assets/${name}`).sort();
const buildWorker = (name) =>
  build({ ...common, entryPoints: { sw: "src/worker/worker.ts" }, entryNames: "[name]", format: "iife", define: { BUILD: JSON.stringify(name), FILES: JSON.stringify(files), LANGUAGES: JSON.stringify(LANGUAGES) } });
await buildWorker("");
await buildWorker(createHash("sha256").update(readFileSync(join(out, "sw.js"))).digest("hex").slice(0, 12));

const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(join(out, "manifest.json"), `${JSON.stringify(sorted, null, 1)}\n`);

const weigh = (names) => names.reduce((sum, name) => sum + gzipSync(readFileSync(join(out, manifest[name]))).length, 0);
const script = weigh(["app.js", "theme.js"]);
const style = weigh(["app.css"]);
const worker = gzipSync(readFileSync(join(out, "sw.js"))).length;
console.log(`browser files: script ${(script / 1024).toFixed(1)} KB, style ${(style / 1024).toFixed(1)} KB, worker ${(worker / 1024).toFixed(1)} KB (gzip)`);
if (script > LARGEST_SCRIPT || style > LARGEST_STYLE || worker > LARGEST_WORKER) {
  console.error(`too heavy: at most ${LARGEST_SCRIPT / 1024} KB of script, ${LARGEST_STYLE / 1024} KB of style and ${LARGEST_WORKER / 1024} KB of worker`);
  process.exit(1);
}
