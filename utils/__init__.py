"""What the chapters share: `datasets`, `plotting`, `checks` (and, for the instructor, `grading`)."""
