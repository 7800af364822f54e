from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path

import pytest

from kuntaverkostot.diagram.inlining import (
    INSTEAD,
    VIS_SCRIPT,
    Kind,
    asset,
    content_hash,
    content_security_policy,
    page_script,
    page_style,
    vis_script,
)

SCRIPTS = Path(__file__).parents[2] / "src" / "kuntaverkostot" / "page" / "scripts"
MODULES = sorted(path.stem for path in SCRIPTS.glob("*.js"))
# vis-network 9.1.2 as pyvis 0.3.2 brings it along.
VIS_HASH = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)


def _reached(kind: Kind) -> list[str]:
    """Return the modules that a page needs, by the names of their files."""
    found, waiting = set(), [_behind("page", kind)]
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += [_behind(name, kind) for _, name in IMPORT.findall(asset(f"{module}.js"))]
    return sorted(found)


def _behind(name: str, kind: Kind) -> str:
    """Return the module that stands behind a name."""
    return INSTEAD[kind].get(name, name)


BUNDLES = {kind: _reached(kind) for kind in INSTEAD}
each_bundle = pytest.mark.parametrize("kind", BUNDLES)
# What is declared at the top level of a module: functions, classes, and the names of let, const and var.
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function\*?|class) (\w+)", re.MULTILINE)
BOUND = re.compile(r"^(?:export )?(?:const|let|var) (?!\{|\[)(.+?)(?:;|\n|$)", re.MULTILINE)
UNPACKED = re.compile(r"^(?:export )?(?:const|let|var) [{\[]([^}\]]*)[}\]] =", re.MULTILINE)


def _names(text: str) -> list[str]:
    """Return the names that a module declares at its top level; our scripts are indented inside of functions."""
    names = DECLARED.findall(text)
    for bound in BOUND.findall(text):
        # Names without a value may share a line: let one, other;
        parts = [bound.partition("=")[0]] if "=" in bound else bound.split(",")
        names += [part.strip() for part in parts]
    for unpacked in UNPACKED.findall(text):
        names += [part.partition(":")[2].strip() or part.strip() for part in unpacked.split(",") if part.strip()]
    return names


def _exported(text: str) -> set[str]:
    return set(_names("\n".join(line for line in text.splitlines() if line.startswith("export "))))


def test_every_module_is_on_one_of_the_pages():
    assert sorted({module for modules in BUNDLES.values() for module in modules}) == MODULES
    for kind, instead in INSTEAD.items():
        assert not set(instead) & set(BUNDLES[kind])


def test_names_are_found():
    text = "const A = 1;\nlet one, other;\nexport function f() {\n  const inner = 1;\n}\nclass C {}\n"
    text += "const { x, y: z } = f();\n"
    assert _names(text) == ["f", "C", "A", "one", "other", "x", "z"]


@each_bundle
def test_modules_share_one_scope_and_no_name(kind):
    owners: dict[str, list[str]] = {}
    for module in BUNDLES[kind]:
        for name in _names(asset(f"{module}.js")):
            owners.setdefault(name, []).append(module)
    assert {name: modules for name, modules in owners.items() if len(modules) > 1} == {}
    assert len(owners) > (10 if kind == "pyvis" else 50)
    assert [name for name in owners if not name.replace("$", "").isidentifier()] == []


def test_no_name_hides_one_of_the_browser_that_the_scripts_use():
    used = {"document", "location", "history", "vis", "matchMedia", "getComputedStyle", "addEventListener"}
    assert not used & {name for module in MODULES for name in _names(asset(f"{module}.js"))}


@each_bundle
def test_what_is_imported_is_exported(kind):
    for module in BUNDLES[kind]:
        for names, source in IMPORT.findall(asset(f"{module}.js")):
            wanted = {name.strip() for name in names.split(",") if name.strip()}
            assert wanted <= _exported(asset(f"{_behind(source, kind)}.js")), (module, source)
            assert not any(" as " in name for name in wanted)


