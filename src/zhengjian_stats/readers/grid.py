"""Rows of tables in documents: a line a row with tabs between its cells, unless the table only lays out a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: A cell with several lines and more characters than this holds running text: the table is a page's frame, not a table.
_RUNNING_TEXT: Final = 120


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    r"""Return the lines of one row, given the lines of each of its cells.

    Examples
    --------
    >>> row_lines([["姓名"], ["张三", "李四"]])
    ['姓名\t张三 李四']
    >>> row_lines([[], ["一个单元格里的", "两行"]])
    ['一个单元格里的', '两行']
    """
    filled = [[line for line in cell if line.strip()] for cell in cells]
    if sum(bool(cell) for cell in filled) < 2:
        return [line for cell in filled for line in cell]
    if any(len(cell) > 1 and sum(map(len, cell)) > _RUNNING_TEXT for cell in filled):
        return [line for cell in filled for line in cell]
    return ["\t".join(" ".join(cell) for cell in filled).rstrip("\t")]
