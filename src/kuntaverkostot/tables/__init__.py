"""Foreign files as grids of text: encodings, CSV, workbooks, with line and column."""
