// Loads the script of the explorer once for all explorers of a notebook. A browser keeps each module until the document
// is closed, and a notebook loads one for each widget: this one is small.

interface Context {
  model: { get(name: "_script"): string };
  el: HTMLElement;
}

interface Module {
  default: { render(context: Context): Promise<() => void> };
}

// Notebooks that run another version of the package have another script.
type Scripts = Map<string, Promise<Module>>;

const KEY = "kuntaverkostot-explorer";

async function render(context: Context): Promise<() => void> {
  const document = globalThis as unknown as Record<typeof KEY, Scripts | undefined>;
  document[KEY] ??= new Map();
  const script = context.model.get("_script");
  const module = document[KEY].get(script) ?? load(script);
  document[KEY].set(script, module);
  return (await module).default.render(context);
}

async function load(script: string): Promise<Module> {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

export default { render };
