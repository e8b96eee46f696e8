# SPDX-License-Identifier: Apache-2.0
"""Draw the ratios of a benchmark run as one SVG picture: a bar per program, a logarithmic axis.

A bar begins at 1 (as fast as the first machine) and goes left where joist needs less, right where it
needs more. Families are blocks, each with the geometric mean of its times as a line. Nothing but the standard
library: an SVG is text. Elsewhere: what is measured, and how: bench.py.
"""

import math
from html import escape

WIDTH, LABEL, BAR, GAP, TOP = 1000, 240, 13, 5, 90
LOW, HIGH = 0.25, 8.0
COLOURS = ["#3b6ea5", "#c07830", "#5a8f4a"]
LESS, MORE = "#3f8f5f", "#b5553b"


def axis_x(ratio):
    """Where a ratio lies; what is outside the axis lies at its end."""
    inside = min(max(ratio, LOW), HIGH)
    return LABEL + (WIDTH - LABEL - 70) * math.log(inside / LOW) / math.log(HIGH / LOW)


def text(x, y, content, anchor="start", size=12, colour="#222", weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{colour}" '
            f'font-weight="{weight}">{escape(content)}</text>')


def line(x1, y1, x2, y2, colour, dash=""):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"'
            f'{f" stroke-dasharray={chr(34)}{dash}{chr(34)}" if dash else ""}/>')


def draw_bar(y, ratio, colour):
    start, end = sorted((axis_x(1.0), axis_x(ratio)))
    return [f'<rect x="{start:.1f}" y="{y}" width="{max(end - start, 1):.1f}" height="{BAR}" fill="{colour}"/>',
            text(axis_x(max(ratio, 1.0)) + 4, y + BAR - 2, f"{ratio:.2f}", size=11)]


def draw_family(y, name, rows, machines, means):
    """Returns (parts, y below)."""
    first = machines[0]
    parts = [text(10, y + 14, name, size=14, weight="bold")]
    mean_text = ", ".join(f"{m} {mean:.2f}" for m in machines[1:]
                          for n, _, mean, _, _ in means[m] if n == name)
    if mean_text:
        parts.append(text(WIDTH - 10, y + 14, f"geometric mean: {mean_text}", "end", 13, weight="bold"))
    top = y + 22
    y = top
    for row in rows:
        parts.append(text(LABEL - 8, y + BAR - 2, row.program.name, "end"))
        for number, machine in enumerate(machines[1:]):
            if machine not in row.samples:
                continue
            ratio = row.ratio(machine, first)
            single = LESS if ratio <= 1 else MORE
            parts += draw_bar(y, ratio, single if len(machines) == 2 else COLOURS[number])
            y += BAR + GAP
    for number, machine in enumerate(machines[1:]):
        for mean_name, _, mean, _, _ in means[machine]:
            if mean_name == name:
                parts.append(line(axis_x(mean), top - 3, axis_x(mean), y, COLOURS[number], "4 2"))
    return parts, y + 14


def write_chart(path, rows, machines, about, means):
    groups = {}
    for row in rows:
        groups.setdefault(row.program.family if row.unit == "us" else "(bytes)", []).append(row)
    body, y = [], TOP
    for name, members in groups.items():
        parts, y = draw_family(y, name, members, machines, means)
        body += parts
    grid = []
    for tick in (0.25, 0.5, 1, 2, 4, 8):
        grid.append(line(axis_x(tick), TOP - 12, axis_x(tick), y, "#222" if tick == 1 else "#ddd"))
        grid.append(text(axis_x(tick), TOP - 16, f"{tick:g}", "middle", 11))
    title = f"{', '.join(machines[1:])} / {machines[0]}: less is better"
    head = [text(10, 24, title, size=17, weight="bold"), *(text(10, 40 + 13 * n, a, size=11, colour="#555")
                                                            for n, a in enumerate(about[:2]))]
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" font-family="sans-serif">'
        f'<rect width="100%" height="100%" fill="white"/>' + "\n".join(grid + head + body) + "</svg>\n",
        encoding="utf-8")
