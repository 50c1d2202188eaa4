"""Why a file is not read: each reason by name, worded once, in Chinese and English."""

from __future__ import annotations

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 1_000_000
MAX_PAGES = 300
MAX_PARAGRAPHS = 20_000
MAX_SPAN = 64
MAX_UNPACKED = 50 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_RATIO = 100

REASONS = {
    "empty": ("文件是空的。", "The file is empty."),
    "too-big": (
        f"文件太大：最多{MAX_BYTES // 2**20} MB，文字最多{MAX_CHARACTERS // 10_000}万字。请只上传这一章。",
        f"The file is too big: at most {MAX_BYTES // 2**20} MB and {MAX_CHARACTERS:,} characters. "
        "Upload this one chapter only.",
    ),
    "wrong-type": (
        "不是可以读取的文件类型。请上传 .txt、.docx 或带文字层的 .pdf。",
        "This is not a type of file that can be read. Upload .txt, .docx or .pdf with a text layer.",
    ),
    "content-differs": (
        "文件内容与扩展名不符。请用原来的程序重新保存。",
        "The content is not what the file's name says. Save it again with the program it came from.",
    ),
    "old-word": (
        "这是旧版 Word 文件（.doc）。请在 Word 中另存为 .docx。",
        "This is an old Word file (.doc). Save it as .docx in Word.",
    ),
    "encrypted": (
        "文件已加密。请取消密码后再上传。",
        "The file is encrypted. Remove its password, then upload it again.",
    ),
    "macros": (
        "文件含有宏。请另存为不含宏的 .docx。",
        "The file holds macros. Save it as .docx without macros.",
    ),
    "broken": (
        "文件已损坏，或不完整。请重新保存后再上传。",
        "The file is broken or incomplete. Save it again, then upload it.",
    ),
    "bomb": (
        "压缩包解开后过大，或部件过多，已停止读取。请用 Word 重新保存。",
        "The archive unpacks to too much or has too many parts; reading was stopped. Save it again in Word.",
    ),
    "too-many-paragraphs": (
        f"段落太多：最多{MAX_PARAGRAPHS:,}段。请只上传这一章。",
        f"There are too many paragraphs: at most {MAX_PARAGRAPHS:,}. Upload this one chapter only.",
    ),
    "too-many-pages": (
        f"页数太多：最多{MAX_PAGES}页。请只上传这一章。",
        f"There are too many pages: at most {MAX_PAGES}. Upload this one chapter only.",
    ),
    "wide-table": (
        f"表格单元格跨列太多：最多{MAX_SPAN}列。",
        f"A table cell spans too many columns: at most {MAX_SPAN}.",
    ),
    "document-type": (
        "文件中含有 XML 文档类型或实体声明，出于安全不予读取。请用 Word 重新保存。",
        "The file declares an XML document type or entities and is not read, for safety. "
        "Save it again in Word.",
    ),
    "no-text": (
        "没有可读取的文字：可能是扫描件或图片。请粘贴文字，或上传 Word 文件。",
        "There is no text to read: this may be a scan. Paste the text, or upload the Word file.",
    ),
    "unreadable-fonts": (
        "文字无法还原：PDF 的字体没有字符对照表。请粘贴文字，或上传 Word 文件。",
        "The text cannot be recovered: the PDF's fonts have no character map. "
        "Paste the text, or upload the Word file.",
    ),
    "not-text": (
        "内容不是文字，含有二进制数据。",
        "The content is not text: it holds binary data.",
    ),
    "unknown-encoding": (
        "无法判断文字编码，或文件中混有几种编码。请另存为 UTF-8。",
        "The text's encoding cannot be told, or several are mixed in the file. Save it as UTF-8.",
    ),
    "too-heavy": (
        "读取所需的时间或内存过多，已停止。请简化文件后再试，或粘贴文字。",
        "Reading took too much time or memory and was stopped. Simplify the file, or paste the text.",
    ),
}


class Refusal(Exception):
    """A file that is not read; ``code`` is a key of REASONS."""

    def __init__(self, code: str, filename: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.filename = filename

    @property
    def zh(self) -> str:
        return f"无法读取“{shown(self.filename)}”：{REASONS[self.code][0]}"

    @property
    def en(self) -> str:
        return f"“{shown(self.filename)}” cannot be read. {REASONS[self.code][1]}"

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


_LONGEST_NAME = 80


def shown(filename: str) -> str:
    """The name fit to be shown: no path, no control or direction characters, not overlong."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(character for character in name if character.isprintable())
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 13]}…{name[-12:]}"
