"""What files of evidence may weigh. Knows nothing else: the limit of uploads asks for it before any model is there."""

MEGABYTE = 1024 * 1024
#: One file.
MAX_BYTES = 20 * MEGABYTE
#: How many files a report may have.
MAX_FILES = 10
