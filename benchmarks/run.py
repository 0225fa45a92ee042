"""Time and memory of a build over four years of daily issues, beside ``jieba.lcut`` over the same text in the same run.

    scripts/bench [--issues N] [--workers N] [--json FILE]

The daily issues are real texts of others and no part of this project: ``$ZHENGJIAN_SHARED`` (else ``../shared``) holds them.
Each task runs in a process of its own, whose memory is watched together with that of its children (resident sets summed,
so that what they share counts more than once). jieba's dictionary is loaded before its clock starts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SETTINGS: Final = ROOT / "docs" / "examples" / "xinwenlianbo.toml"
MEGABYTE: Final = 1_000_000
EVERY: Final = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Measure:
    """What one task took and made."""

    task: str
    seconds: float
    peak_megabytes: float
    result: Mapping[str, int]


def unpack(folder: Path, issues: int | None) -> int:
    """Unpack the daily issues (all, or the first so many by name) and return their number."""
    shared = Path(os.environ.get("ZHENGJIAN_SHARED") or ROOT.parent / "shared")
    archive = shared / "corpora" / "xinwenlianbo.tar.xz"
    if not archive.is_file():
        sys.exit(f"{archive} is not there; set ZHENGJIAN_SHARED to the folder of the real texts")
    folder.mkdir(parents=True)
    with tarfile.open(archive) as tar:
        names = sorted(name for name in tar.getnames() if name.endswith(".md"))
        wanted = set(names[:issues])
        # In the order of the archive: each step back in it unpacks everything before once more.
        for member in tar.getmembers():
            data = tar.extractfile(member) if member.name in wanted else None
            if data is not None:
                (folder / Path(member.name).name).write_bytes(data.read())
    return len(wanted)


def build(folder: Path, workers: int | None) -> tuple[float, dict[str, int]]:
    """Build all frames of a folder."""
    import zhengjian_stats as zj

    began = time.perf_counter()
    corpus = zj.load_corpus(folder / "raw", processed=folder / "processed", settings=SETTINGS, workers=workers)
    seconds = time.perf_counter() - began
    failed = int((corpus.problems["severity"] == "error").sum())
    return seconds, {"issues": len(corpus.issues), "articles": len(corpus.articles), "errors": failed}


def rebuild(folder: Path, workers: int | None) -> tuple[float, dict[str, int]]:
    """Build again what is built already."""
    return build(folder, workers)


def segment(folder: Path, workers: int | None) -> tuple[float, dict[str, int]]:
    """Segment the same text with jieba, in one process as ``lcut`` works."""
    import jieba

    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "raw").glob("*.md"))]
    jieba.setLogLevel("ERROR")
    jieba.lcut("载入词典")
    began = time.perf_counter()
    n_tokens = sum(len(jieba.lcut(text)) for text in texts)
    return time.perf_counter() - began, {"characters": sum(map(len, texts)), "tokens": n_tokens}


TASKS: Final[Mapping[str, Callable[[Path, int | None], tuple[float, dict[str, int]]]]] = {
    "build": build,
    "rebuild": rebuild,
    "jieba.lcut": segment,
}


class MemoryWatch(threading.Thread):
    """Follows the memory of a process and its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0

    def run(self) -> None:
        """Look until the process has ended."""
        import psutil

        try:
            process = psutil.Process(self.pid)
            while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                self.peak = max(self.peak, sum(self._resident(p) for p in (process, *process.children(recursive=True))))
                time.sleep(EVERY)
        except psutil.NoSuchProcess:
            return

    @staticmethod
    def _resident(process: object) -> int:
        import psutil

        try:
            return int(process.memory_info().rss)  # type: ignore[attr-defined]
        except psutil.Error:
            return 0


def measure(task: str, folder: Path, workers: int | None) -> Measure:
    """Run a task in a process of its own and watch it."""
    command = [sys.executable, __file__, "--task", task, "--folder", str(folder)]
    command += [] if workers is None else ["--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        watch = MemoryWatch(process.pid)
        watch.start()
        output, _ = process.communicate()
    watch.join()
    if process.returncode:
        sys.exit(f"{task} failed with exit code {process.returncode}")
    answer = json.loads(output.splitlines()[-1])
    return Measure(task, round(answer["seconds"], 2), round(watch.peak / MEGABYTE), answer["result"])


def table(measures: list[Measure]) -> str:
    """Return the measures as a table, each beside the time of jieba."""
    base = next(m.seconds for m in measures if m.task == "jieba.lcut")
    lines = [f"{'task':<12}{'seconds':>9}{'÷ jieba':>9}{'peak MB':>9}  result"]
    for m in measures:
        result = " · ".join(f"{value:,} {name}" for name, value in m.result.items())
        lines.append(f"{m.task:<12}{m.seconds:>9.1f}{m.seconds / base:>9.2f}{m.peak_megabytes:>9.0f}  {result}")
    return "\n".join(lines)


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", type=int, metavar="N", help="only the first N issues")
    parser.add_argument("--workers", type=int, metavar="N", help="child processes; 0: none")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measures there too")
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Measure every task once and print the table."""
    chosen = options()
    if chosen.task:
        seconds, result = TASKS[chosen.task](chosen.folder, chosen.workers)
        print(json.dumps({"seconds": seconds, "result": result}))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(folder / "raw", chosen.issues)
        measures = [measure(task, folder, chosen.workers) for task in TASKS]
    print(table(measures))
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(m) for m in measures], ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
