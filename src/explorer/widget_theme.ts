// The theme of the notebook: JupyterLab, Notebook 7, VS Code, Colab and marimo name theirs on the document; else the
// system's.

const DARK = "(prefers-color-scheme: dark)";
const NAMED_IN = ["class", "data-jp-theme-light", "data-theme", "data-vscode-theme-kind", "theme"];

export interface WidgetStyle {
  sheet: CSSStyleSheet;
  setDark(dark: boolean): void;
}

// A sheet for a shadow root, where the rules for dark colours follow the notebook instead of the system.
export function createStyle(text: string): WidgetStyle {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replaceAll(":root", ":host"));
  const dark = [...sheet.cssRules].filter(
    (rule): rule is CSSMediaRule => rule instanceof CSSMediaRule && rule.conditionText === DARK,
  );
  return {
    sheet,
    setDark(isDark) {
      for (const rule of dark) rule.media.mediaText = isDark ? "all" : "not all";
    },
  };
}

// Tells whether the theme is dark, now and whenever the notebook or the system changes it.
export function watchTheme(tell: (dark: boolean) => void, signal: AbortSignal): void {
  let dark = isDark();
  tell(dark);
  const check = () => {
    if (isDark() === dark) return;
    dark = !dark;
    tell(dark);
  };
  const observer = new MutationObserver(check);
  for (const watched of [document.documentElement, document.body])
    observer.observe(watched, { attributes: true, attributeFilter: NAMED_IN });
  matchMedia(DARK).addEventListener("change", check, { signal });
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
}

// Whether the theme that is named is dark; null when none is. VS Code names its light theme of high contrast like the
// dark one, too.
export function namedDark(named: readonly string[]): boolean | null {
  const isNamed = (...names: string[]) => names.some((name) => named.includes(name));
  if (isNamed("vscode-light", "vscode-high-contrast-light", "light", "light-theme")) return false;
  if (isNamed("vscode-dark", "vscode-high-contrast", "dark", "dark-theme")) return true;
  return null;
}

function isDark(): boolean {
  const { body, documentElement } = document;
  if (body.dataset.jpThemeLight) return body.dataset.jpThemeLight === "false";
  const attributes = [body.dataset.theme, body.dataset.vscodeThemeKind, documentElement.getAttribute("theme")];
  const names = [
    ...body.classList,
    ...documentElement.classList,
    ...attributes.filter((name) => typeof name === "string"),
  ];
  return namedDark(names) ?? matchMedia(DARK).matches;
}
