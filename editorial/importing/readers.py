"""From a file to its text. What cannot be read, or would cost too much to read, is refused by name."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .refusals import MAX_BYTES, MAX_CHARACTERS, Refusal
from .spans import Segment
from .text import Candidate, Undecodable, decode

SECONDS = 9.5
_ROOT = Path(__file__).resolve().parents[2]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_BINARY = (
    b"PK\x03\x04",
    b"%PDF-",
    _OLE,
    b"MZ",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")

NOTES = {
    "deleted": ("修订中删除的文字未读入。", "Words deleted under tracked changes are left out."),
    "footnote": ("脚注和尾注未读入。", "Footnotes and endnotes are left out."),
    "picture": (
        "图片以“［图片］”标出，图中文字未读入。",
        "Pictures are marked ［图片］; words in them are not read.",
    ),
    "box": ("文本框接在所属段落之后。", "Text boxes follow the paragraph that they hang on."),
    "table": ("表格逐行读入，单元格以“│”分隔。", "Tables are read row by row, their cells divided by │."),
    "chunk": ("嵌入的另一份文件未读入。", "Another file embedded in this one is left out."),
    "furniture": ("页眉、页脚和页码未读入。", "Running heads and page numbers are left out."),
    "empty-pages": ("有的页没有文字层，未读入。", "Some pages have no text layer and are left out."),
    "encoding": ("编码不能确定，请选择。", "The encoding is not certain; choose one."),
    "replacement": (
        "文字中有“�”：此前的转换丢失了字符。",
        "The text holds �: an earlier conversion lost characters.",
    ),
}


@dataclass(frozen=True, slots=True)
class Note:
    """What an editor should know about how the file was read."""

    code: str

    @property
    def zh(self) -> str:
        return NOTES[self.code][0]

    @property
    def en(self) -> str:
        return NOTES[self.code][1]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file. ``encoding`` is "docx" or "pdf" where the file is one.

    ``marks`` are lines whose kind the file itself tells (headings, captions and the like by their style);
    ``candidates`` are encodings among which an editor must choose.
    """

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()
    confidence: float = 1.0
    candidates: tuple[Candidate, ...] = ()
    marks: tuple[Segment, ...] = ()


def read(filename: str, raw: bytes) -> SourceText:
    """Return the text of a .txt, .docx or .pdf file. Raises Refusal, which names the file and the reason."""
    try:
        return _read(_kind(filename), raw)
    except Refusal as refusal:
        refusal.filename = filename
        raise


def _kind(filename: str) -> str:
    extension = filename.lower().rpartition(".")[2]
    if extension in {"txt", "docx", "pdf"}:
        return extension
    raise Refusal({"doc": "old-word", "docm": "macros", "dotm": "macros"}.get(extension, "wrong-type"))


def _read(kind: str, raw: bytes) -> SourceText:
    if not raw:
        raise Refusal("empty")
    if len(raw) > MAX_BYTES:
        raise Refusal("too-big")
    if raw.startswith(_OLE):
        raise Refusal("encrypted" if _PACKAGE in raw else "old-word")
    if kind == "txt":
        return _plain(raw)
    expected = b"PK" if kind == "docx" else b"%PDF-"
    if expected not in raw[: 1024 if kind == "pdf" else 2]:
        raise Refusal("content-differs")
    return _formatted(kind, _in_child(kind, raw))


def _plain(raw: bytes) -> SourceText:
    if raw.startswith(_BINARY):
        raise Refusal("content-differs")
    if len(raw) > 4 * MAX_CHARACTERS:
        raise Refusal("too-big")
    try:
        found = decode(raw)
    except Undecodable as error:
        raise Refusal("not-text" if _is_binary(raw) else "unknown-encoding") from error
    _check(found.text)
    codes = [code for code, holds in _doubts(found.text, has_choice=bool(found.candidates)) if holds]
    notes = tuple(map(Note, codes))
    return SourceText(found.text, found.encoding, notes, found.confidence, found.candidates)


def _is_binary(raw: bytes) -> bool:
    sample = raw[:65_536]
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) > 0.01 * len(sample)


def _doubts(text: str, *, has_choice: bool) -> list[tuple[str, bool]]:
    return [("encoding", has_choice), ("replacement", "\ufffd" in text)]


def _check(text: str) -> None:
    if _UNPRINTABLE.search(text):
        raise Refusal("not-text")
    if len(text) > MAX_CHARACTERS:
        raise Refusal("too-big")
    if not text.strip():
        raise Refusal("empty")


def _formatted(kind: str, found: dict[str, Any]) -> SourceText:
    if "refused" in found:
        raise Refusal(found["refused"])
    text = found["text"]
    if not text.strip():
        raise Refusal("no-text")
    _check(text)
    marks = tuple(Segment(start, end, name) for start, end, name in found["marks"])
    return SourceText(text, kind, tuple(map(Note, found["notes"])), marks=marks)


def _in_child(kind: str, raw: bytes) -> dict[str, Any]:
    """Read the file in a process of its own that may die without harm."""
    command = [sys.executable, "-m", f"{__package__}.child", kind]
    environment = {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, a module of ours, no word from the file
            command, input=raw, capture_output=True, timeout=SECONDS, cwd=_ROOT, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal("too-heavy") from error
    if done.returncode != 0:
        raise Refusal("too-heavy" if done.returncode < 0 or _is_starved(done) else "broken")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _is_starved(done: subprocess.CompletedProcess[bytes]) -> bool:
    return done.returncode == 71 or b"MemoryError" in done.stderr
