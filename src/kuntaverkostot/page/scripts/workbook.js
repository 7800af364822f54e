// A workbook with one sheet of texts: Office Open XML (ECMA-376) in a zip, nothing compressed, no times.

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const FORMATS = "http://schemas.openxmlformats.org/";
const SHEETS = `${FORMATS}spreadsheetml/2006/main`;
const LINKS = `${FORMATS}package/2006/relationships`;
const ROLES = `${FORMATS}officeDocument/2006/relationships`;
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
const XLSX = `${TYPES}sheet`;
const DAY = 33; // 1980-01-01, the first that a zip can hold

// What XML has no way to write is left out.
const NONE = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const escaped = (text) => text.replace(NONE, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const cell = (text) => `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
const link = (kind, target) =>
  `${HEAD}<Relationships xmlns="${LINKS}"><Relationship Id="a" Type="${ROLES}/${kind}" Target="${target}"/></Relationships>`;
const override = (name, type) => `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}${type}+xml"/>`;

function files(rows) {
  const lines = rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("");
  return {
    "[Content_Types].xml": `${HEAD}<Types xmlns="${FORMATS}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${override("workbook", "sheet.main")}${override("sheet", "worksheet")}</Types>`,
    "_rels/.rels": link("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${SHEETS}" xmlns:r="${ROLES}"><sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": link("worksheet", "sheet.xml"),
    "xl/sheet.xml": `${HEAD}<worksheet xmlns="${SHEETS}"><sheetData>${lines}</sheetData></worksheet>`,
  };
}

// The check sum of a zip: https://www.rfc-editor.org/rfc/rfc1952#section-8
function checked(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum;
}

// Numbers and how many bytes each of them takes, the lowest byte first.
const numbers = (...fields) =>
  Uint8Array.from(fields.flatMap(([value, size]) => Array.from({ length: size }, (_, place) => value >>> (8 * place))));

// APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16.
export function workbook(rows) {
  const [content, directory] = [[], []];
  const length = (parts) => new Blob(parts).size;
  const encoder = new TextEncoder();
  const made = Object.entries(files(rows));
  for (const [name, text] of made) {
    const [path, data] = [encoder.encode(name), encoder.encode(text)];
    const about = numbers(
      [20, 2], [0, 6], [DAY, 2], [checked(data), 4], [data.length, 4], [data.length, 4], [path.length, 2], [0, 2],
    );
    directory.push(numbers([0x02014b50, 4], [20, 2]), about, numbers([0, 10], [length(content), 4]), path);
    content.push(numbers([0x04034b50, 4]), about, path, data);
  }
  const end = numbers(
    [0x06054b50, 4], [0, 4], [made.length, 2], [made.length, 2], [length(directory), 4], [length(content), 4], [0, 2],
  );
  return new Blob([...content, ...directory, end], { type: XLSX });
}
