"""What a file is, by its first bytes: its name says nothing, and may lie. No I/O.

Taken are what customers and cameras hand in: pictures, PDF, sound and film. Anything else (a program, a page of the
web, a drawing that could fetch other files) is refused whatever it is called.
"""

from __future__ import annotations

from supervisor.language import Words

PICTURE, PAPER, SOUND, FILM = "picture", "paper", "sound", "film"
KINDS = {
    PICTURE: Words("图片", "Picture"),
    PAPER: Words("PDF 文件", "PDF"),
    SOUND: Words("录音", "Recording"),
    FILM: Words("录像", "Film"),
}
SUFFIXES = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/bmp": ".bmp", "image/gif": ".gif",
    "image/tiff": ".tif", "image/heic": ".heic", "application/pdf": ".pdf", "audio/wav": ".wav", "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a", "audio/ogg": ".ogg", "audio/flac": ".flac", "audio/aac": ".aac", "audio/amr": ".amr",
    "audio/x-ms-wma": ".wma", "video/mp4": ".mp4",
}  # fmt: skip
_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "audio/x-ms-wma"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_HEIC = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")
_FRAMES = {0xFB: "audio/mpeg", 0xFA: "audio/mpeg", 0xF3: "audio/mpeg", 0xF2: "audio/mpeg", 0xF1: "audio/aac",
           0xF9: "audio/aac"}  # fmt: skip
_LEAST_BITMAP = 26


def media_type(content: bytes) -> str:
    """The media type that the content itself tells; "" for what is not taken."""
    for start, found in _STARTS:
        if content.startswith(start):
            return found
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], "")
    if content[4:8] == b"ftyp":
        if content[8:12] in _HEIC:
            return "image/heic"
        return "video/mp4" if b"vide" in content else "audio/mp4"
    if content[:2] == b"BM" and len(content) >= _LEAST_BITMAP and content[6:10] == bytes(4):
        return "image/bmp"
    if len(content) > 1 and content[0] == 0xFF:
        return _FRAMES.get(content[1], "")
    return ""


def kind_of(media: str) -> str:
    """Picture, paper, sound or film, by media type; "" for one of old that is none of them."""
    if media == "application/pdf":
        return PAPER
    return {"image": PICTURE, "audio": SOUND, "video": FILM}.get(media.partition("/")[0], "")
