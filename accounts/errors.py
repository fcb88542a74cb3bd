"""Errors that a person can cause and mend."""


class UserError(Exception):
    """Says in Thai what is wrong, where, and what to do. Commands print it and exit 1; pages show it."""

    def __init__(self, *messages: str) -> None:
        super().__init__(*messages)
        self.messages = messages

    def __str__(self) -> str:
        return "\n".join(self.messages)
