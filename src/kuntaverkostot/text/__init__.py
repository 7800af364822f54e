"""Finnish, Swedish and English: texts, plurals, numbers, alphabetical order, and the Unicode of cells."""
