"""A temporary folder in which a notebook runs: Jupyter's own folders and its kernel live and end there.

Nothing of a run appears in the user's home, and nothing of what the user has there (a kernel of the same name,
settings) changes a run.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

KERNEL: Final = "python3"

#: A Unix socket's path may have 107 bytes (macOS: 103); the transport adds "-5".
_LONGEST_SOCKET: Final = 100


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder of one run."""

    folder: Path

    @property
    def stderr(self) -> Path:
        """What the kernel process itself says (not the cells)."""
        return self.folder / "kernel.log"

    def environment(self) -> dict[str, str]:
        """Return the environment of the kernel: the user's, with our folders and nothing that changes from run to run."""
        own = {
            "IPYTHONDIR": "ipython",
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "MPLCONFIGDIR": "matplotlib",
        }
        fixed = {"PYTHONHASHSEED": "0", "MPLBACKEND": "agg", "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONUTF8": "1"}
        return {**os.environ, **fixed, **{name: str(self.folder / place) for name, place in own.items()}}

    def kernel(self) -> AsyncKernelManager:
        """Return a manager for a kernel of the Python that runs now; it need not be registered anywhere."""
        from jupyter_client.kernelspec import KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager

        specs = self.folder / "kernels"
        spec = {
            "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": "zhengjian",
            "language": "python",
        }
        (specs / KERNEL).mkdir(parents=True, exist_ok=True)
        (specs / KERNEL / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
        manager = AsyncKernelManager(
            kernel_name=KERNEL,
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(specs)], ensure_native_kernel=False),
            connection_file=str(self.folder / "kernel.json"),
        )
        socket = str(self.folder / "k")
        if os.name != "nt" and len(os.fsencode(socket)) < _LONGEST_SOCKET:
            manager.transport, manager.ip = "ipc", socket
        return manager


@contextmanager
def open_workshop() -> Iterator[Workshop]:
    """Make a workshop and clear it away."""
    with tempfile.TemporaryDirectory(prefix="zhengjian-", ignore_cleanup_errors=True) as folder:
        yield Workshop(Path(folder))
