import assert from "node:assert/strict";
import test from "node:test";
import { csvText } from "../export/csv.ts";
import { guarded } from "../export/table.ts";
import { crc32, workbookBytes } from "../export/xlsx.ts";

const encoder = new TextEncoder();

test("cells are quoted where they have to be", () => {
  const rows = [
    ["a", 'say "b"'],
    ["c, d", "e\nf"],
    ["", "g;h"],
  ];
  assert.equal(csvText(rows), 'a,"say ""b"""\n"c, d","e\nf"\n,g;h\n');
});

test("no cell is a formula, and numbers stay numbers", () => {
  const cells = ["=1+1", "@SUM(A1)", "-5", "-5.5", "+358", "-x", "'=1", "'tis", "\t=1", "name"];
  const marked = ["'=1+1", "'@SUM(A1)", "-5", "-5.5", "'+358", "'-x", "''=1", "'tis", "'\t=1", "name"];
  assert.deepEqual(cells.map(guarded), marked);
});

test("the checksum is that of the standard", () => {
  assert.equal(crc32(encoder.encode("123456789")) >>> 0, 0xcbf43926);
  assert.equal(crc32(new Uint8Array()) >>> 0, 0);
});

// Reads a zip without compression: what its directory names, and the text that stands there.
function unzipped(bytes: Uint8Array): Map<string, string> {
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  const decoder = new TextDecoder();
  const files = new Map<string, string>();
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count; count--) {
    assert.equal(view.getUint32(at, true), 0x02014b50);
    const [size, length] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true)];
    const start = view.getUint32(at + 42, true);
    assert.equal(view.getUint32(start, true), 0x04034b50);
    const content = bytes.subarray(start + 30 + length, start + 30 + length + size);
    assert.equal(crc32(content), view.getInt32(at + 16, true));
    files.set(decoder.decode(bytes.subarray(at + 46, at + 46 + length)), decoder.decode(content));
    at += 46 + length;
  }
  assert.equal(at, end);
  return files;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

test("a workbook is a zip with one sheet, which holds every cell as text", () => {
  const files = unzipped(
    joined(
      workbookBytes([
        ["Näme", "<b>&"],
        ["\u0000x", "091"],
      ]),
    ),
  );
  assert.deepEqual([...files.keys()].sort(), [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/sheet.xml",
    "xl/workbook.xml",
  ]);
  const texts = [...(files.get("xl/sheet.xml") ?? "").matchAll(/<t>(.*?)<\/t>/g)].map(([, text]) => text);
  assert.deepEqual(texts, ["Näme", "&lt;b>&amp;", "x", "091"]);
});

test("the same rows are the same bytes", () => {
  const rows = [["a", "b"]];
  assert.deepEqual(joined(workbookBytes(rows)), joined(workbookBytes(rows)));
});
