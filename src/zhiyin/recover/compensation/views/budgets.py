"""What units may grant in a month, a quarter or a year, and who set it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhiyin.face.access import needs
from zhiyin.face.pages import cursor_page
from zhiyin.kernel.people.reads import units_seen_by
from zhiyin.recover.compensation import actions
from zhiyin.recover.compensation.forms import BudgetForm
from zhiyin.recover.compensation.reads import budget_history, budgets_seen_by
from zhiyin.recover.compensation.showing import budget_in_words, shown_budgets
from zhiyin.recover.compensation.views.awards import actor_of, tried


@needs("award.read")
@require_http_methods(["GET", "POST"])
def budgets(request: HttpRequest) -> HttpResponse:
    """The budgets with what is left of them, and their history; setting one."""
    actor = actor_of(request)
    units = list(units_seen_by(actor))
    if request.method == "POST":
        actor.require("budget.set")
        form = BudgetForm(request.POST, units=units)
        if form.is_valid():
            given = form.cleaned_data
            unit, amount = UUID(given["unit"]), form.amount_minor()
            tried(
                request,
                lambda: actions.set_budget(unit, "CNY", given["period"], amount, given["reason"], by=actor),
                _("Set. It is in force from now on."),
            )
        else:
            notices.error(request, _("Choose a unit and a period, and say why."))
        return redirect("compensation:budgets")
    page = cursor_page(budget_history(actor), request, order=("-set_at", "-id"), size=30)
    context = {
        "page": page,
        "history": [(one, budget_in_words(one)) for one in page.rows],
        "budgets": shown_budgets(budgets_seen_by(actor)),
        "form": BudgetForm(units=units) if actor.may("budget.set") else None,
    }
    return render(request, "compensation/budgets.html", context)
