"""How much of the sample resumes and advertisements is read: `python -m evals.prepare_report`."""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from evals.prepare.rendering import rendered
from evals.prepare.samples import Advertisement, Resume, SampleRole, advertisements, resumes
from interviewer.prepare.job import job
from interviewer.prepare.profile import Profile, Role, profile
from interviewer.prepare.reading import source, source_of_text

TODAY = 2026.0
PARTS = ("name", "title", "employer", "dates", "bullet", "skill")


def plain(text: str) -> str:
    return re.sub(r"\W+", "", text.replace("present", "").casefold())


def missed(resume: Resume, found: Profile) -> Iterator[tuple[str, str, bool]]:
    """Each thing of the key: its part, its words, whether it was found in its place."""
    yield "name", resume.name, plain(found.name.text if found.name else "") == plain(resume.name)
    for wanted in (*resume.roles, *resume.projects):
        role = place(wanted, found)
        yield "title", wanted.title, role is not None
        if wanted.employer:
            yield (
                "employer",
                wanted.employer,
                bool(role and said(role.employer) == plain(wanted.employer)),
            )
        yield "dates", wanted.dates, bool(role and plain(wanted.dates) in said(role.dates))
        bullets = {plain(bullet.span.text) for bullet in role.bullets} if role else set()
        for text in resume.bullets_of(wanted):
            yield "bullet", text, plain(text) in bullets
    for skill in resume.skills:
        yield "skill", skill, found.evidence(skill)[0] != "none"


def place(wanted: SampleRole, found: Profile) -> Role | None:
    return next((role for role in found.roles if said(role.title) == plain(wanted.title)), None)


def said(span: object) -> str:
    return plain(getattr(span, "text", ""))


def read_back(show_missed: bool = True) -> dict[str, dict[str, list[bool]]]:
    """By clean and hard, by part: whether each thing was found."""
    results: dict[str, dict[str, list[bool]]] = {
        "clean": defaultdict(list),
        "hard": defaultdict(list),
    }
    with tempfile.TemporaryDirectory() as name:
        for sample, resume in resumes().items():
            for form in resume.forms:
                folder = Path(name) / sample
                folder.mkdir(exist_ok=True)
                found = profile(source(rendered(resume, form, folder), "resume"), TODAY)
                is_hard = not resume.is_clean or "two-columns" in form or "docx-" in form
                for part, words, is_found in missed(resume, found):
                    results["hard" if is_hard else "clean"][part].append(is_found)
                    if show_missed and not is_found:
                        print(f"  {sample} as {form}: {part} {words[:60]!r} was not found")
    return results


def agreements(wanted: Advertisement, name: str) -> Iterator[tuple[str, bool]]:
    """Each label of the key with whether ours is the same."""
    found = job(source_of_text(wanted.text, name, "job"))
    yield "level", found.level == wanted.level
    yield "team", found.team == wanted.team
    for asked in wanted.asked:
        ours = next((r for r in found.requirements if r.span.text.startswith(asked.quote)), None)
        yield f"need of {asked.quote!r}", bool(ours and ours.need == asked.need)
        yield f"skills of {asked.quote!r}", bool(ours and set(ours.skills) == set(asked.skills))


def main() -> None:
    for kind, parts in read_back().items():
        counts = [f"{part} {sum(parts[part])}/{len(parts[part])}" for part in PARTS]
        everything = [each for found in parts.values() for each in found]
        print(f"{kind}: recall {sum(everything) / len(everything):.3f} ({', '.join(counts)})")
    labels = [
        (name, label, same)
        for name, wanted in advertisements().items()
        for label, same in agreements(wanted, name)
    ]
    for name, label, same in labels:
        if not same:
            print(f"  {name}: {label} differs")
    agreed = sum(same for *_, same in labels)
    print(f"advertisements: {agreed} of {len(labels)} labels agree ({agreed / len(labels):.3f})")


if __name__ == "__main__":
    main()
