"""The one box into which codes are typed."""

from django import forms


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Mã 6 số trên điện thoại",
        max_length=40,
        error_messages={"required": "Ghi mã 6 số đang hiện trên điện thoại."},
        # Letters too: a recovery code has some.
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
