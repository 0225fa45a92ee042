"""How the documentation is built; `scripts/docs` does it, without network."""

from __future__ import annotations

from importlib.metadata import version as installed_version

project = "zhengjian_stats"
author = "the zhengjian_stats authors"
project_copyright = "2026, the zhengjian_stats authors"
release = installed_version("zhengjian-stats")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "examples"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = True
napoleon_google_docstring = False

html_theme = "furo"
html_title = "zhengjian_stats"
