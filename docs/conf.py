"""How Sphinx builds the documentation: ``make docs``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from numpydoc.xref import DEFAULT_LINKS

import kuntaverkostot as kv

project = "kuntaverkostot"
version = release = kv.__version__
language = "en"
extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc", "docs.extension"]
exclude_patterns = ["extension", "theme"]
# Quotation marks in docstrings are those of Python.
smartquotes = False

myst_heading_anchors = 3

# Signatures have names and defaults; the docstrings say the types, in words.
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
add_module_names = False
numpydoc_show_class_members = False
numpydoc_xref_param_type = True
numpydoc_xref_ignore = "all"
# Our classes are links. Those of Python and numpy, which numpydoc would link to, stay words.
numpydoc_xref_aliases = {word: word for word in DEFAULT_LINKS}
numpydoc_xref_aliases |= {name: f"kuntaverkostot.{name}" for name in kv.__all__ if name[0].isupper()}
numpydoc_xref_aliases["Explorer"] = "kuntaverkostot.widget.Explorer"

# Every name of ours must have its place. Types in words, such as "list of str", and names of other projects need none:
# nothing is fetched while this is built.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(?!kuntaverkostot\.).*")]

html_theme = "theme"
html_theme_path = ["."]
# The type and the colours are those of the page.
html_static_path = [f"../src/explorer/styles/{name}.css" for name in ("base", "light", "dark")]
html_title = "kuntaverkostot"
html_use_index = False
html_copy_source = False
html_show_search_summary = False  # It would fetch each page, which a browser refuses to do in a folder.