@pytest.mark.parametrize("module", MODULES)
def test_what_is_imported_is_used(module):
    text = asset(f"{module}.js")
    body = IMPORT.sub("", text)
    for names, _ in IMPORT.findall(text):
        unused = [name for name in re.findall(r"\w+", names) if not re.search(rf"\b{name}\b", body)]
        assert unused == [], module


def _without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _body(module: str) -> str:
    """Return what of a module is on the page, without white space."""
    body = re.sub(r"^export ", "", IMPORT.sub("", asset(f"{module}.js")), flags=re.MULTILINE)
    return _without_space(re.sub(r"(^|\s)//.*$", "", body, flags=re.MULTILINE))


@each_bundle
def test_every_module_is_on_the_page_once_and_after_what_it_imports(kind):
    script, modules = page_script(kind), BUNDLES[kind]
    assert not re.search(r"^(import|export)\b", script, re.MULTILINE)
    whole, bodies = _without_space(script), {module: _body(module) for module in modules}
    assert {module: whole.count(body) for module, body in bodies.items()} == dict.fromkeys(modules, 1)
    for module in modules:
        for _, needed in IMPORT.findall(asset(f"{module}.js")):
            needed = _behind(needed, kind)  # noqa: PLW2901 - the module behind that name
            assert whole.index(bodies[needed]) < whole.index(bodies[module]), (module, needed)
    # Nothing but the modules, and nothing lost of them.
    assert len(whole) == sum(map(len, bodies.values()))


@pytest.mark.parametrize("module", MODULES)
def test_text_keeps_its_spaces(module):
    script = page_script(next(kind for kind, modules in BUNDLES.items() if module in modules))
    source = re.sub(r"(^|\s)//.*$", "", IMPORT.sub("", asset(f"{module}.js")), flags=re.MULTILINE)
    spaced = [text for text in re.findall(r'(?<=[\s(\[])"[^"`\n]*"', source) if " " in text]
    assert [text for text in spaced if text not in script] == []
    # What takes white space away does not see a text inside a text.
    assert not re.search(r"\$\{[^{}`]*`[^`]*\s[^`]*`", source)


def test_the_script_may_stand_in_a_document():
    script = page_script()
    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert not {"\u0000", "\r", "\u2028", "\u2029", "\ufeff"} & set(script)


def test_the_style_keeps_its_rules():
    # The last semicolon of a rule, and a zero before a point, say nothing.
    source = re.sub(r"/\*.*?\*/", "", asset("page.css"), flags=re.DOTALL)
    source, style = (_without_space(text).replace(";}", "}") for text in (source, page_style()))
    assert style.count("{") == source.count("{") > 100
    assert style == source


@pytest.mark.parametrize("text", ["", "a", "alert('ä')", "\u20ac" * 1000])
def test_a_hash_is_that_of_the_bytes(text):
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    assert content_hash(text) == f"'sha256-{digest}'"


def test_the_policy_admits_these_scripts_and_styles_and_nothing_else():
    policy = content_security_policy(scripts=["a", "b"], styles=["c"])
    assert dict(part.split(" ", 1) for part in policy.split("; ")) == {
        "default-src": "'none'",
        "script-src": f"{content_hash('a')} {content_hash('b')}",
        "style-src": content_hash("c"),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }


def test_the_script_of_vis_network_is_the_known_one():
    text = files("pyvis").joinpath(*VIS_SCRIPT).read_bytes()
    assert hashlib.sha256(text).hexdigest() == VIS_HASH
    assert b"@version 9.1.2" in text


def test_the_script_is_changed_only_where_it_must_be():
    script = vis_script()
    assert not {"\u0085", "\u1680", "\u2028", "\u2029", "\r", "\0"} & set(script)
    assert "sourceMappingURL" not in script
    assert "</script" not in script.lower()
    assert "<!--" not in script
    original = files("pyvis").joinpath(*VIS_SCRIPT).read_text(encoding="utf-8")
    back = script.replace("\\u0085", "\u0085").replace("\\u1680", "\u1680")
    rest = original.replace("\\u0085", "\u0085").replace("\\u1680", "\u1680").removeprefix(back)
    assert rest.strip() == "//# sourceMappingURL=vis-network.min.js.map"
