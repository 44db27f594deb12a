"""How Zhiyin looks: the frame, components, slots, tables and charts, and the pages of the kernel's nouns.

Nouns: page, component, slot, chart. It never knows a stage: stages hang their pages and panels up here.
"""
