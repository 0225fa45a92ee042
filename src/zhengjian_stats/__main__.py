"""``python -m zhengjian_stats`` is the command ``zhengjian``."""

from zhengjian_stats.cli import main

if __name__ == "__main__":
    main()
