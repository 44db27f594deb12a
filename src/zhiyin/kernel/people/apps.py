from typing import ClassVar

from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from zhiyin.kernel.people.roles import AGENT, AUDITOR, EXECUTIVE, EXPERIENCE, LEAD, OPERATOR
from zhiyin.kernel.rooms import Permission, Room


class PeopleRoom(Room):
    default = True
    name = "zhiyin.kernel.people"
    permissions: ClassVar = {
        "people.manage": Permission(_("Manage people and roles"), (OPERATOR,)),
        "people.read": Permission(
            _("See colleagues, their skills and shifts"), (AGENT, LEAD, EXPERIENCE, EXECUTIVE, AUDITOR)
        ),
        "people.plan": Permission(_("Plan skills, hours and capacity"), (LEAD,)),
        "key.manage": Permission(_("Manage API keys"), (OPERATOR,)),
    }

    def ready(self) -> None:
        from zhiyin.kernel.people.actions import keep_starting_roles

        super().ready()
        # Django's own hook after `migrate`: the roles must know the permissions that a new version declares.
        post_migrate.connect(keep_starting_roles, sender=self)
