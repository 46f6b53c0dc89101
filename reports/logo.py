"""The clinic's logo: a PNG or SVG that is an image, and nothing else, becomes part of the page."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from xml.etree import ElementTree

from genetics.errors import InputRejected, Mistake

LARGEST = 300_000
"""Bytes; it is in every document once."""

WIDEST = 4000
"""Pixels of a PNG, in each direction."""

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xaeB`\x82"
REMEDY = "name a PNG, or an SVG of shapes and text only"


def read_logo(path: Path) -> str:
    """Return the image as a data URI. Raises InputRejected when the file is no harmless image.

    A PNG must begin as one and be whole. An SVG must be well-formed, and must neither run
    anything nor load anything: no script, no embedded page or picture, no link outwards.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        why = f"the logo {path.name} cannot be read: {error.strerror or error}"
        raise _refused(why, "check the path; it starts in the folder of this file") from error
    if len(content) > LARGEST:
        raise _refused(
            f"the logo {path.name} is larger than {LARGEST // 1000} kB", "make it smaller"
        )
    kind, why = _kind(content)
    if why:
        raise _refused(f"the logo {path.name} {why}", REMEDY)
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _refused(what: str, remedy: str) -> InputRejected:
    return InputRejected(Mistake(what, remedy))


def _kind(content: bytes) -> tuple[str, str]:
    """Return the kind of image, and what is wrong with it ("": nothing)."""
    if content.startswith(PNG_SIGNATURE):
        return "png", _wrong_with_png(content)
    return "svg+xml", _wrong_with_svg(content)


def _wrong_with_png(content: bytes) -> str:
    from PIL import Image

    # Pillow may have been told to fill up what is missing: the last chunk must be there.
    if not content.rstrip().endswith(PNG_END):
        return "is a PNG that cannot be read to its end"
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            if max(image.size) > WIDEST:
                return f"is larger than {WIDEST} pixels"
            image.load()
    except Exception:  # noqa: BLE001 - Pillow raises many kinds for a broken file
        return "is a PNG that cannot be read to its end"
    return ""


# SVG --------------------------------------------------------------------------------------


def _wrong_with_svg(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "is no image: neither PNG nor SVG"
    if re.search(r"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", text, re.IGNORECASE):
        return "is an SVG with a document type, entities or a style sheet"
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError:
        return "is no image: neither PNG nor SVG"
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return "is XML, but no SVG"
    return next((wrong for one in root.iter() if (wrong := _wrong_with(one))), "")


ACTIVE = frozenset(
    {
        "a",
        "animate",
        "animatecolor",
        "animatemotion",
        "animatetransform",
        "audio",
        "discard",
        "feimage",
        "foreignobject",
        "handler",
        "iframe",
        "image",
        "script",
        "set",
        "video",
    }
)
"""Elements that run, move, link, or hold another page or picture."""


def _wrong_with(element: ElementTree.Element) -> str:
    name = _local(element.tag)
    if name in ACTIVE:
        return f"is an SVG with <{element.tag.split('}')[-1]}>"
    if name == "style" and _reaches_out(element.text or ""):
        return "is an SVG whose style loads something"
    for key, value in element.attrib.items():
        attribute = _local(key)
        if attribute.startswith("on"):
            return f'is an SVG with a script in "{attribute}"'
        if attribute in ("href", "src", "base") and not value.strip().startswith("#"):
            return f'is an SVG that points outwards in "{attribute}"'
        if _reaches_out(value):
            return f'is an SVG that loads something in "{attribute}"'
    return ""


def _local(name: str) -> str:
    return name.split("}")[-1].lower()


def _reaches_out(style: str) -> bool:
    """Whether a style names anything but a part of the same image; escapes could hide it."""
    outward = re.search(r"url\(\s*['\"]?\s*(?!['\"#\s])|@import|image-set|\\", style, re.IGNORECASE)
    return outward is not None
