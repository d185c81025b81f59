"""The questions that every form is made of, and the form itself.

A form stands beside its views and says only what it asks::

    class SuspendForm(VersionedForm):
        reason = ParagraphsField("Why does the site have to pause?", "Say why the site has to pause", longest=1000)
        until = DateField("Until when, if you know")

``needed``, the second argument, is the sentence shown when there is no answer; without it the question is optional and
says so.  In the template, with the macros of ``components/forms.html``::

    {% call product_form(form) %}{{ form.reason() }}{{ form.until() }}{{ button("Pause the site") }}{% endcall %}

May not import services, queries or models.
"""

from __future__ import annotations

from wtforms import SelectChoice

from governance.web.fields.choices import ChoiceField, ChoicesField, SelectField, TickField, YesNoField
from governance.web.fields.dates import DateField, TimeField
from governance.web.fields.form import (
    ErrorLine,
    ProductForm,
    VersionedForm,
    error_lines,
    given,
    refusal_lines,
    seen_from,
)
from governance.web.fields.numbers import NumberField, WholeNumberField
from governance.web.fields.question import Needed, NotNeeded, Question
from governance.web.fields.typed import (
    ColourField,
    EmailField,
    ParagraphsField,
    PasswordField,
    TextField,
    WebAddressField,
)
from governance.web.fields.uploads import UploadField

__all__ = [
    "ChoiceField",
    "ChoicesField",
    "ColourField",
    "DateField",
    "EmailField",
    "ErrorLine",
    "Needed",
    "NotNeeded",
    "NumberField",
    "ParagraphsField",
    "PasswordField",
    "ProductForm",
    "Question",
    "SelectChoice",
    "SelectField",
    "TextField",
    "TickField",
    "TimeField",
    "UploadField",
    "VersionedForm",
    "WebAddressField",
    "WholeNumberField",
    "YesNoField",
    "error_lines",
    "given",
    "refusal_lines",
    "seen_from",
]
