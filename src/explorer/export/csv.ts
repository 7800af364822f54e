// A table as CSV, in the form of every CSV file of the project: commas, quotes where they are needed, line feeds.

const SPECIAL = /[",\r\n]/;
const MARK = "\ufeff"; // by which spreadsheets read the letters right

export function csvText(rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string) => (SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

export function asCsv(rows: readonly (readonly string[])[]): Blob {
  return new Blob([MARK + csvText(rows)], { type: "text/csv;charset=utf-8" });
}
