"""The view of a student's model or layer that a test may look at: plain data through Keras's public API.

Two spellings of the same network give the same view: an `activation` argument and an activation layer, `Input` first or
not, a list or `add`, Sequential or functional, a loss or an optimizer by name or as an object.
"""

import functools
import warnings

import keras
import numpy as np

from .compare import Failed
from .messages import say, say_error

# Probed instead of compared by name, so that tf.nn.relu, keras.activations.relu and a lambda are all "relu".
_ACTIVATIONS = (
    "linear", "relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "hard_sigmoid", "tanh",
    "softplus", "softsign", "softmax", "log_softmax", "exponential",
)  # fmt: skip
_PROBE = np.array([[-3.0, -0.7, 0.0, 0.4, 1.3, 7.0]], dtype="float32")


def describe(model):
    """What there is to know of `model` (a Keras model or layer) without running it, as JSON-like plain data.

    Returns:
        dict with
        `kind`: "Sequential", "Functional", "Dense", ...
        `bases`: names of Keras's own layers that its class is or derives from, nearest first: ["Dense", "Layer"]
        `inner`: types of the layers that it holds as attributes, directly or in a list or dict, each type once
        `built`: bool
        `input_shape`, `output_shape`: lists with None for the batch axis, or None where unknown
        `input_shapes`: dict of an input's name -> its shape, or None where unknown
        `layers`: list of dicts `type`, `name`, `config`, `params`, `trainable_params`, `output_shape`, in the data's
            order; nested models and own layers made of layers are opened, Input is left out, activations stand in
            rows of their own:
            {"type": "Activation", "config": {"activation": "relu"}, ...}
        `params`, `trainable_params`, `non_trainable_params`: int, 0 before the weights exist
        `depth`: int, how many layers with weights stand one after the other, on the longest way from input to output;
            None where there is no graph to follow, as in a subclassed model
        `compiled`: None, or dict `loss`, `optimizer`, `optimizer_config`, `metrics` (names in snake case) and
            `loss_weights`; with several outputs, `loss` and `loss_weights` are dicts by the output's name
    """
    trainable = sum(int(np.prod(w.shape)) for w in model.trainable_weights)
    params = sum(int(np.prod(w.shape)) for w in model.weights)
    return {
        "kind": type(model).__name__,
        "bases": [base.__name__ for base in type(model).__mro__ if _is_layer_of_keras(base)],
        "inner": sorted({type(one).__name__ for one in _held(model)}),
        "built": bool(model.built),
        "input_shape": _shape_of(model, "input_shape"),
        "output_shape": _shape_of(model, "output_shape"),
        "input_shapes": _input_shapes(model),
        "layers": _rows(model),
        "params": params,
        "trainable_params": trainable,
        "non_trainable_params": params - trainable,
        "depth": _depth(model),
        "compiled": _compiled(model),
    }


