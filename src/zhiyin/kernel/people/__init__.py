"""Who works here: units, teams, roles, permissions; and the `Actor`, the one value that says who does something.

Nouns: person, unit, team, membership, role, key; skill, assessment, weekly hours, absence. It never decides what a stage
allows: stages declare permissions, roles hold them, an actor carries them. Nor does it give out work: it says who could.
"""
