"""Everything that can go wrong and be said in one sentence.

InterviewerError                 exit 1
├── UsageError                   exit 2   the words of a command are off
├── ContentError                 exit 1   a file that people write is not as it must be
├── RecordError                  exit 1   a transcript can't be read or written
│   ├── NoSuchSession            exit 1
│   └── SessionBusy              exit 1   another process has it open
├── NotTheOpenQuestion           exit 1   an answer to a question that is not waiting for one
├── BelowMinimumScore            exit 3
├── KeyMissing                   exit 4   no key, or the provider refused it
├── ModelError                   exit 1   a language model gave no usable reply
│   ├── ModelUnknown             exit 2   the provider has no model of that name
│   ├── ModelUnreachable         exit 1   no connection, overloaded, or out of time
│   ├── ContextTooLong           exit 1   the request holds more than the model can read
│   └── ReplyUnusable            exit 1   refused, broken, or not in the form asked for
├── CapabilityMissing            exit 5   no microphone, sandbox, model …
└── BudgetReached                exit 6

Each message says what was found, what was expected and what to do next. Anything that is
not in this tree is a bug and keeps its traceback.
"""


class InterviewerError(Exception):
    """The root: one sentence for a person, and the exit status of the command that met it."""

    exit_status = 1


class UsageError(InterviewerError):
    exit_status = 2


class ContentError(InterviewerError):
    pass


class RecordError(InterviewerError):
    pass


class NoSuchSession(RecordError):
    pass


class SessionBusy(RecordError):
    pass


class NotTheOpenQuestion(InterviewerError):
    pass


class BelowMinimumScore(InterviewerError):
    exit_status = 3


class KeyMissing(InterviewerError):
    exit_status = 4


class ModelError(InterviewerError):
    pass


class ModelUnknown(ModelError):
    exit_status = 2


class ModelUnreachable(ModelError):
    """`said` is what had come of the reply; `wait_s` seconds are what the provider asks for."""

    def __init__(self, sentence: str, said: str = "", wait_s: float | None = None) -> None:
        super().__init__(sentence)
        self.said = said
        self.wait_s = wait_s


class ContextTooLong(ModelError):
    pass


class ReplyUnusable(ModelError):
    pass


class CapabilityMissing(InterviewerError):
    exit_status = 5


class BudgetReached(InterviewerError):
    exit_status = 6
