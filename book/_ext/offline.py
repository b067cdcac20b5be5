"""Sphinx extension: take out the one thing Jupyter Book adds that points at another machine.

Jupyter Book always loads sphinx-thebe, whose script names a content delivery network on every page
(twice, which browsers report as an error). The course runs in JupyterLab, so nothing needs it.
"""


def remove_thebe(app, *args):
    for listeners in app.events.listeners.values():
        listeners[:] = [one for one in listeners if one.handler.__module__ != "sphinx_thebe"]


def setup(app):
    app.connect("builder-inited", remove_thebe, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
