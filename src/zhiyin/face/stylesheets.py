"""The style sheets of every page, in order: one small file a thing."""

STYLESHEETS = tuple(
    f"face/{name}.css"
    for name in (
        "tokens",
        "ground",
        "frame",
        "layout",
        "buttons",
        "forms",
        "panels",
        "tables",
        "chips",
        "floating",
        "timeline",
        "charts",
        "policies",
        "public",
    )
)
