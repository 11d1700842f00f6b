"""Documents of every kind are read with their provenance; bad ones are a sentence each."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from interviewer.errors import ContentError
from interviewer.guide.documents import Reader, document_id, files_in
from interviewer.guide.prose import Section
from tests.guide.papers import bomb, encrypted, pdf

ROOFLINE = "The ridge of my card is 153 FLOP/B."


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as one:
        yield one


@pytest.fixture
def read(reader: Reader, tmp_path: Path) -> Callable[[str, bytes], list[Section]]:
    def read_as(name: str, content: bytes) -> list[Section]:
        path = tmp_path / name
        path.write_bytes(content)
        return reader.read(path)[1]

    return read_as


Read = Callable[[str, bytes], list[Section]]


def test_a_pdf_keeps_its_pages_and_whole_sentences(read: Read) -> None:
    pages = [
        ["My notes on the roofline of many cards that I have used", "were written down and go"],
        ["on overleaf, as notes do. Then comes another sentence here.", "It ends."],
    ]
    assert read("notes.pdf", pdf(pages)) == [
        Section(
            ("page 1",),
            (
                "My notes on the roofline of many cards that I have used were written down and go "
                "on overleaf, as notes do. Then comes another sentence here. It ends.",
            ),
        )
    ]


def test_a_pdf_of_500_pages_is_read_to_the_end(read: Read) -> None:
    found = read("long.pdf", pdf([[f"This is the text of page number {n}."] for n in range(500)]))
    assert [section.above for section in found] == [(f"page {n}",) for n in range(1, 501)]


def test_bullets_and_headings_of_a_pdf_stay_apart(read: Read) -> None:
    lines = [
        "Experience",
        "- Cut the step time of a training job from 31 to 25 ms by overlap,",
        "which the profile had shown to be possible at little cost.",
        "- Wrote a fused kernel for the normalisation of a large model.",
    ]
    (section,) = read("resume.pdf", pdf([lines]))
    assert section.blocks == ("Experience", f"{lines[1]} {lines[2]}", lines[3])


def test_a_docx_keeps_headings_lists_and_tables(reader: Reader, tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ada Lovelace"
    document.add_heading("Skills", 1)
    document.add_paragraph("Writes kernels.", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip((c for row in table.rows for c in row.cells), "abcd", strict=True):
        cell.text = text
    document.save(str(tmp_path / "resume.docx"))
    sections = reader.read(tmp_path / "resume.docx")[1]
    assert sections == [
        Section((), ("Ada Lovelace",)),
        Section(("Skills",), ("- Writes kernels.", "| a | b |\n|---|---|\n| c | d |")),
    ]


def test_html_is_read_without_menus_and_scripts(read: Read) -> None:
    page = (
        b"<html><head><style>p{}</style></head><body><nav>Home</nav><h1>Engineer</h1>"
        b"<p>Builds <b>kernels</b>.</p><script>alert(1)</script><ul><li>CUDA</li></ul></body>"
    )
    assert read("job.html", page) == [Section(("Engineer",), ("Builds kernels.", "- CUDA"))]


@pytest.mark.parametrize(
    "content",
    [ROOFLINE.encode(), b"\xef\xbb\xbf" + ROOFLINE.encode(), ROOFLINE.encode("utf-16")],
    ids=["utf-8", "with a mark", "utf-16"],
)
def test_text_is_read_in_its_encoding(read: Read, content: bytes) -> None:
    assert read("notes.txt", content) == [Section((), (ROOFLINE,))]


def test_what_can_not_be_shown_is_left_out(read: Read) -> None:
    (section,) = read("notes.md", "a\x1b[31mred\x1b[0m and \u202ereversed ﬁne\u00a0text".encode())
    assert section.blocks == ("a[31mred[0m and reversed fine text",)


@pytest.mark.parametrize("name", ["resume.docx", "resume.pdf", "resume.md"])
def test_a_file_is_read_by_its_content_whatever_its_name(read: Read, name: str) -> None:
    page = b"<!DOCTYPE html><html><body><p>" + ROOFLINE.encode() + b"</p></body></html>"
    assert read(name, page) == [Section((), (ROOFLINE,))]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.pdf", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("broken.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 500, "is a damaged PDF"),
        ("truncated.pdf", pdf([["text"]])[:120], "is a damaged PDF"),
        ("scan.pdf", pdf([[], []]), "holds no text"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "is not text"),
        (
            "old.docx",
            bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600,
            "old or an encrypted Office",
        ),
        ("cut.docx", b"PK\x03\x04" + b"\x00" * 100, "is a damaged DOCX or ZIP"),
        ("script.html", b"<html><script>x=1</script></html>", "holds no text"),
    ],
)
def test_a_bad_file_is_a_sentence(read: Read, name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(ContentError, match=sentence):
        read(name, content)


def test_an_encrypted_pdf_is_named_so(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is encrypted; save it without a password"):
        reader.read(encrypted(tmp_path / "secret.pdf", pdf([["text"]])))


def test_a_bomb_is_not_unpacked(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="unpacks to an absurd size"):
        reader.read(bomb(tmp_path / "bomb.docx"))


def test_a_document_of_a_million_words_is_a_sentence(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text("a line of six short words.\n" * 170_000)
    with pytest.raises(ContentError, match="1,020,000 words, at most 400,000 are taken in"):
        reader.read(path)


def test_a_file_that_keeps_its_reader_too_long_does_not_stop_the_rest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "never.txt")
    (tmp_path / "good.txt").write_text(ROOFLINE)
    with Reader(longest_seconds=2) as impatient:
        with pytest.raises(ContentError, match="kept it too long"):
            impatient.read(tmp_path / "never.txt")
        assert impatient.read(tmp_path / "good.txt")[1] == [Section((), (ROOFLINE,))]


def test_a_folder_gives_what_can_be_read_without_links_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "c.py", ".hidden.md", "sub/d.pdf", ".git/e.md"):
        path = tmp_path / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "folder/loop").symlink_to(tmp_path / "folder")
    (tmp_path / "folder/link.md").symlink_to("/etc/passwd")
    found = [path.relative_to(tmp_path / "folder") for path in files_in(tmp_path / "folder")]
    assert [str(path) for path in found] == ["a.txt", "b.md", "sub/d.pdf"]


@pytest.mark.parametrize("name", ["Ünïcode & Co.md", "日本語.md", "-", "a" * 200])
def test_a_document_has_a_plain_id(name: str) -> None:
    assert document_id(Path("/x") / name).replace("-", "").isalnum()
