"""Build hook: carries what `zhengjian init` puts into a new project into the wheel.

A plain force-include would also copy it into editable installs, where the copy would hide the package itself.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ProjectFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Adds notebooks and sample corpus to a wheel that is not editable."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders and where in the package they go."""
        if version == "standard":
            for folder in ("notebooks", "data/raw"):
                build_data["force_include"][f"{self.root}/{folder}"] = f"zhengjian_stats/_project/{folder}"
