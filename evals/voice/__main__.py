"""How well speech is heard: python -m evals.voice [--model M] [--recorded NAME=FOLDER] [--show].

Forty sentences and twelve fresh ones are spoken by Hibari and by any folder of recordings (01.wav,
02.wav …), clean and with noise at 10 dB, heard, and held against what was meant.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from evals.voice.figures import NOTHING, Figures, Sentence, measured
from interviewer.checking.spoken import numerals
from interviewer.front.voice.doubts import doubts
from interviewer.front.voice.files import blocks
from interviewer.front.voice.hearing import Ear
from interviewer.front.voice.prompting import prompt_for
from interviewer.front.voice.segments import segments
from interviewer.front.voice.sound import RATE_HZ, Sound, framed, resampled, silence
from interviewer.front.voice.speech import SPOKEN_RATE_HZ, Hibari, Voice
from interviewer.loader import Written, load

SENTENCES = Path(__file__).parent / "sentences.toml"


class Row(Written):
    said: str
    means: str
    jargon: tuple[str, ...]
    half: str = "tuned"


class Rows(Written):
    sentences: tuple[Row, ...]


def sentences() -> list[Sentence]:
    return [Sentence(**dict(row)) for row in load(SENTENCES, Rows).sentences]


def by_hibari(voice: Voice) -> Iterator[Sound]:
    speaker = Hibari()
    for sentence in sentences():
        yield resampled(speaker.say(sentence.said, voice), SPOKEN_RATE_HZ, RATE_HZ)


def by_recording(folder: Path) -> Iterator[Sound]:
    for number in range(1, len(sentences()) + 1):
        yield np.concatenate(list(blocks(folder / f"{number:02d}.wav")))


def noisy(sound: Sound, signal_to_noise_db: float, seed: int) -> Sound:
    """With noise that falls off by 3 dB an octave, as rooms and fans have it."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(len(sound)))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    noise = np.fft.irfft(spectrum, len(sound))
    speech = np.mean(np.square(sound[np.abs(sound) > 0.01]))
    scale = np.sqrt(speech / 10 ** (signal_to_noise_db / 10) / np.mean(np.square(noise)))
    both: Sound = (sound + noise * scale).astype(np.float32)
    return both


def heard(ear: Ear, sound: Sound, prompt: str) -> str:
    """As in an interview: by segments, with silence on both sides."""
    stream = [silence(0.5), sound, silence(0.8)]
    return " ".join(ear.hear(each, prompt).text for each in segments(framed(stream))).strip()


def halves(sentence: Sentence) -> tuple[str, ...]:
    """The forty sentences add up to "all"; the fresh ones stand alone."""
    return (sentence.half,) if sentence.half == "fresh" else (sentence.half, "all")


def settled(raw: str, means: str) -> str:
    """After the candidate has said which number was meant; unsettled ones are marked."""
    said = {round(numeral.value, 6) for numeral in numerals(means)}
    for doubt in reversed(doubts(raw)):
        readings = [r for r in (doubt.meant, doubt.heard) if {n.value for n in numerals(r)} & said]
        final = readings[0] if readings else f"[heard: {doubt.heard}]"
        raw = raw[: doubt.start] + final + raw[doubt.end :]
    return raw


def run(ear: Ear, name: str, sounds: Iterator[Sound], *, show: bool) -> None:
    prompt = prompt_for(None)
    totals: dict[tuple[str, str], Figures] = {}
    for number, (sentence, sound) in enumerate(zip(sentences(), sounds, strict=True)):
        for condition in ("clean", "10 dB"):
            spoken = sound if condition == "clean" else noisy(sound, 10, number)
            raw = heard(ear, spoken, prompt)
            final = settled(raw, means=sentence.means)
            figures = measured(sentence, raw, final)
            for half in halves(sentence):
                totals[condition, half] = totals.get((condition, half), NOTHING) + figures
            if show and (figures.word_errors or figures.numbers_kept < figures.numbers):
                print(f"  {number + 1:2} {condition:5} {raw}\n     {'':5} {final}")
    for (condition, half), total in sorted(totals.items()):
        print(line(name, condition, half, total))


def line(name: str, condition: str, half: str, total: Figures) -> str:
    return (
        f"{name:14} {condition:6} {half:9} WER {share(total.word_errors, total.words)}  "
        f"numbers {share(total.numbers_kept, total.numbers)} of {total.numbers}, "
        f"unasked {share(total.numbers_heard, total.numbers)}  "
        f"jargon {share(total.jargon_kept, total.jargon)} of {total.jargon}  "
        f"verdicts {share(total.verdicts_kept, total.verdicts)} of {total.verdicts}  "
        f"accused {total.accused}"
    )


def share(part: int, whole: int) -> str:
    return f"{part / whole:6.1%}" if whole else "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--recorded", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--show", action="store_true", help="what was heard wrong")
    given = parser.parse_args()
    ear = Ear(given.model)
    voices = {"hibari": by_hibari(Voice()), "hibari, low": by_hibari(Voice(1.1, 0.84))}
    for each in given.recorded:
        name, _, folder = each.partition("=")
        voices[name] = by_recording(Path(folder))
    began = time.monotonic()
    for name, sounds in voices.items():
        run(ear, name, sounds, show=given.show)
    print(f"{time.monotonic() - began:.0f} s, model {given.model}")


if __name__ == "__main__":
    main()
