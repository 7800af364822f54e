"""Finnish, Swedish and English: texts, plural, numbers, alphabetical order, and the Unicode of a cell."""
