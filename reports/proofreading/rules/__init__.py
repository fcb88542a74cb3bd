"""The rules of proofreading, one a file: each a pure function of a manuscript."""
