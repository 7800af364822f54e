// Bundles the unit tests, of which Node reads no TypeScript, and runs them.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "explorer-"));
const entryPoints = readdirSync("tests").map((name) => `tests/${name}`);
await build({
  bundle: true,
  entryPoints: entryPoints.filter((name) => name.endsWith(".test.ts")),
  outdir: folder,
  platform: "node",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});
const { status, stdout } = spawnSync(process.execPath, ["--test", folder], { encoding: "utf8" });
rmSync(folder, { recursive: true });
if (status !== 0) console.error(stdout);
process.exit(status ?? 1);
