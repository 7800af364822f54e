// Bundles the explorer into the Python package. Given a folder, it writes there instead.
import { build } from "esbuild";

const outdir = process.argv[2] ?? "../kuntaverkostot/page/static";
const common = {
  bundle: true,
  minify: true,
  outdir,
  charset: "ascii", // the files stand inside documents, where some characters would be refused
  target: ["es2022"],
  legalComments: "none",
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: {
    explorer: "page.ts",
    fit: "fit.ts",
    pyvis: "pyvis.ts",
    site: "site.ts",
    watch: "watch.ts",
    years: "years.ts",
  },
  format: "iife",
});
await build({
  ...common,
  entryPoints: {
    mount: "mount.ts",
    widget: "widget.ts",
    widget_frame: "widget_frame.ts",
    widget_loader: "widget_loader.ts",
  },
  format: "esm",
});
await build({
  ...common,
  entryPoints: {
    changes: "styles/changes.css",
    explorer: "styles/explorer.css",
    picture: "styles/picture.css",
    pyvis: "styles/pyvis.css",
    site: "styles/site.css",
    still: "styles/still.css",
    widget: "styles/widget.css",
    years: "styles/years.css",
  },
});
