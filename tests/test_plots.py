"""Charts: what is drawn and what is written, at any size; and where the font comes from."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from synthetic import OFFICE, Builder, serial
from zhengjian_stats import analysis, plots
from zhengjian_stats.errors import FrameError, PeriodError, UsageError
from zhengjian_stats.plots.fonts import chosen_font, using_font
from zhengjian_stats.plots.style import PALETTE, period_ticks, shortened
from zhengjian_stats.schema import MEETING_KINDS

mpl.use("Agg")

#: Each chart with the analysis whose result it takes.
CHARTS = {
    "topics": (plots.plot_topic_frequencies, lambda frames: analysis.topic_frequencies(frames, "quarter")),
    "themes": (plots.plot_directive_theme_trends, lambda frames: analysis.directive_theme_trends(frames, "quarter")),
    "matrix": (plots.plot_leadership_attendance, lambda frames: analysis.attendance_matrix(frames, "quarter", who="all")),
    "attendance": (plots.plot_leadership_attendance, lambda frames: analysis.leadership_attendance(frames, "quarter")),
    "rates": (plots.plot_attendance_rates, lambda frames: analysis.leadership_attendance(frames, "quarter")),
    "meetings": (plots.plot_meeting_calendar, lambda frames: analysis.meeting_counts(frames, "quarter")),
    "formulations": (plots.plot_formulation_counts, lambda frames: analysis.formulation_counts(frames, "quarter")),
    "cloud": (plots.plot_word_cloud, analysis.term_frequencies),
}


@pytest.fixture(autouse=True)
def closed():
    from matplotlib import pyplot

    yield
    pyplot.close("all")


@cache
def _frames(n_issues: int) -> dict[str, pd.DataFrame]:
    return serial(n_issues, n_people=10, missing={6, 7, 8, 9}).frames()


@cache
def _result(name: str, n_issues: int) -> pd.DataFrame:
    return CHARTS[name][1](_frames(n_issues))


def _texts(ax) -> list[str]:
    from matplotlib.text import Text

    return [text.get_text() for text in ax.get_figure().findobj(Text) if text.get_text() and text.get_visible()]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(("lang", "words"), [("zh", "没有数据"), ("en", "no data")])
def test_nothing_to_draw_is_said(name, lang, words):
    ax = CHARTS[name][0](_result(name, 0), lang=lang)
    assert words in _texts(ax)


@pytest.mark.parametrize("name", CHARTS)
def test_charts_draw_on_given_axes_and_leave_settings_alone(name):
    from matplotlib import pyplot

    _, given = pyplot.subplots()
    before = dict(mpl.rcParams)
    result = _result(name, 24)
    copy = result.copy()
    assert CHARTS[name][0](result, ax=given) is given
    assert dict(mpl.rcParams) == before
    pd.testing.assert_frame_equal(result, copy)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(("n_issues", "lang"), [(1, "en"), (24, "zh")])
def test_no_glyph_is_missing(name, n_issues, lang):
    # A missing glyph is a warning of matplotlib, and every warning an error here.
    ax = CHARTS[name][0](_result(name, n_issues), lang=lang)
    ax.set_title("标题也用同一种字体")
    ax.get_figure().canvas.draw()


@pytest.mark.parametrize("name", CHARTS)
def test_bad_calls_are_refused(name):
    chart = CHARTS[name][0]
    with pytest.raises(FrameError, match="needs the column"):
        chart(pd.DataFrame({"x": [1]}))
    with pytest.raises(UsageError, match="'fr'"):
        chart(_result(name, 24), lang="fr")


def test_panels_have_a_line_an_interval_and_a_gap_each():
    result = _result("themes", 24)
    assert (result["n_issues"] == 0).any()
    ax = plots.plot_directive_theme_trends(result, top=3)
    assert len(ax.child_axes) == 3
    for panel, (_, rows) in zip(ax.child_axes, result.groupby("theme", sort=False), strict=False):
        assert panel.get_ylim()[0] == 0
        line = panel.lines[0].get_ydata()
        np.testing.assert_array_equal(line, rows["share"].to_numpy())
        assert np.isnan(line).sum() == rows["n_issues"].eq(0).sum()
        assert panel.get_title(loc="left") == rows["label"].iloc[0]
    assert {"95%区间", "该期无简报"} <= set(_texts(ax))
    assert f"占要求总数的比例　（另有{result['theme'].nunique() - 3}项未画出）" in _texts(ax)


def test_a_cut_period_is_hollow():
    result = analysis.topic_frequencies(serial(12, every=8).frames(), "month")
    assert result["is_partial"].any()
    ax = plots.plot_topic_frequencies(result, top=1)
    hollow = [line for line in ax.child_axes[0].lines if line.get_markerfacecolor() == "white"]
    assert len(hollow[0].get_xdata()) == result.drop_duplicates("period")["is_partial"].sum()
    assert "该期尚未完整" in _texts(ax)


def test_topics_of_one_period_are_dots_with_their_counts():
    result = analysis.topic_frequencies(serial(3).frames(), "all")
    ax = plots.plot_topic_frequencies(result, value="share_articles", top=4)
    found = result[result["n"] > 0].sort_values("n", ascending=False, kind="stable").head(4)
    assert [label.get_text() for label in ax.get_yticklabels()] == found["label"].tolist()
    assert ax.get_xlim() == (0, 1)
    assert set(found["n"].astype(str)) <= set(_texts(ax))


def test_other_values_can_be_drawn():
    result = _result("topics", 24)
    assert "次数" in _texts(plots.plot_topic_frequencies(result, value="n"))
    with pytest.raises(UsageError, match="'per_10k'"):
        plots.plot_topic_frequencies(result, value="rate")


@pytest.fixture
def office():
    """Two persons in three months, the second one from March on; no issue in February."""
    builder = Builder()
    for day, people in (("2025-01-20", ["林清源"]), ("2025-03-20", ["林清源", "周远山"])):
        meeting = builder.meeting(builder.article(builder.issue(day), "正文"), day)
        for name in people:
            builder.attend(meeting, name, "chair" if name == "林清源" else "present")
        builder.attend(meeting, "赵来宾", "remarks", "教授", organization="岭南大学")
    return builder.frames()


def test_the_heat_map_keeps_absence_silence_and_gaps_apart(office):
    from matplotlib.collections import PatchCollection

    matrix = analysis.attendance_matrix(office, "month", who="all")
    ax = plots.plot_leadership_attendance(matrix)
    values = ax.images[0].get_array()
    assert values.filled(-1).tolist() == [[1, -1, 1], [-1, -1, 1], [-1, -1, -1]]
    hatches = next(c for c in ax.collections if isinstance(c, PatchCollection))
    # January of the second, January and March of the guest; February is a gap for all.
    assert len(hatches.get_paths()) == 3
    assert [label.get_text() for label in ax.get_yticklabels()] == ["林清源　副主任", "周远山　副主任", "赵来宾　教授"]
    assert _texts(ax).count("1/1") == 3
    assert {"不应到会（数字为实际出席次数）", "该期无简报", "出席率（出席/应到）"} <= set(_texts(ax))


def test_where_nobody_is_expected_the_colour_is_the_count(office):
    guests = analysis.attendance_matrix(office, "month", who="all").query("name == '赵来宾'")
    ax = plots.plot_leadership_attendance(guests)
    assert "出席次数" in _texts(ax)
    assert ax.images[0].get_array().filled(-1).tolist() == [[1, -1, 1]]


def test_sixty_people_and_long_names_have_room():
    builder = Builder()
    meeting = builder.meeting(builder.article(builder.issue("2025-01-20"), "正文"), "2025-01-10")
    for number in range(70):
        builder.attend(meeting, f"买买提·阿布都热西提{number}", title="党组成员、副主任、一级巡视员、机关党委书记")
    frames = builder.frames()
    matrix = analysis.attendance_matrix(frames, "month")
    ax = plots.plot_leadership_attendance(matrix)
    assert len(ax.get_yticks()) == 60
    assert ax.get_figure().get_figheight() > 60 * 0.25
    assert "另有10人未画出" in ax.get_xlabel()
    rates = plots.plot_attendance_rates(analysis.leadership_attendance(frames, "month"), top=60)
    labels = [label.get_text() for label in rates.get_yticklabels()]
    assert len(labels) == 60
    assert max(map(len, labels)) <= 26
    rates.get_figure().draw_without_rendering()
    boxes = [label.get_window_extent() for label in rates.get_yticklabels()]
    assert all(lower.y1 <= upper.y0 for upper, lower in pairwise(boxes))


def test_rates_show_n_of_n_and_the_upper_bound(office):
    roster = pd.DataFrame({"name": ["林清源", "周远山"], "organization": OFFICE, "expected_at": "office_meeting"})
    result = analysis.leadership_attendance(office, "all", roster)
    ax = plots.plot_attendance_rates(result)
    assert ax.get_xlim() == (0, 1)
    assert {"2/2", "1/2"} <= set(_texts(ax))
    assert [label.get_text() for label in ax.get_yticklabels()] == ["林清源　副主任", "周远山　副主任"]
    with pytest.raises(PeriodError, match="2024"):
        plots.plot_attendance_rates(result, period="2024")


def test_rates_are_of_the_last_complete_period():
    result = _result("rates", 24)
    ax = plots.plot_attendance_rates(result)
    expected = result[(result["n_expected"] > 0) & ~result["is_partial"]]
    assert expected["period"].max() in ax.get_xlabel()
    chosen = plots.plot_attendance_rates(result, period="2023Q1")
    assert "2023Q1" in chosen.get_xlabel()


def test_kinds_of_meetings_are_named_in_both_languages():
    result = _result("meetings", 24)
    english = [label.get_text() for label in plots.plot_meeting_calendar(result, lang="en").get_yticklabels()]
    assert "office meeting" in english
    messages = tomllib.loads((files("zhengjian_stats") / "resources/messages/plots.toml").read_text("utf-8"))
    assert {key.removeprefix("kind_") for key in messages if key.startswith("kind_")} == set(MEETING_KINDS)


def test_the_same_words_give_the_same_cloud():
    terms = _result("cloud", 24)
    first, second = (plots.plot_word_cloud(terms).images[0].get_array() for _ in range(2))
    assert np.array_equal(first, second)
    other = plots.plot_word_cloud(terms, random_state=8).images[0].get_array()
    assert not np.array_equal(first, other)
    assert (first < 250).any()


def test_labels_below_keep_to_years_and_leave_room():
    from matplotlib.figure import Figure

    labels = [f"{year}-{month:02}" for year in range(2020, 2026) for month in range(1, 13)]
    ax = Figure().add_subplot()
    period_ticks(ax, labels, most=8)
    assert [label.get_text() for label in ax.get_xticklabels()] == [f"{year}-01" for year in range(2020, 2026)]


def test_cut_texts_say_so():
    assert shortened("党组成员、副主任、一级巡视员", 6) == "党组成员、…"
    assert shortened("主任", 6) == "主任"
    assert shortened("Discipline and integrity", 12) == "Discipline and integrity"
    assert shortened("Discipline and integrity", 6) == "Discipline…"


def test_the_palette_prints_in_grey():
    from matplotlib.colors import to_rgb

    ramp = [float(np.dot(mpl.colormaps["Blues"](x)[:3], (0.2126, 0.7152, 0.0722))) for x in np.linspace(0.1, 1, 10)]
    assert all(np.diff(ramp) < 0)
    assert len({tuple(to_rgb(colour)) for colour in PALETTE}) == len(PALETTE)


def test_the_font_arrives_with_pip():
    font = chosen_font()
    assert font.path.endswith(".ttf")
    assert font.families[0] == font.family != "DejaVu Sans"


def test_a_font_of_ones_own_comes_first(tmp_path):
    own = tmp_path / "own.ttf"
    shutil.copy(chosen_font().path, own)
    with using_font(str(own)):
        assert chosen_font().path == str(own)
    with using_font("No Such Font"), pytest.warns(UserWarning, match="No Such Font"):
        assert chosen_font().family == "Noto Sans SC"
    latin = mpl.get_data_path() + "/fonts/ttf/DejaVuSans.ttf"
    with using_font(latin), pytest.warns(UserWarning, match="DejaVuSans"):
        assert chosen_font().family == "Noto Sans SC"
    assert chosen_font().path != str(own)


def test_without_any_font_it_is_said(monkeypatch):
    from zhengjian_stats.plots import fonts

    fonts._usual.cache_clear()
    monkeypatch.setattr(fonts, "_CARRIER", "no-such-distribution")
    monkeypatch.setattr(fonts, "_SYSTEM_FAMILIES", ())
    with pytest.warns(UserWarning, match="zhplot"):
        assert chosen_font().families == ["DejaVu Sans"]
    fonts._usual.cache_clear()


def test_importing_registers_nothing():
    code = (
        "import sys, zhengjian_stats.plots, zhengjian_stats.analysis, zhengjian_stats.text.segment\n"
        "loaded = {'matplotlib', 'pandas', 'scipy', 'jieba', 'rjieba', 'wordcloud', 'zhplot', 'daachorse'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