class View:
    """A model or layer as a test sees it: the entries of `describe` as attributes, and its behaviour as methods.

    Args:
        ask: function `(method, *arguments) -> plain data`; it reaches the model, wherever that lives.

    Raises:
        Failed: for an object of a class whose `__init__` leaves out that of Keras.
    """

    def __init__(self, ask):
        self._ask = ask
        self._data = ask("describe")
        if isinstance(self._data, str):
            raise Failed(say("look_super"), None, say("cannot_look", error=self._data))

    def __getattr__(self, key):
        if key.startswith("_") or key not in self._data:
            raise AttributeError(key)
        return self._data[key]

    def __repr__(self):
        return say("this_model", kind=self._data["kind"])

    def for_inputs(self, shape):
        """The view, after holding that the model takes inputs of `shape`.

        A model without `Input` is built for `shape` first, so both spellings are right. One that leaves a size open
        takes every size.

        Args:
            shape: tuple without the batch axis; for several inputs a dict of name -> tuple, in any order.

        Raises:
            Failed: if it takes another shape, inputs of other names, or its layers do not fit on one another.
        """
        several = isinstance(shape, dict)
        wanted = {name: [None, *one] for name, one in shape.items()} if several else [None, *shape]
        if not self._data["built"] or (not self._data["params"] and self._data["input_shape"] is None):
            problem = self._ask("build", wanted)
            if problem:
                raise Failed(self._why_not_built(problem), _tell_shapes(wanted), say("cannot_build", error=problem))
            self._data = self._ask("describe")
        if several:
            found = self._data["input_shapes"]
            same_names = found is not None and found.keys() == wanted.keys()
            if found is not None and not (same_names and all(_takes(found[name], wanted[name]) for name in wanted)):
                look_at = say("look_input_shape" if same_names else "look_input_names")
                raise Failed(look_at, _tell_shapes(wanted), _tell_shapes(found))
            return self
        found = self._data["input_shape"]
        if found is not None and not _takes(found, wanted):
            raise Failed(
                say("look_input_shape"),
                say("input_shape", shape=tuple(shape)),
                say("input_shape", shape=tuple(found[1:]) if isinstance(found[0], (int, type(None))) else found),
            )
        return self

    def _why_not_built(self, problem):
        if "numpy" in problem.lower():
            return say("look_numpy")
        if "Model" in self._data["bases"]:
            return say("look_build")
        return say("look_batch_axis" if "fully-defined" in problem else "look_own_layer")

    def count(self, layer_type, **config):
        """How many layers are of `layer_type` ("Dense", "Activation", ...) with these settings."""
        return sum(
            row["type"] == layer_type and all(row["config"].get(key) == value for key, value in config.items())
            for row in self._data["layers"]
        )

    def types(self):
        """The layers' types in order, activations by their own names: ["Flatten", "Dense", "relu", "Dense"]."""
        return [
            row["config"]["activation"] if row["type"] == "Activation" else row["type"] for row in self._data["layers"]
        ]

    def settings(self, key, layer_type):
        """The setting `key` of each layer of `layer_type`, in order: `settings("units", "Dense")` is [512, 10]."""
        return [row["config"].get(key) for row in self._data["layers"] if row["type"] == layer_type]

    def names(self, layer_type):
        """The name of each layer of `layer_type`, in order."""
        return [row["name"] for row in self._data["layers"] if row["type"] == layer_type]

    def outputs(self, x, training=False):
        """The outputs on the batch `x`, outside training unless `training`.

        Args:
            x: array; for several inputs a list in the model's order, or a dict of input name -> array.

        Returns:
            array, also if it stands alone in a dict; for several outputs a dict of output name -> array, whether the
            model gives them as a list or a dict (a list for a subclassed model that gives a list, which has no names).
        """
        return self._ask("outputs", x, training)

    def weights(self):
        """The weights, a list of arrays, in Keras's own order."""
        return self._ask("weights")

    def set_weights(self, weights):
        """Put a list of arrays of the same shapes in place of the weights."""
        self._ask("set_weights", list(weights))

    def named_weights(self):
        """The weights by layer: dict of the name of each layer that has some -> list of arrays, kernel first."""
        return self._ask("named_weights")

    def set_named_weights(self, weights):
        """Put arrays in place of the weights, a dict as `named_weights` gives it; layers not in it stay as they are."""
        self._ask("set_named_weights", dict(weights))

    def loss_value(self, y_true, y_pred, output=None):
        """The compiled loss of predictions `y_pred` for labels `y_true`, averaged over the batch: float.

        With several outputs, `output` is the name of the one whose loss is meant.

        Raises:
            Failed: if the model is not compiled, has no loss, or its loss cannot be computed.
        """
        self.need_compiled()
        loss = self._data["compiled"]["loss"]
        if (loss.get(output) if output and isinstance(loss, dict) else loss) is None:
            raise Failed(say("look_compile"), None, say("no_loss_for", output=output) if output else say("no_loss"))
        value = self._ask("loss_value", y_true, y_pred, output)
        if isinstance(value, str):
            raise Failed(say("look_loss"), None, say("loss_stops", error=value))
        return value

    def train_on_batch(self, x, y):
        """Train one step on the batch `x` with labels `y`, arrays or dicts by name.

        Returns:
            dict of float: "loss" before the step, "NAME_loss" for each of several outputs, and the metrics by name.

        Raises:
            Failed: if the model is not compiled, or the step cannot be made.
        """
        self.need_compiled()
        logs = self._ask("train_on_batch", x, y)
        if isinstance(logs, str):
            look_at = say("look_numpy" if "numpy" in logs.lower() else "look_train")
            raise Failed(look_at, None, say("train_stops", error=logs))
        return logs

    def need_compiled(self):
        """Hold that the model is compiled."""
        if self._data["compiled"] is None:
            raise Failed(say("look_compile"), say("compiled"), say("not_compiled"))


