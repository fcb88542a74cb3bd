"""The form that puts a fix of proofreading in."""

from django import forms


class MendForm(forms.Form):
    """Which remark's fix is to be put in, and the version of the text that the person saw."""

    remark = forms.RegexField(r"\A[0-9a-f]{16}\Z")
    version = forms.IntegerField(min_value=0)
