"""The error for a value that cannot be used, in the three languages."""

from __future__ import annotations

from kuntaverkostot.text.language import say


class UnfitError(ValueError):
    """A value that cannot be used; the message is in English, and :meth:`message` gives it in another language.

    Parameters
    ----------
    key : str
        Key of the message in the section "unfit".
    **values : object
        Values of the placeholders.

    Examples
    --------
    >>> UnfitError("title", title="a<U+202E>b").message("sv")
    'Titeln innehåller ett tecken som inte kan visas: a<U+202E>b'
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.key, self.values = f"unfit.{key}", values
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Return the message in a language."""
        return say(language, self.key, **self.values)