def answer_for(model):
    """The function `ask` of a `View` for a model that lives in this process."""
    methods = {
        "describe": lambda: _describe(model),
        "build": lambda shape: _build(model, shape),
        "outputs": lambda x, training: _outputs(model, x, training),
        "weights": lambda: [np.asarray(weight) for weight in model.get_weights()],
        "set_weights": lambda weights: model.set_weights(weights),
        "named_weights": lambda: {one.name: [np.asarray(w) for w in one.get_weights()] for one in _with_weights(model)},
        "set_named_weights": lambda weights: _set_named_weights(model, weights),
        "train_on_batch": lambda x, y: _train_on_batch(model, _arrays(x), _arrays(y)),
        "loss_value": lambda y_true, y_pred, output: _loss_value(model, _arrays(y_true), _arrays(y_pred), output),
    }
    return lambda method, *arguments: methods[method](*arguments)


def _describe(model):
    """What `describe` says; the error in one line for a class whose `__init__` does not call Keras's own."""
    try:
        return describe(model)
    except AttributeError as error:
        return say_error(error)


def _build(model, shape):
    """Build `model` for inputs of `shape`; the error in one line if it cannot be."""
    try:
        if isinstance(model, keras.Sequential):
            model.build(tuple(shape))
        else:  # a subclass makes its weights only when it is called
            inputs = isinstance(shape, dict) and {name: keras.KerasTensor(one) for name, one in shape.items()}
            model(inputs or keras.KerasTensor(shape))
    except Exception as error:  # whatever a student's layers raise becomes a sentence
        return say_error(error)
    return None


def _with_weights(model):
    """The layers with weights that `model` consists of, in order."""
    return [part for part in _parts(model) if getattr(part, "weights", None)]  # an operation has no such attribute


def _set_named_weights(model, weights):
    for layer in _with_weights(model):
        if layer.name in weights:
            layer.set_weights(weights[layer.name])


def _loss_value(model, y_true, y_pred, output):
    """The mean loss; the error in one line if it cannot be computed."""
    loss = _by_output(model.loss, _output_names(model))
    try:
        function = keras.losses.get(loss[output] if output else loss)
        return float(np.mean(keras.ops.convert_to_numpy(function(y_true, y_pred))))
    except Exception as error:  # an unknown name, or whatever a student's own loss raises
        return say_error(error)


def _train_on_batch(model, x, y):
    """The logs of one step; the error in one line if it cannot be made."""
    try:
        return {name: float(value) for name, value in model.train_on_batch(x, y, return_dict=True).items()}
    except Exception as error:  # whatever a student's loss, metric or layers raise
        return say_error(error)


def _outputs(model, x, training):
    y = model(_arrays(x), training=training)
    names = _output_names(model)
    if isinstance(y, (list, tuple)) and names:
        y = dict(zip(names, y))
    if isinstance(y, dict) and len(y) == 1:
        (y,) = y.values()
    return keras.tree.map_structure(keras.ops.convert_to_numpy, y)


def _arrays(x):
    if isinstance(x, dict):
        return {name: np.asarray(one) for name, one in x.items()}
    return [np.asarray(one) for one in x] if isinstance(x, list) else np.asarray(x)


def _output_names(model):
    """The names of several outputs, in Keras's order; None for one output, or where they have no names."""
    names = getattr(model, "output_names", None) or []
    if len(names) < 2:
        return None
    return sorted(model.output) if isinstance(model.output, dict) else names


def _held(layer):
    """The layers that `layer` has as attributes, directly or in a list or dict, in the order they were made its own."""
    held = []
    for value in vars(layer).values():
        held += value if isinstance(value, (list, tuple)) else value.values() if isinstance(value, dict) else [value]
    return list({id(one): one for one in held if isinstance(one, keras.Layer)}.values())


def _is_layer_of_keras(base):
    return issubclass(base, keras.Layer) and base.__module__.startswith("keras.")


def _rows(layer):
    """The rows of `layer`: its own, or those of the layers that it is made of."""
    return [row for part in _parts(layer) for row in _row(part)]


def _parts(layer):
    """The layers that `layer` consists of, in order, or itself; nested ones are opened, Input is left out."""
    if isinstance(layer, keras.layers.InputLayer):
        return []
    inner = _layers(layer)
    return [layer] if inner is None else [part for one in inner for part in _parts(one)]


def _layers(layer):
    """The layers that `layer` is made of, in order; None for one that is not opened.

    A functional model has operations between its layers, such as keras.ops.relu. Of Keras's own layers only models are
    opened, of a student's own class every layer that holds others.
    """
    if isinstance(layer, keras.Model):
        return layer.layers if isinstance(layer, keras.Sequential) else getattr(layer, "operations", layer.layers)
    own_class = isinstance(layer, keras.Layer) and not _is_layer_of_keras(type(layer))
    return (_held(layer) or None) if own_class else None


