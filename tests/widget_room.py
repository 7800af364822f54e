"""A view of the explorer in a bare document: a front end of notebooks of which only the rules that count are there."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOCUMENT = '<!DOCTYPE html><html lang="en"{html}><title>Room</title><body style="margin:0"{body}><div id="room"></div>'
# A model as anywidget describes it, whose other end is not there; what the view wrote is `model.state`.
VIEW = """
async ([state, packed]) => {
    for (const [name, text] of Object.entries(packed))
        state[name] = new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
    const heard = {};
    window.model = {
        state,
        get: (name) => state[name],
        set(name, value) {
            const same = JSON.stringify(state[name]) === JSON.stringify(value);
            state[name] = value;
            if (!same) for (const one of heard[`change:${name}`] ?? []) one();
        },
        save_changes() {},
        on: (event, listener) => (heard[event] ??= []).push(listener),
        off: (event, listener) => heard[event].splice(heard[event].indexOf(listener), 1),
    };
    const url = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
    const { default: view } = await import(url);
    window.close = await view.render({ model, el: document.getElementById("room") });
}
"""


def room(
    browser: Browser,
    widget: Any,
    *,
    width: int = 1008,
    html: str = "",
    body: str = "",
    init: str = "",
    **options: Any,
) -> Page:
    """Show a widget in an output of this width, with attributes on the document; close its ``context`` afterwards."""
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    if init:
        page.add_init_script(init)
    page.set_content(DOCUMENT.format(html=html and f" {html}", body=body and f" {body}"))
    if init:
        page.evaluate(init if init.lstrip().startswith("(") else f"() => {{{init}}}")
    page.evaluate(VIEW, list(_split(widget.get_state())))
    return page


def _split(state: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the state that JSON knows, and the rest as base64."""
    packed = {name: base64.b64encode(value).decode() for name, value in state.items() if isinstance(value, bytes)}
    told = {name: value for name, value in state.items() if name.startswith("_") or name in {"hidden", "language"}}
    return {name: value for name, value in told.items() if name not in packed}, packed
