// A workbook with one sheet of texts: Office Open XML (ECMA-376) in a zip, not compressed and without times.

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const FORMATS = "http://schemas.openxmlformats.org/";
const SHEETS = `${FORMATS}spreadsheetml/2006/main`;
const LINKS = `${FORMATS}package/2006/relationships`;
const ROLES = `${FORMATS}officeDocument/2006/relationships`;
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
const DAY = 33; // 1980-01-01, the first that a zip can hold

// What XML has no way to write is left out.
const NOT_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const escaped = (text: string) => text.replace(NOT_XML, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const cell = (text: string) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
const link = (kind: string, target: string) =>
  `${HEAD}<Relationships xmlns="${LINKS}"><Relationship Id="a" Type="${ROLES}/${kind}" Target="${target}"/></Relationships>`;
const override = (name: string, type: string) =>
  `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}${type}+xml"/>`;

type Rows = readonly (readonly string[])[];
type Field = [value: number, bytes: number];

function filesOf(rows: Rows): [name: string, text: string][] {
  const lines = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  const relationships = "application/vnd.openxmlformats-package.relationships+xml";
  return [
    [
      "[Content_Types].xml",
      `${HEAD}<Types xmlns="${FORMATS}package/2006/content-types"><Default Extension="rels" ContentType="${relationships}"/>${override("workbook", "sheet.main")}${override("sheet", "worksheet")}</Types>`,
    ],
    ["_rels/.rels", link("officeDocument", "xl/workbook.xml")],
    [
      "xl/workbook.xml",
      `${HEAD}<workbook xmlns="${SHEETS}" xmlns:r="${ROLES}"><sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>`,
    ],
    ["xl/_rels/workbook.xml.rels", link("worksheet", "sheet.xml")],
    ["xl/sheet.xml", `${HEAD}<worksheet xmlns="${SHEETS}"><sheetData>${lines}</sheetData></worksheet>`],
  ];
}

// The checksum of a zip: https://www.rfc-editor.org/rfc/rfc1952#section-8
export function crc32(bytes: Uint8Array): number {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum;
}

// Numbers, the lowest byte first.
const numbers = (...fields: Field[]) =>
  Uint8Array.from(
    fields.flatMap(([value, bytes]) => Array.from({ length: bytes }, (_, place) => value >>> (8 * place))),
  );

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0);

// APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16.
export function workbookBytes(rows: Rows): Uint8Array<ArrayBuffer>[] {
  const content: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  const files = filesOf(rows);
  for (const [name, text] of files) {
    const [path, data] = [encoder.encode(name), encoder.encode(text)];
    const sizes: Field[] = [
      [data.length, 4],
      [data.length, 4],
      [path.length, 2],
      [0, 2],
    ];
    const about = numbers([20, 2], [0, 6], [DAY, 2], [crc32(data), 4], ...sizes);
    directory.push(numbers([0x02014b50, 4], [20, 2]), about, numbers([0, 10], [lengthOf(content), 4]), path);
    content.push(numbers([0x04034b50, 4]), about, path, data);
  }
  const counts: Field[] = [
    [files.length, 2],
    [files.length, 2],
  ];
  const end = numbers([0x06054b50, 4], [0, 4], ...counts, [lengthOf(directory), 4], [lengthOf(content), 4], [0, 2]);
  return [...content, ...directory, end];
}

export function workbook(rows: Rows): Blob {
  return new Blob(workbookBytes(rows), { type: `${TYPES}sheet` });
}
