"""Kernels to reason about: their own answers are right, others aren't, and CUDA compiles."""

import pytest

from interviewer.coding.compiling import compile_errors, trouble_with_nvcc
from interviewer.coding.kernels import Kernel, kernels
from interviewer.coding.quiz import Quiz, marked

BANK = {kernel.said.id: kernel for kernel in kernels()}
every_kernel = pytest.mark.parametrize("kernel", BANK.values(), ids=BANK)
WORDS = "I would have to look that up in the documentation"


def test_there_are_twelve_or_more() -> None:
    assert len(BANK) >= 12


@every_kernel
def test_its_own_answers_are_right(kernel: Kernel) -> None:
    for quiz in kernel.said.questions:
        for said in own_answers(quiz):
            assert marked(quiz, said).verdict == "met", (quiz.ask, said)


def own_answers(quiz: Quiz) -> tuple[str, ...]:
    return quiz.point.phrasings if quiz.point else (*quiz.one_of, quiz.expected)


@every_kernel
def test_nothing_and_words_without_content_are_not_right(kernel: Kernel) -> None:
    for quiz in kernel.said.questions:
        for said in ("", WORDS, "123456789", quiz.ask):
            assert marked(quiz, said).verdict == "not_met", (quiz.ask, said)


@every_kernel
def test_it_has_a_snippet_and_a_number_to_work_out(kernel: Kernel) -> None:
    assert kernel.snippet.strip()
    assert any(quiz.kind == "number" for quiz in kernel.said.questions)


@pytest.mark.slow
@pytest.mark.skipif(bool(trouble_with_nvcc()), reason=trouble_with_nvcc() or "-")
@pytest.mark.parametrize(
    "kernel", [k for k in BANK.values() if k.said.language == "cuda"], ids=lambda k: k.said.id
)
def test_cuda_compiles(kernel: Kernel) -> None:
    assert compile_errors(kernel.folder / "kernel.cu") == []
