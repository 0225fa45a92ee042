"""What was built, on disk: immutable Parquet parts named by their content, and a manifest that is swapped in whole.

::

    data/processed/
    ├── manifest.json            the generation that is read
    ├── manifest.previous.json   the one before it
    ├── parts/                   <frame>-<year>-<content>.parquet, of these two generations
    └── cache/                   what each file gave, so that an unchanged one is not read again
"""

from zhengjian_stats.store.cache import Cache
from zhengjian_stats.store.files import locked
from zhengjian_stats.store.generation import Generation, Origin, read_generation, write_generation
from zhengjian_stats.store.manifest import Manifest, Part

__all__ = ["Cache", "Generation", "Manifest", "Origin", "Part", "locked", "read_generation", "write_generation"]
