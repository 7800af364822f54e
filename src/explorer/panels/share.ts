// Links and files to take along, and in which language.

import type { Context } from "../context.ts";
import { asCsv } from "../export/csv.ts";
import { painted } from "../export/png.ts";
import { save } from "../export/save.ts";
import { standalone } from "../export/svg.ts";
import { membershipTable } from "../export/table.ts";
import { workbook } from "../export/xlsx.ts";
import { copyButton } from "./copy.ts";
import { element } from "./dom.ts";

interface File {
  ending: "svg" | "png" | "csv" | "xlsx";
  of: "picture" | "selection";
  make(): Blob | Promise<Blob | null>;
}

export function startShare(context: Context): void {
  const { host, parts, words } = context;
  const { say } = words;
  const { share } = parts;
  if (host.link) share.append(copyButton(context, say("share.link"), host.link));
  if (host.embed) share.append(copyButton(context, say("share.embed"), host.embed));
  for (const { ending, of, make } of filesOf(context)) {
    const onclick = async () => {
      const blob = await make();
      if (blob) save(`${say(`share.file_${of}`)}.${ending}`, blob);
    };
    share.append(element("button", { onclick }, say(`share.${ending}`)));
  }
  share.append(...languageChoice(context));
  share.hidden = false;
}

// Each language by its own name.
function languageChoice({ host, payload, words: { say } }: Context): HTMLElement[] {
  const { languages } = host;
  if (!languages) return [];
  const options = languages.codes.map((lang) => {
    const name = new Intl.DisplayNames(lang, { type: "language" }).of(lang) ?? lang;
    return element("option", { value: lang, lang, selected: lang === payload.language }, name);
  });
  const onchange = () => languages.choose(select.value);
  const id = host.idOf("language");
  const select: HTMLSelectElement = element("select", { id, "aria-label": say("tool.language"), onchange }, ...options);
  return [select];
}

function filesOf(context: Context): File[] {
  const { parts, theme } = context;
  const picture = context.host.picture?.();
  const files: File[] = [
    { ending: "png", of: "picture", make: () => painted(parts.canvas, theme.colours.ground) },
    { ending: "csv", of: "selection", make: () => asCsv(membershipTable(context)) },
    { ending: "xlsx", of: "selection", make: () => workbook(membershipTable(context)) },
  ];
  return picture ? [{ ending: "svg", of: "picture", make: () => standalone(picture) }, ...files] : files;
}
