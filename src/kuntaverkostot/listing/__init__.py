"""The text list: its content and how it is written."""
