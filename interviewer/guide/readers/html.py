"""HTML as Markdown: what a reader of the page sees, without its menus and scripts."""

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SKIPPED_ELEMENTS = ["script", "style", "noscript", "template", "svg", "nav", "iframe", "form"]
BLOCK_ELEMENTS = frozenset(
    """
    address article aside blockquote body caption dd details div dl dt fieldset figcaption figure
    footer h1 h2 h3 h4 h5 h6 header html li main ol p pre section summary table tbody td tfoot th
    thead tr ul
    """.split()  # noqa: SIM905
)


def html_markdown(html: str) -> str:
    """What a reader of the page sees, without its menus and scripts."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    for element in tree.css(", ".join(SKIPPED_ELEMENTS)):
        element.decompose()
    if tree.body is None:
        return ""
    texts = [
        (block_around(node), node.text_content or "")
        for node in tree.body.traverse(include_text=True)
        if node.is_text_node
    ]
    lines: list[str] = []
    for (tag, _), run in groupby(texts, key=lambda found: found[0]):
        lines += html_lines(tag, " ".join("".join(text for _, text in run).split()))
    return "\n".join(lines)


def block_around(node: "LexborNode") -> tuple[str, int]:
    """The tag and identity of the nearest element that begins a line."""
    around = node.parent
    while around is not None and around.tag not in BLOCK_ELEMENTS and around.parent is not None:
        around = around.parent
    return (around.tag or "", around.mem_id) if around is not None else ("", 0)


def html_lines(tag: str, text: str) -> list[str]:
    if not text:
        return []
    if tag[0] == "h" and tag[1:].isdigit():
        return ["", f"{'#' * int(tag[1])} {text}", ""]
    return [f"- {text}"] if tag == "li" else ["", text, ""]
