"""Figures that answer: one with controls, one drawn from a file of the reader's."""

from IPython.display import display

from .messages import items, number, say
from .style import PlottingError, in_notebook


def explore(draw, **controls):
    """Show a figure with controls, and draw it again in place whenever one changes.

    The figure is an output of its own, so a saved notebook keeps the last picture for readers without a kernel.

    Args:
        draw: function that takes the values of the controls by name and returns a figure of `utils.plotting`.
        controls: by name, `(lowest, highest, step)` for a slider, a list for a choice, a bool for a tick box, a str
            for a line of text, or a widget of ipywidgets.

    Raises:
        PlottingError: if something given is not a control.
    """
    if not controls:
        raise PlottingError(say("explore_none"))
    widgets = {name: _control(name, control) for name, control in controls.items()}

    def picture():
        return _picture("explore_failed", draw, **{name: widget.value for name, widget in widgets.items()})

    if not in_notebook():
        print(picture()["text/plain"])
        return
    display(_panel(widgets), raw=True)
    place = display(picture(), raw=True, display_id=True)
    for widget in widgets.values():
        widget.observe(lambda change: place.update(picture(), raw=True), names="value")


def upload(draw, label=None):
    """Show a button that takes one picture from the reader's disk, and draw what `draw` makes of it below.

    A saved notebook keeps the last figure or, before any upload, a line that says what the button does. A file goes to
    the kernel in one message, and Jupyter's server takes messages of 10 MiB at most (the default of tornado's
    `websocket_max_message_size`). A larger one breaks the connection, no later upload passes this button, and the
    kernel hears of neither: so the limit, and what to do then, stand below the button.

    Args:
        draw: function that takes the content of the file, bytes, and returns a figure of `utils.plotting`. An error
            that it raises is told in the figure's place, in its own sentence if it is one of the course's.
        label: str, what the button says; None for "Upload a photo".
    """
    label = label or say("upload_label")
    waiting = {"text/plain": say("upload_waiting", label=label)}
    if not in_notebook():
        print(waiting["text/plain"])
        return
    from ipywidgets import FileUpload, Label, Layout, VBox

    button = FileUpload(accept="image/*", description=label, layout=Layout(width="max-content"))
    panel = VBox([button, Label(say("upload_limit"))])
    display({**panel._repr_mimebundle_(), "text/plain": say("upload_button", label=label)}, raw=True)
    place = display(waiting, raw=True, display_id=True)

    def answer(change):
        if change.new:
            content = bytes(change.new[0]["content"])
            place.update(_picture("upload_failed", draw, content), raw=True)

    button.observe(answer, names="value")


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
    widget.layout.max_width = "100%"  # in a narrow window too
    if hasattr(widget, "continuous_update"):
        widget.continuous_update = False
    if isinstance(control, str):
        widget.layout.width = "100%"
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


def _picture(failed, draw, *content, **values):
    """What `draw` draws; for an error its sentence if it has one, as those of the course, else the message `failed`."""
    try:
        drawn = draw(*content, **values)
    except Exception as error:
        if hasattr(error, "_render_traceback_"):
            return {"text/plain": str(error)}
        return {"text/plain": say(failed, error=type(error).__name__, text=error)}
    if not hasattr(drawn, "alt_text"):
        return {"text/plain": say("draw_result", type=type(drawn).__name__)}
    return drawn._repr_mimebundle_()