def _depth(layer):
    """How many layers with weights stand one after the other in `layer`, on the longest way; None without a graph.

    A layer of a student's own counts all that it holds. The graph is read from the config, which is public: there, a
    tensor tells the name of the operation that made it, and in which of its calls.
    """
    inner = _layers(layer)
    if inner is None:
        return int(bool(getattr(layer, "weights", None)))
    depths = [_depth(one) for one in inner]
    if None in depths or not isinstance(layer, keras.Model) or isinstance(layer, keras.Sequential):
        return None if None in depths else sum(depths)
    try:
        calls = {row["name"]: row["inbound_nodes"] for row in layer.get_config()["layers"]}
    except (KeyError, NotImplementedError, TypeError):  # a subclass of Model, or a layer inside that has no config
        return None
    own = {one.name: depth for one, depth in zip(inner, depths)}

    @functools.cache
    def depth_after(name, call):
        tensors = []
        keras.tree.traverse(lambda one: tensors.append(one) if _is_tensor(one) else None, calls[name][call : call + 1])
        before = [depth_after(*tensor["config"]["keras_history"][:2]) for tensor in tensors]
        return own[name] + max(before, default=0)

    return max(depth_after(name, call) for name, nodes in calls.items() for call in range(len(nodes)))


def _is_tensor(config):
    return isinstance(config, dict) and config.get("class_name") == "__keras_tensor__"


def _row(layer):
    if not isinstance(layer, keras.Layer):  # an operation
        row = {"type": type(layer).__name__, "name": layer.name, "config": {}}
        row |= {"params": 0, "trainable_params": 0, "output_shape": None}
        return _activation_row(layer, row) if _activation_name(layer) in _ACTIVATIONS else [row]
    config = _config_of(layer)
    row = {
        "type": type(layer).__name__,
        "name": layer.name,
        "config": config,
        "params": sum(int(np.prod(w.shape)) for w in layer.weights),
        "trainable_params": sum(int(np.prod(w.shape)) for w in layer.trainable_weights),
        "output_shape": _shape_of(layer, "output_shape"),
    }
    if isinstance(layer, (keras.layers.ReLU, keras.layers.Softmax, keras.layers.Activation)):
        return _activation_row(layer, row)
    if isinstance(layer, keras.layers.Lambda) and _activation_name(layer) in _ACTIVATIONS:
        return _activation_row(layer, row)
    activation = getattr(layer, "activation", None)
    if activation is None or isinstance(layer, keras.layers.RNN):
        return [row]
    name = _activation_name(activation)
    row["config"] = {key: value for key, value in config.items() if key != "activation"}
    if name == "linear":
        return [row]
    after = {**row, "type": "Activation", "config": {"activation": name}, "params": 0, "trainable_params": 0}
    return [row, after]


def _activation_row(layer, row):
    name = _activation_name(layer)
    return [] if name == "linear" else [{**row, "type": "Activation", "config": {"activation": name}}]


def _activation_name(function):
    """The name of the activation that `function` computes, found by probing; its own name if it is none of Keras's."""
    try:
        value = keras.ops.convert_to_numpy(function(keras.ops.convert_to_tensor(_PROBE)))
        for name in _ACTIVATIONS:
            known = keras.ops.convert_to_numpy(keras.activations.get(name)(keras.ops.convert_to_tensor(_PROBE)))
            if value.shape == known.shape and np.allclose(value, known, atol=1e-5):
                return name
    except Exception:  # a student's own function may raise anything; its name then says enough
        pass
    return getattr(function, "__name__", type(function).__name__)


def _config_of(layer):
    try:
        return _plain_config(layer.get_config())
    except Exception:  # a student's own layer may have none; Keras cannot make one of every argument
        return {}


def _plain_config(config):
    """A layer's config without what differs between two equal layers (name, dtype policy, seeds)."""
    return {key: _plain_setting(value) for key, value in config.items() if key not in ("name", "dtype", "seed")}


