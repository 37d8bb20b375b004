"""A figure with controls."""

from IPython.display import display

from .messages import items, number, say
from .style import PlottingError, in_notebook


def explore(draw, **controls):
    """Show a figure with controls, and draw it again in place whenever one changes.

    The figure is an output of its own, so a saved notebook keeps the last picture for readers without a kernel.

    Args:
        draw: function that takes the values of the controls by name and returns a figure of `utils.plotting`.
        controls: by name, `(lowest, highest, step)` for a slider, a list for a choice, a bool for a tick box, or a
            widget of ipywidgets.

    Raises:
        PlottingError: if something given is not a control.
    """
    if not controls:
        raise PlottingError(say("explore_none"))
    widgets = {name: _control(name, control) for name, control in controls.items()}

    def picture():
        return _picture(draw, {name: widget.value for name, widget in widgets.items()})

    if not in_notebook():
        print(picture()["text/plain"])
        return
    display(_panel(widgets), raw=True)
    place = display(picture(), raw=True, display_id=True)
    for widget in widgets.values():
        widget.observe(lambda change: place.update(picture(), raw=True), names="value")


def _control(name, control):
    """A widget, labelled, that answers when it is let go and not all the way."""
    from ipywidgets import ValueWidget, interactive

    try:
        widget = interactive.widget_from_abbrev(control)
    except (TypeError, ValueError):
        widget = None
    if not isinstance(widget, ValueWidget):
        raise PlottingError(say("explore_control", name=name, value=control))
    widget.description = widget.description or name.replace("_", " ")
    widget.style.description_width = "initial"
    if hasattr(widget, "continuous_update"):
        widget.continuous_update = False
    return widget


def _panel(widgets):
    """The controls below each other; for readers without them, their values in words."""
    from ipywidgets import VBox

    told = []
    for widget in widgets.values():
        value = number(widget.value) if isinstance(widget.value, float) else widget.value
        told.append(say("explore_control_value", name=widget.description, value=value))
    panel = VBox(list(widgets.values()))
    return {**panel._repr_mimebundle_(), "text/plain": say("explore_controls", values=items(told))}


def _picture(draw, values):
    try:
        drawn = draw(**values)
    except Exception as error:
        return {"text/plain": say("explore_failed", error=type(error).__name__, text=error)}
    if not hasattr(drawn, "alt_text"):
        return {"text/plain": say("explore_result", type=type(drawn).__name__)}
    return drawn._repr_mimebundle_()
