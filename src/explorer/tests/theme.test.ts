import assert from "node:assert/strict";
import test from "node:test";
import { namedDark } from "../widget_theme.ts";

test("the theme is the one that VS Code and marimo name, and else nobody's", () => {
  for (const dark of [["vscode-dark"], ["vscode-high-contrast"], ["dark", "dark-theme"]])
    assert.equal(namedDark(dark), true);
  for (const light of [
    ["vscode-light"],
    ["vscode-high-contrast-light", "vscode-high-contrast"],
    ["light", "light-theme"],
  ])
    assert.equal(namedDark(light), false);
  assert.equal(namedDark(["jp-ThemedContainer"]), null);
});
