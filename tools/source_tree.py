# SPDX-License-Identifier: Apache-2.0
"""What the checks share: which files are ours, and C text without comments and literals.

Imported by the check_*.py beside it; prints nothing itself.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("vm", "loader", "beam_tests", "tools")

COMMENT_OR_LITERAL = re.compile(
    r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def tree_files(*suffixes, under=FOLDERS):
    """Our files with one of these suffixes, as paths relative to the root, sorted."""
    found = []
    for folder in under:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in suffixes and path.is_file() and "__pycache__" not in path.parts:
                found.append(path.relative_to(ROOT))
    return sorted(found)


def read_text(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def blank_match(match):
    """The same number of characters and lines, but spaces (quotes of literals stay)."""
    text = match.group(0)
    if text[0] in "\"'":
        return text[0] + " " * (len(text) - 2) + text[0]
    return re.sub(r"[^\n]", " ", text)


def code_text(path):
    """The text of a C file with comments and the insides of literals blanked, lines kept."""
    return COMMENT_OR_LITERAL.sub(blank_match, read_text(path))


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def functions_of(path):
    """(name, line, body text, offset of body) of each function: `{` alone at column 0 opens one."""
    text = code_text(path)
    for opening in re.finditer(r"^\{", text, re.M):
        closing = re.compile(r"^\}", re.M).search(text, opening.end())
        if not closing:
            continue
        head_start = max(text.rfind(mark, 0, opening.start()) for mark in (";", "\n}", "\n#"))
        head = text[head_start + 1:opening.start()]
        name = re.search(r"([A-Za-z_]\w*)\s*\(", re.sub(r"__attribute__\s*\(\(.*?\)\)", "", head,
                                                         flags=re.S))
        if name:
            body = text[opening.start():closing.end()]
            yield name.group(1), line_of(text, opening.start()), body, opening.start()
