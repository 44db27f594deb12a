"""The addresses of the frame and of the kernel's nouns."""

from __future__ import annotations

from django.urls import path

from zhiyin.face import views

app_name = "face"

urlpatterns = [
    path("", views.home, name="home"),
    path("settings", views.preferences, name="preferences"),
    path("settings/look", views.look, name="look"),
    path("settings/language", views.language, name="language"),
    path("live/token", views.live_token, name="live_token"),
    path("search", views.search, name="search"),
    path("why/<uuid:id>", views.why, name="why"),
    path("customers", views.customers, name="customers"),
    path("customers/<int:number>", views.customer, name="customer"),
    path("customers/<int:number>/consents", views.consents, name="consents"),
    path("customers/<int:number>/merges", views.merges, name="merges"),
    path("customers/<int:number>/merges/<uuid:id>/undoing", views.merge_undoing, name="merge_undoing"),
    path("people", views.people, name="people"),
    path("people/skills", views.people_skills, name="people_skills"),
    path("people/<uuid:id>", views.person, name="person"),
    path("people/<uuid:id>/assessments", views.person_assessments, name="person_assessments"),
    path("people/<uuid:id>/languages", views.person_languages, name="person_languages"),
    path("people/<uuid:id>/capacity", views.person_capacity, name="person_capacity"),
    path("people/<uuid:id>/hours", views.person_hours, name="person_hours"),
    path("people/<uuid:id>/days", views.person_days, name="person_days"),
    path("people/<uuid:id>/absence", views.person_absence, name="person_absence"),
    path("policies", views.policies, name="policies"),
    path("policies/<slug:key>", views.policy, name="policy"),
    path("policies/<slug:key>/change", views.policy_change, name="policy_change"),
    path("playbooks", views.playbooks, name="playbooks"),
    path("playbooks/new", views.playbook_new, name="playbook_new"),
    path("playbooks/import", views.playbook_import, name="playbook_import"),
    path("playbooks/runs", views.runs, name="runs"),
    path("playbooks/runs/<int:number>", views.run, name="run"),
    path("playbooks/runs/<int:number>/resumption", views.run_resumption, name="run_resumption"),
    path("playbooks/runs/<int:number>/steps/<int:position>/completion", views.step_completion, name="step_completion"),
    path("playbooks/runs/<int:number>/steps/<int:position>/skipping", views.step_skipping, name="step_skipping"),
    path("playbooks/simulations/<uuid:id>", views.simulation, name="simulation"),
    path("playbooks/<slug:key>", views.playbook, name="playbook"),
    path("playbooks/<slug:key>/change", views.playbook_change, name="playbook_change"),
    path("playbooks/<slug:key>/mode", views.playbook_mode, name="playbook_mode"),
    path("playbooks/<slug:key>/file", views.playbook_file, name="playbook_file"),
    path("playbooks/<slug:key>/runs", views.playbook_runs, name="playbook_runs"),
    path("playbooks/<slug:key>/simulations", views.simulations, name="simulations"),
]
