"""How forms look: every field with a label, its help and its errors tied to it for screen readers.

`{{ form }}` renders all fields, `{% field form.name %}` one. The setting `FORM_RENDERER` names `FormRenderer`.
"""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class FormRenderer(DjangoTemplates):
    """Django's renderer with our templates for a form, a field and a list of errors."""

    form_template_name = "face/form.html"
    formset_template_name = "face/formset.html"
    field_template_name = "face/field.html"
