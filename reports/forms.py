"""Forms of documents."""

from django import forms

from reports.renderers.registry import FORMATS


class JobForm(forms.Form):
    """In which format and digits a document is wanted."""

    format = forms.ChoiceField(choices=[(each.ending, each.name) for each in FORMATS.values()])
    digits = forms.ChoiceField(choices=[("thai", "เลขไทย"), ("arabic", "เลขอารบิก")])
