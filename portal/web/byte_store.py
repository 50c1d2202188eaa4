"""A store of answers in memory that never grows beyond a number of bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def size(self) -> int: ...


Answer = TypeVar("Answer", bound=Sized)


class ByteStore(Generic[Answer]):
    """Keeps what was asked for last; the answer unused for longest leaves first. Safe between threads."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Hashable) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keep ``answer`` unless it alone would take more than a sixteenth of the room."""
        if answer.size * 16 > self.max_bytes:
            return
        with self._lock:
            replaced = self._answers.pop(key, None)
            self.size += answer.size - (replaced.size if replaced else 0)
            self._answers[key] = answer
            while self.size > self.max_bytes:
                self.size -= self._answers.popitem(last=False)[1].size

    def clear(self) -> None:
        with self._lock:
            self._answers.clear()
            self.size = 0