def _plain_setting(value):
    if isinstance(value, dict) and "class_name" in value:
        return _snake_case(value["class_name"])
    if isinstance(value, dict):
        return {str(key): _plain_setting(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_setting(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.6g}")  # float32 noise: 0.01 comes back as 0.009999999776
    return value if isinstance(value, (int, str, bool, type(None))) else str(value)


def _shape_of(model, key):
    """`input_shape` or `output_shape` as lists; None where Keras does not know it yet."""
    try:
        if isinstance(model, keras.Model):
            shape = getattr(model, key)
        else:  # a layer has it only as the shape of its tensor
            shape = getattr(model, key.removesuffix("_shape")).shape
    except (AttributeError, ValueError):
        return None
    return _listed(shape)


def _input_shapes(model):
    try:
        return {one.name: list(one.shape) for one in model.inputs}
    except (AttributeError, TypeError, ValueError):  # a plain layer, or a model that was not built from inputs
        return None


def _takes(found, wanted):
    """Whether a model for inputs of shape `found` takes those of `wanted`; None in `found` takes any size."""
    return len(found) == len(wanted) and all(one in (None, size) for one, size in zip(found[1:], wanted[1:]))


def _tell_shapes(shapes):
    """Input shapes with their batch axis, a list or a dict by name, in words."""
    if not isinstance(shapes, dict):
        return say("input_shape", shape=tuple(shapes[1:]))
    return "; ".join(say("named_input", name=name, shape=tuple(shapes[name][1:])) for name in sorted(shapes))


def _listed(shape):
    return [_listed(one) for one in shape] if isinstance(shape, (list, tuple)) else shape


def _compiled(model):
    if not getattr(model, "compiled", False):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a lambda among the metrics is a student's choice, not a fault
            config = model.get_compile_config() or {}
    except Exception:  # a loss or metric that cannot be saved, such as a functools.partial, trains as well as any
        config = {}
    names = _output_names(model)
    loss = _loss_name(_by_output(model.loss, names))
    return {
        "loss": loss,
        "loss_weights": _by_output(config.get("loss_weights"), names),
        "optimizer": _snake_case(type(model.optimizer).__name__),
        "optimizer_config": _plain_config(model.optimizer.get_config()),
        "metrics": [_metric_name(one, loss) for one in _flat(config.get("metrics"))],
    }


def _loss_name(identifier):
    """The loss's full name in snake case; a list or dict of them for several outputs."""
    if isinstance(identifier, (list, tuple)):
        return [_loss_name(one) for one in identifier]
    if isinstance(identifier, dict):
        return {key: _loss_name(one) for key, one in identifier.items()}
    if identifier is None:
        return None
    if isinstance(identifier, str):
        try:
            identifier = keras.losses.get(identifier)  # "mse" is mean_squared_error
        except ValueError:  # no loss of Keras's
            return identifier
    return _snake_case(getattr(identifier, "__name__", type(identifier).__name__))


def _by_output(setting, names):
    """What `compile` was given for losses or their weights, by the output's name where there are several."""
    if not names:
        return _one(setting)
    if isinstance(setting, dict):
        return setting
    if isinstance(setting, (list, tuple)) and len(setting) == len(names):
        return dict(zip(names, setting))
    return {name: setting for name in names}


def _one(loss):
    """The loss itself, if it stands alone in a list or dict."""
    if isinstance(loss, dict) and len(loss) == 1:
        return next(iter(loss.values()))
    return loss[0] if isinstance(loss, (list, tuple)) and len(loss) == 1 else loss


def _metric_name(identifier, loss):
    """ "accuracy" for every spelling of the accuracy that fits the loss, else the metric's name in snake case."""
    if isinstance(identifier, dict):
        if identifier["class_name"] == "Accuracy":  # counts predictions that equal the label exactly
            return "keras.metrics.Accuracy"
        identifier = identifier["config"] if identifier["class_name"] == "function" else identifier["class_name"]
    name = _snake_case(identifier if isinstance(identifier, str) else type(identifier).__name__)
    if name in ("acc", "accuracy"):
        return "accuracy"
    fits = name.endswith("_accuracy") and (
        not str(loss).endswith("_crossentropy") or loss.removesuffix("_crossentropy") == name.removesuffix("_accuracy")
    )
    return "accuracy" if fits else name


def _flat(value):
    if value is None:
        return []
    if isinstance(value, dict) and "class_name" not in value:
        value = list(value.values())
    return [inner for one in value for inner in _flat(one)] if isinstance(value, (list, tuple)) else [value]


def _snake_case(name):
    out = ""
    for i, letter in enumerate(name):
        if letter.isupper() and i and (name[i - 1].islower() or (i + 1 < len(name) and name[i + 1].islower())):
            out += "_"
        out += letter.lower()
    return out
