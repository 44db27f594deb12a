"""When this happens, do these steps: playbooks with at most thirty steps, run live, in a drill, or simulated on the past.

Nouns: playbook, version, trigger, guard, step, run, cap, switching, simulation. Rooms register what can begin one, what can
be asked and what can be done; the steps themselves are data that a lead edits. It never loops, and never waits by polling.
"""
