"""What was built, on disk: immutable Parquet parts named by their content, and a manifest that is swapped in whole.

::

    data/processed/
    ├── manifest.json            the generation that is read
    ├── manifest.previous.json   the one before it
    ├── parts/                   <frame>-<year>-<content>.parquet, of these two generations
    ├── accuracy.json            figures of the last evaluation, if there was one; a build leaves it alone
    └── cache/                   what each file gave, so that an unchanged one is not read again
"""

from zhengjian_stats.store.accuracy import read_accuracy, write_accuracy
from zhengjian_stats.store.cache import Cache
from zhengjian_stats.store.files import locked
from zhengjian_stats.store.generation import Generation, Origin, read_generation, write_generation
from zhengjian_stats.store.manifest import Manifest, Part

__all__ = [
    "Cache",
    "Generation",
    "Manifest",
    "Origin",
    "Part",
    "locked",
    "read_accuracy",
    "read_generation",
    "write_accuracy",
    "write_generation",
]
