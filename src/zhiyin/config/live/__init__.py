"""`zhiyin live`: what happens, told at once to the browsers that may know (server-sent events).

A small native ASGI application, one process, fed by one `LISTEN` connection. It knows no Django model and loads none, so
that thousands of idle streams cost little. What is told is ids only: a page fetches what it may see by itself.

    GET /events?token=…[&last=…]      a signed token says who listens; `last` or Last-Event-ID says what was heard last
"""
