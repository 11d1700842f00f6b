"""A sample resume as a file of each form, by three producers of PDF and one of DOCX."""

import html
import json
import subprocess
import tempfile
from pathlib import Path

from evals.prepare.samples import Form, Resume, SampleRole

CHROMIUM = "/usr/bin/chromium"
TYPST = """
#let d = json("data.json")
#set page(margin: 18mm)
#set text(size: 10pt, hyphenate: true, lang: "en")
#let side = [
  == Skills
  #d.listed.join(", ")
  == Education
  #for line in d.education [#line \\ ]
]
#let entries(title, roles) = if roles.len() > 0 [
  == #title
  #for r in roles [
    *#r.title*#if r.employer != "" [, #r.employer]#if r.place != "" [, #r.place] #h(1fr) #r.dates
    #list(..r.bullets)
  ]
]
#let body = [
  #if d.summary != "" [== Summary
  #d.summary]
  #entries("Experience", d.roles)
  #entries("Projects", d.projects)
]
= #d.name
#d.contact
#if d.columns { grid(columns: (30%, 1fr), gutter: 16pt, side, body) } else { body + side }
"""


def rendered(resume: Resume, form: Form, folder: Path) -> Path:
    """The path of the file that was made."""
    makers = {
        "typst": lambda: typst_pdf(resume, folder / "typst.pdf", columns=False),
        "two-columns": lambda: typst_pdf(resume, folder / "two-columns.pdf", columns=True),
        "chromium": lambda: chromium_pdf(resume, folder / "chromium.pdf", columns=False),
        "chromium-two-columns": lambda: chromium_pdf(
            resume, folder / "chromium-two-columns.pdf", columns=True
        ),
        "docx": lambda: docx(resume, folder / "plain.docx", form),
        "docx-table": lambda: docx(resume, folder / "table.docx", form),
        "docx-header": lambda: docx(resume, folder / "header.docx", form),
        "markdown": lambda: written(folder / "resume.md", markdown(resume)),
        "text": lambda: written(folder / "resume.txt", plain(resume)),
        "html": lambda: written(folder / "resume.html", page(resume, columns=False)),
        "json": lambda: written(folder / "resume.json", json_resume(resume)),
    }
    return makers[form]()


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def data(resume: Resume) -> dict[str, object]:
    def entry(role: SampleRole) -> dict[str, object]:
        return {**role.model_dump(), "bullets": resume.bullets_of(role)}

    return {
        **resume.model_dump(),
        "roles": [entry(role) for role in resume.roles],
        "projects": [entry(role) for role in resume.projects],
    }


def typst_pdf(resume: Resume, path: Path, *, columns: bool) -> Path:
    import typst

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "data.json").write_text(json.dumps({**data(resume), "columns": columns}))
        (folder / "resume.typ").write_text(TYPST)
        path.write_bytes(typst.compile(folder / "resume.typ", root=folder, format="pdf"))
    return path


def chromium_pdf(resume: Resume, path: Path, *, columns: bool) -> Path:
    with tempfile.TemporaryDirectory() as name:
        source = written(Path(name) / "resume.html", page(resume, columns=columns))
        subprocess.run(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             f"--user-data-dir={name}/profile", "--no-pdf-header-footer",
             f"--print-to-pdf={path}", source.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return path


def page(resume: Resume, *, columns: bool) -> str:
    say = html.escape
    side = f"<h2>Skills</h2><p>{say(', '.join(resume.listed))}</p><h2>Education</h2>" + "".join(
        f"<p>{say(line)}</p>" for line in resume.education
    )
    body = f"<h2>Summary</h2><p>{say(resume.summary)}</p>" if resume.summary else ""
    for title, roles in (("Experience", resume.roles), ("Projects", resume.projects)):
        body += f"<h2>{title}</h2>" if roles else ""
        for role in roles:
            place = f", {role.place}" if role.place else ""
            where = f", {role.employer}{place}" if role.employer else ""
            items = "".join(f"<li>{say(text)}</li>" for text in resume.bullets_of(role))
            body += (
                f"<p><b>{say(role.title)}</b>{say(where)} | {say(role.dates)}</p><ul>{items}</ul>"
            )
    style = "main{display:grid;grid-template-columns:30% 1fr;gap:2em}" if columns else ""
    return (
        f"<!doctype html><meta charset=utf-8><style>{style}</style><body><h1>{say(resume.name)}</h1>"
        f"<p>{say(resume.contact)}</p><main><div>{side}</div><div>{body}</div></main></body>"
    )


def docx(resume: Resume, path: Path, form: Form) -> Path:
    """A name in the page's head, or a table that lays out, as many templates have them."""
    from docx import Document

    document = Document()
    place = document
    if form == "docx-header":
        document.sections[0].header.paragraphs[0].text = resume.name
    else:
        document.add_paragraph(resume.name, style="Title")
    document.add_paragraph(resume.contact)
    if form == "docx-table":
        side, place = document.add_table(rows=1, cols=2).rows[0].cells
        side.text = (
            "Skills\n" + ", ".join(resume.listed) + "\nEducation\n" + "\n".join(resume.education)
        )
    for title, roles in (("Experience", resume.roles), ("Projects", resume.projects)):
        if roles:
            place.add_paragraph(title, style="Heading 2")
        for role in roles:
            place.add_paragraph(f"{role.title}, {role.employer}\t{role.dates}")
            for text in resume.bullets_of(role):
                place.add_paragraph(text, style="List Bullet")
    if form != "docx-table":
        document.add_paragraph("Skills", style="Heading 2")
        document.add_paragraph(", ".join(resume.listed))
    document.save(str(path))
    return path


def plain(resume: Resume) -> str:
    """As people type it: bullets with asterisks, lines wrapped at 72 characters."""
    import textwrap

    lines = [resume.name, resume.contact, ""]
    lines += ["SUMMARY", *textwrap.wrap(resume.summary, 72), ""] if resume.summary else []
    for title, roles in (("EXPERIENCE", resume.roles), ("PROJECTS", resume.projects)):
        lines += [title] if roles else []
        for role in roles:
            lines += [", ".join(filter(None, [role.title, role.employer])), role.dates]
            for text in resume.bullets_of(role):
                lines += textwrap.wrap(f"* {text}", 72, subsequent_indent="  ")
            lines.append("")
    return "\n".join(
        [*lines, "SKILLS", ", ".join(resume.listed), "", "EDUCATION", *resume.education]
    )


def markdown(resume: Resume) -> str:
    lines = [f"# {resume.name}", resume.contact, "", resume.summary, ""]
    for title, roles in (("Experience", resume.roles), ("Projects", resume.projects)):
        lines += [f"## {title}"] if roles else []
        for role in roles:
            lines += [f"### {role.title} | {role.employer} | {role.dates}"]
            lines += [f"- {text}" for text in resume.bullets_of(role)]
    return "\n".join(
        [*lines, "## Skills", ", ".join(resume.listed), "## Education", *resume.education]
    )


def json_resume(resume: Resume) -> str:
    def entry(role: SampleRole) -> dict[str, object]:
        began, _, ended = role.dates.partition(" - ")
        dates = {"startDate": began, "endDate": "" if ended == "present" else ended}
        return {"position": role.title, "name": role.employer, **dates,
                "highlights": resume.bullets_of(role)}  # fmt: skip

    return json.dumps(
        {
            "basics": {"name": resume.name, "summary": resume.summary},
            "work": [entry(role) for role in resume.roles],
            "skills": [{"name": "Technical", "keywords": list(resume.listed)}],
            "education": [{"institution": line} for line in resume.education],
        }
    )
