"""What a notebook shows where nothing may run: a picture with its text, the same as a list, and one sentence.

A notebook is also read by a colleague who does not trust it yet, on a site that takes styles and frames away, as HTML
that somebody sanitised, and on paper. So what is live there stands in front of something that is not.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from kuntaverkostot.diagram.inlining import built
from kuntaverkostot.diagram.style import LIGHT_PALETTE, on
from kuntaverkostot.text.templates import render


@dataclass(frozen=True, slots=True)
class Still:
    """What is left of something live.

    Parameters
    ----------
    sentence : str
        What it is, in one sentence.
    summary : str
        What the list is called; it opens when one asks for it.
    listing : str
        The same as a list or a table: HTML of elements and attributes that no sanitiser takes away.
    language : {"fi", "sv", "en"}
        Language of all this.
    picture : str
        A whole SVG document; "" for what is not drawn.
    alt : str
        What the picture shows.
    width : float
        Pixels across.
    """

    sentence: str
    summary: str
    listing: str
    language: str
    picture: str = ""
    alt: str = ""
    width: float = 0.0


def shown(live: str, still: Still) -> dict[str, str]:
    """Return what a notebook shows: live where it may, else still; the sentence where no HTML is shown.

    Parameters
    ----------
    live : str
        A frame, which sanitisers take away; "" for what is never live.
    still : Still
        What is shown in its place, and on paper.

    Returns
    -------
    dict of str to str
        By media type.
    """
    return {
        "text/html": render(
            "diagram/templates/still.html.jinja", still.language, live=live, still=still, address=address(still.picture)
        ).strip(),
        "text/plain": still.sentence,
    }


def address(svg: str) -> str:
    """Return a picture as an address of itself.

    >>> address("<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode('utf-8')).decode('ascii')}" if svg else ""


def svg_document(markup: str, *, own: str = "") -> str:
    """Return a picture of the page as a document of its own: in the light colours, on their ground.

    ``own`` are the rules of :func:`kuntaverkostot.diagram.own_looks.own_style`, of the looks that an analyst chose.

    >>> svg_document('<svg viewBox="0 0 9 9"></svg>').startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')
    True
    """
    tones = "".join(f".n{place}{{--tone:{tone};--on:{on(tone)}}}" for place, tone in enumerate(LIGHT_PALETTE))
    if own:
        colours = ";".join(f"--n{place}:{tone};--o{place}:{on(tone)}" for place, tone in enumerate(LIGHT_PALETTE))
        tones += f"svg{{{colours}}}{own}"
    return as_document(markup, f"{built('still.css')}{tones}")


def as_document(markup: str, style: str) -> str:
    """Return a picture of a page as a document of its own, with a style sheet.

    >>> as_document('<svg class="picture"><path d="M0 0h9"/></svg>', "path{fill:red}")
    '<svg xmlns="http://www.w3.org/2000/svg" class="picture"><style>path{fill:red}</style><path d="M0 0h9"/></svg>'
    """
    lines = "\n".join(line for line in markup.strip().splitlines() if line)
    head, _, rest = lines.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).partition(">")
    return f"{head}><style>{style}</style>{rest}"
