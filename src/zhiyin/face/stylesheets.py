"""The style sheets of every page, in order, one small file a thing; and the modules that a page fetches at once."""

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
        "touch",
    )
)

#: what `frame.js` imports, so that the browser need not read it first to learn of them
MODULES = tuple(
    f"face/{name}.js"
    for name in (
        "csrf",
        "words",
        "toasts",
        "faults",
        "spans",
        "moments",
        "clocks",
        "openers",
        "theme",
        "modifier",
        "typing",
        "shortcuts",
        "command_bar",
        "send_keys",
        "live",
    )
)
