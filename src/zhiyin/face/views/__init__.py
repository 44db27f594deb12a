"""Pages of the frame and of the kernel's nouns, a module a noun."""

from zhiyin.face.views.customers import consents, customer, customers, merge_undoing, merges
from zhiyin.face.views.home import home, live_token
from zhiyin.face.views.people import (
    people,
    people_skills,
    person,
    person_absence,
    person_assessments,
    person_capacity,
    person_days,
    person_hours,
    person_languages,
)
from zhiyin.face.views.playbooks import (
    playbook,
    playbook_change,
    playbook_file,
    playbook_import,
    playbook_mode,
    playbook_new,
    playbook_runs,
    playbooks,
    runs,
    simulation,
    simulations,
)
from zhiyin.face.views.policies import policies, policy, policy_change
from zhiyin.face.views.preferences import language, look, preferences
from zhiyin.face.views.running import run, run_resumption, step_completion, step_skipping
from zhiyin.face.views.search import search
from zhiyin.face.views.why import why

__all__ = [
    "consents",
    "customer",
    "customers",
    "home",
    "language",
    "live_token",
    "look",
    "merge_undoing",
    "merges",
    "people",
    "people_skills",
    "person",
    "person_absence",
    "person_assessments",
    "person_capacity",
    "person_days",
    "person_hours",
    "person_languages",
    "playbook",
    "playbook_change",
    "playbook_file",
    "playbook_import",
    "playbook_mode",
    "playbook_new",
    "playbook_runs",
    "playbooks",
    "policies",
    "policy",
    "policy_change",
    "preferences",
    "run",
    "run_resumption",
    "runs",
    "search",
    "simulation",
    "simulations",
    "step_completion",
    "step_skipping",
    "why",
]
