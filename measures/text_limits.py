"""How long the texts of a plan may be, in letters: for the models, the forms and the importer alike."""

TITLE_LENGTH = 1_000
TEXT_LENGTH = 2_000
WORDS_LENGTH = 300
