#!/usr/bin/env python3
"""Draws what a terminal showed as an SVG.

    orch quickstart 2>/dev/null | docs/examples/session_svg.py >docs/session.svg

Commands, headings and what a diff adds or takes away are coloured; the directory of the tour is
shortened to the name of what lies in it.
"""
import html
import re
import sys

WIDTH, LINE, MARGIN = 106, 17, 16
COLOURS = [
    (r"^== ", "#ffffff", "bold"),
    (r"^\$ ", "#8fd3ff", "normal"),
    (r"^\+(?!\+\+)", "#98e68f", "normal"),
    (r"^-(?!--)", "#ff9d91", "normal"),
    (r"^  \| ", "#f2d27c", "normal"),
]


def style(line):
    for pattern, colour, weight in COLOURS:
        if re.search(pattern, line):
            return colour, weight
    return "#c8ccd4", "normal"


def main():
    text = re.sub(r"/\S*/orch-quickstart-\d+/(?=\w)", "", sys.stdin.read())
    lines = [line[:WIDTH] for line in text.split("\n== That was it")[0].strip("\n").split("\n")]
    height = len(lines) * LINE + 2 * MARGIN
    print(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 {height}" '
        'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">'
    )
    print("<title>What orch quickstart shows</title>")
    print(f'<rect width="860" height="{height}" rx="8" fill="#1b1f27"/>')
    for number, line in enumerate(lines):
        colour, weight = style(line)
        y = MARGIN + 12 + number * LINE
        print(
            f'<text x="{MARGIN}" y="{y}" fill="{colour}" font-weight="{weight}" '
            f'xml:space="preserve">{html.escape(line)}</text>'
        )
    print("</svg>")


if __name__ == "__main__":
    main()
