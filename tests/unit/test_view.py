"""Equal networks give equal views, however they are written."""

import functools

import keras
import numpy as np
import pytest
import tensorflow as tf

from utils import checks
from utils.checks.exercise import plain
from utils.checks.view import describe

layers = keras.layers


def view(model):
    return plain(model, "build")


def by_list():
    return keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(3, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.25),
            layers.Dense(2, activation="softmax"),
        ]
    )


def by_add():
    model = keras.Sequential()
    model.add(layers.Dense(3))
    model.add(layers.ReLU())
    model.add(layers.BatchNormalization())
    model.add(layers.Dropout(0.25))
    model.add(layers.Dense(2))
    model.add(layers.Softmax())
    return model


def functional():
    inputs = keras.Input((4,))
    x = layers.Activation("relu")(layers.Dense(3)(inputs))
    x = layers.Dropout(0.25)(layers.BatchNormalization()(x))
    return keras.Model(inputs, layers.Dense(2, activation=tf.nn.softmax)(x))


def operations():
    inputs = keras.Input((4,))
    x = layers.BatchNormalization()(keras.ops.relu(layers.Dense(3)(inputs)))
    return keras.Model(inputs, keras.activations.softmax(layers.Dense(2)(layers.Dropout(0.25)(x))))


def by_lambda():
    return keras.Sequential(
        [
            layers.Dense(3),
            layers.Lambda(keras.ops.relu),
            layers.BatchNormalization(),
            layers.Dropout(0.25),
            layers.Dense(2),
            layers.Lambda(lambda z: tf.nn.softmax(z)),
        ]
    )


class Subclass(keras.Model):
    def __init__(self):
        super().__init__()
        self.steps = [
            layers.Dense(3, activation="relu"),
            layers.BatchNormalization(),
            layers.Dropout(0.25),
            layers.Dense(2, activation="softmax"),
        ]

    def call(self, x):
        for step in self.steps:
            x = step(x)
        return x


def rectify(z):
    return keras.ops.maximum(z, 0)


def nested():
    return keras.Sequential(
        [
            keras.Input((4,)),
            keras.Sequential([layers.Dense(3, activation=rectify), layers.BatchNormalization()]),
            layers.Dropout(0.25),
            layers.Dense(2, activation="softmax"),
        ]
    )


@pytest.mark.parametrize("build", [by_list, by_add, functional, nested, operations, by_lambda])
def test_equal_networks_give_equal_views(build):
    seen = view(build()).for_inputs((4,))
    assert seen.types() == ["Dense", "relu", "BatchNormalization", "Dropout", "Dense", "softmax"]
    assert (seen.params, seen.trainable_params, seen.non_trainable_params) == (35, 29, 6)
    assert seen.input_shape == [None, 4] and seen.output_shape == [None, 2]
    assert seen.settings("units", "Dense") == [3, 2] and seen.settings("rate", "Dropout") == [0.25]
    assert seen.count("Dense") == 2 and seen.count("Activation", activation="relu") == 1
    assert seen.outputs(np.ones((5, 4))).shape == (5, 2)


def test_a_subclass_is_built_by_a_call():
    seen = view(Subclass()).for_inputs((4,))
    assert seen.types() == ["Dense", "relu", "BatchNormalization", "Dropout", "Dense", "softmax"]
    assert (seen.params, seen.trainable_params, seen.non_trainable_params) == (35, 29, 6)
    assert seen.outputs(np.ones((5, 4))).shape == (5, 2)


def test_names_are_those_of_the_layers_also_inside():
    inner = keras.Sequential([layers.Dense(3, activation="relu", name="first"), layers.ReLU(name="rectify")])
    seen = view(keras.Sequential([keras.Input((4,)), inner, layers.Dense(2, name="last")]))
    assert seen.names("Dense") == ["first", "last"] and seen.names("Conv2D") == []


def test_a_length_left_open_takes_every_length():
    def reader(*first):
        return view(keras.Sequential([*first, layers.Embedding(9, 2), layers.LSTM(3)]))

    for seen in (reader(keras.Input((None,))), reader()):
        assert seen.for_inputs((None,)).for_inputs((16,)).outputs(np.ones((5, 16), "int32")).shape == (5, 3)
    for open_or_longer in ((None,), (17,), (16, 1)):
        with pytest.raises(checks.Failed, match="leaves out the batch axis"):
            reader(keras.Input((16,))).for_inputs(open_or_longer)


def test_a_view_is_plain_data():
    import json

    model = by_list()
    model.compile("adam", "mse")
    assert json.loads(json.dumps(describe(model))) == describe(model)


def test_another_input_shape_is_told():
    with pytest.raises(checks.Failed) as failed:
        view(by_list()).for_inputs((5,))
    assert failed.value.found == "inputs of shape (4,)"


def test_layers_that_do_not_fit_are_told():
    model = keras.Sequential([layers.Conv2D(3, 9), layers.Flatten()])
    with pytest.raises(checks.Failed, match="follow the shape") as failed:
        view(model).for_inputs((4, 4, 1))
    assert "a model that stops with" in failed.value.found


def test_weights_go_in_and_out():
    seen = view(by_list())
    weights = [np.full_like(weight, 0.5) for weight in seen.weights()]
    seen.set_weights(weights)
    for found, expected in zip(seen.weights(), weights):
        checks.equal(found, expected, "same")


def test_weights_go_in_and_out_by_name():
    part = keras.Sequential([layers.Dense(3, name="first"), layers.ReLU()])
    seen = view(keras.Sequential([keras.Input((4,)), part, layers.Dense(2, name="second")]))
    weights = {name: [np.full_like(one, 0.5) for one in own] for name, own in seen.named_weights().items()}
    assert {name: [one.shape for one in own] for name, own in weights.items()} == {
        "first": [(4, 3), (3,)],
        "second": [(3, 2), (2,)],
    }
    seen.set_named_weights({"first": weights["first"]})
    checks.equal(seen.named_weights()["first"], weights["first"], "set")
    checks.equal(seen.weights()[:2], weights["first"], "the same weights")
    assert (seen.named_weights()["second"][0] != 0.5).all()


def test_outputs_in_training_drop_units():
    seen = view(keras.Sequential([keras.Input((1000,)), layers.Dropout(0.5)]))
    x = np.ones((1, 1000))
    checks.equal(seen.outputs(x), x, "nothing is dropped")
    assert 0.3 < (seen.outputs(x, training=True) == 0).mean() < 0.7


def test_a_layer_has_a_view_too():
    layer = layers.Dense(3, activation="tanh")
    assert view(layer).built is False
    seen = view(layer).for_inputs((2,))
    assert seen.kind == "Dense" and seen.params == 9 and seen.types() == ["Dense", "tanh"]
    assert seen.outputs(np.zeros((1, 2))).tolist() == [[0, 0, 0]]


@pytest.mark.parametrize(
    "loss", ["mse", "mean_squared_error", keras.losses.MeanSquaredError(), keras.losses.mean_squared_error, "MSE"]
)
@pytest.mark.parametrize("optimizer", ["sgd", "SGD", keras.optimizers.SGD])
@pytest.mark.parametrize("metric", ["accuracy", "acc", keras.metrics.CategoricalAccuracy])
def test_spellings_of_compile(loss, optimizer, metric):
    model = by_list()
    model.compile(
        optimizer=optimizer if isinstance(optimizer, str) else optimizer(),
        loss=loss,
        metrics=[metric if isinstance(metric, str) else metric()],
    )
    seen = view(model)
    assert seen.compiled["loss"] == "mean_squared_error"
    assert seen.compiled["optimizer"] == "sgd"
    assert seen.compiled["optimizer_config"]["learning_rate"] == 0.01
    assert seen.compiled["metrics"] == ["accuracy"]
    assert seen.loss_value(np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])) == pytest.approx(0.25)


@pytest.mark.parametrize(
    "loss, metric, name",
    [
        ("sparse_categorical_crossentropy", "sparse_categorical_accuracy", "accuracy"),
        ("sparse_categorical_crossentropy", keras.metrics.CategoricalAccuracy, "categorical_accuracy"),
        ("categorical_crossentropy", keras.metrics.CategoricalAccuracy, "accuracy"),
        ("sparse_categorical_crossentropy", keras.metrics.Accuracy, "keras.metrics.Accuracy"),
    ],
)
def test_only_the_accuracy_that_fits_the_loss_is_accuracy(loss, metric, name):
    model = by_list()
    model.compile(loss=loss, metrics=[metric if isinstance(metric, str) else metric()])
    assert view(model).compiled["metrics"] == [name]


@pytest.mark.parametrize(
    "loss, says",
    [
        (None, "without a loss"),
        ("sparse_crossentropy", "Could not interpret loss identifier"),
        (lambda y: y, "stops with TypeError"),
    ],
)
def test_a_loss_that_cannot_be_computed_is_told(loss, says):
    model = by_list()
    model.compile("adam", loss)
    with pytest.raises(checks.Failed) as failed:
        view(model).loss_value([1], [[0.5, 0.5]])
    assert says in failed.value.found


def test_not_compiled_is_told():
    with pytest.raises(checks.Failed, match="model.compile"):
        view(by_list()).loss_value([[1.0]], [[1.0]])


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "softmax", "elu", "gelu", "silu", "softplus", "linear"])
def test_activations_are_known_by_what_they_do(name):
    function = keras.activations.get(name)
    seen = view(keras.Sequential([keras.Input((2,)), layers.Dense(3, activation=lambda z: function(z))]))
    assert seen.types() == (["Dense"] if name == "linear" else ["Dense", name])


def test_an_unknown_activation_keeps_its_name():
    def cube(z):
        return z**3

    assert view(keras.Sequential([keras.Input((2,)), layers.Dense(3, activation=cube)])).types() == ["Dense", "cube"]


def pair_model(inputs="list", outputs="list", layer_names=True):
    left, right = keras.Input((3,), name="left"), keras.Input((2,), name="right")
    joined = layers.Concatenate()([left, right])
    first = layers.Dense(1, activation="sigmoid", name="first" if layer_names else None)(joined)
    second = layers.Dense(4, activation="softmax", name="second" if layer_names else None)(joined)
    model_inputs = {"list": [left, right], "swapped": [right, left], "dict": {"right": right, "left": left}}[inputs]
    both = {"list": [first, second], "swapped": [second, first], "dict": {"second": second, "first": first}}[outputs]
    return keras.Model(model_inputs, both)


class PairSubclass(keras.Model):
    def __init__(self):
        super().__init__()
        self.first, self.second = layers.Dense(1, activation="sigmoid"), layers.Dense(4, activation="softmax")

    def call(self, inputs):
        joined = keras.ops.concatenate([inputs["left"], inputs["right"]], axis=-1)
        return {"first": self.first(joined), "second": self.second(joined)}


PAIR_SHAPES = {"right": (2,), "left": (3,)}
PAIR_BATCH = {"left": np.ones((5, 3), "float32"), "right": np.zeros((5, 2), "float32")}
PAIR_LABELS = {"first": np.ones((5, 1), "float32"), "second": np.arange(5) % 4}
PAIRS = {
    "lists": pair_model,
    "swapped": lambda: pair_model("swapped", "swapped"),
    "dicts": lambda: pair_model("dict", "dict"),
    "names from the dict alone": lambda: pair_model("list", "dict", layer_names=False),
    "subclass": PairSubclass,
}


@pytest.mark.parametrize("build", PAIRS.values(), ids=PAIRS)
def test_inputs_and_outputs_go_by_name(build):
    seen = view(build()).for_inputs(PAIR_SHAPES)
    found = seen.outputs(PAIR_BATCH)
    assert {name: array.shape for name, array in found.items()} == {"first": (5, 1), "second": (5, 4)}
    assert seen.params == 30


def test_other_names_of_inputs_are_told():
    with pytest.raises(checks.Failed, match="Give each input its name") as failed:
        view(pair_model()).for_inputs({"a": (3,), "b": (2,)})
    assert failed.value.expected == "a of shape (3,); b of shape (2,)"
    assert failed.value.found == "left of shape (3,); right of shape (2,)"


def test_other_shapes_of_named_inputs_are_told():
    with pytest.raises(checks.Failed, match="leaves out the batch axis"):
        view(pair_model()).for_inputs({"left": (3,), "right": (3,)})


@pytest.mark.parametrize("outputs", ["list", "swapped", "dict"])
@pytest.mark.parametrize("by_name", [True, False])
def test_losses_and_their_weights_go_by_name(outputs, by_name):
    model = pair_model(outputs=outputs)
    losses = {"first": "bce", "second": keras.losses.SparseCategoricalCrossentropy()}
    weights = {"first": 1.0, "second": 0.5}
    if not by_name:  # Keras takes the values of a dict of outputs in the order of their sorted names
        order = ["second", "first"] if outputs == "swapped" else ["first", "second"]
        losses, weights = [losses[name] for name in order], [weights[name] for name in order]
    model.compile("adam", losses, loss_weights=weights)
    seen = view(model)
    assert seen.compiled["loss"] == {"first": "binary_crossentropy", "second": "sparse_categorical_crossentropy"}
    assert seen.compiled["loss_weights"] == {"first": 1.0, "second": 0.5}
    before = seen.outputs(PAIR_BATCH)
    first = -np.log(before["first"]).mean()
    second = -np.log(before["second"][np.arange(5), PAIR_LABELS["second"]]).mean()
    assert seen.loss_value(PAIR_LABELS["first"], before["first"], "first") == pytest.approx(first, rel=1e-4)
    assert seen.loss_value(PAIR_LABELS["second"], before["second"], "second") == pytest.approx(second, rel=1e-4)
    logs = seen.train_on_batch(PAIR_BATCH, PAIR_LABELS)
    assert logs["loss"] == pytest.approx(first + 0.5 * second, rel=1e-4)


def test_one_output_in_a_dict_is_an_array():
    inputs = keras.Input((2,))
    seen = view(keras.Model(inputs, {"same": layers.Dense(1)(inputs)}))
    assert seen.outputs(np.ones((3, 2))).shape == (3, 1)


def test_a_loss_that_keras_cannot_save_is_a_loss():
    def distance(y_true, y_pred, cost):
        return cost * keras.ops.mean(keras.ops.abs(y_true - y_pred))

    model = by_list()
    model.compile("sgd", functools.partial(distance, cost=4.0))
    assert view(model).compiled["optimizer"] == "sgd"
    assert view(model).loss_value(np.array([[1.0]]), np.array([[0.5]])) == pytest.approx(2.0)


def test_one_loss_counts_for_all_outputs():
    model = pair_model()
    model.compile("adam", "mse")
    assert view(model).compiled["loss"] == {"first": "mean_squared_error", "second": "mean_squared_error"}
    assert view(model).compiled["loss_weights"] == {"first": None, "second": None}


def test_a_loss_that_is_missing_for_an_output_is_told():
    model = pair_model(outputs="dict")
    model.compile("adam", {"first": "mse"})
    with pytest.raises(checks.Failed) as failed:
        view(model).loss_value([1], [1], "second")
    assert failed.value.found == "a model compiled without a loss for second"


def test_a_training_step_moves_the_weights_and_reports_metrics():
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1, use_bias=False, kernel_initializer="ones")])

    def largest(y_true, y_pred):
        return keras.ops.max(y_pred)

    model.compile(keras.optimizers.SGD(0.1), "mse", metrics=[largest])
    logs = view(model).train_on_batch(np.array([[1.0], [3.0]]), np.array([[0.0], [0.0]]))
    assert logs == {"loss": pytest.approx(5.0), "largest": pytest.approx(3.0)}
    assert view(model).weights()[0] == pytest.approx(0.0)  # 1 - 0.1 * mean(2 * w * x * x)


def with_numpy_loss():
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    model.compile("sgd", lambda y_true, y_pred: np.mean(np.abs(y_true - y_pred)))
    return model


@pytest.mark.parametrize(
    "model, look_at",
    [(by_list(), "model.compile"), (with_numpy_loss(), "keras.ops")],
)
def test_a_training_step_that_cannot_be_made_is_told(model, look_at):
    with pytest.raises(checks.Failed, match=look_at):
        view(model).train_on_batch(np.ones((2, model.input_shape[1])), np.ones((2, 1)))


class OwnLayer(layers.Layer):
    def __init__(self, function=None, inner=()):
        super().__init__()
        self.function, self.steps = function, list(inner)

    def call(self, x):
        for step in self.steps:
            x = step(x)
        return x if self.function is None else self.function(x)


def test_a_layer_of_ones_own_is_known_by_what_it_derives_from_and_holds():
    assert view(layers.Dense(2)).bases == ["Dense", "Layer"] and view(layers.Dense(2)).inner == []
    seen = view(OwnLayer(inner=[layers.Dense(2), layers.ReLU()]))
    assert seen.bases == ["Layer"] and seen.inner == ["Dense", "ReLU"]


def test_a_layer_of_ones_own_is_opened_and_needs_no_config():
    own = OwnLayer(keras.ops.abs, [layers.Dense(3), layers.ReLU()])
    seen = view(keras.Sequential([keras.Input((2,)), own, OwnLayer(keras.ops.abs), layers.Dense(1)]))
    assert seen.types() == ["Dense", "relu", "OwnLayer", "Dense"] and seen.params == 13


def test_a_class_that_does_not_call_kerass_init_is_told():
    class Forgetful(layers.Layer):
        def __init__(self):
            self.units = 3

    with pytest.raises(checks.Failed, match=r"super\(\).__init__\(\)"):
        view(Forgetful())


def test_numpy_inside_a_layer_is_told():
    with pytest.raises(checks.Failed, match="keras.ops"):
        view(OwnLayer(np.abs)).for_inputs((2,))


def test_a_layer_that_takes_the_batch_for_the_inputs_is_told():
    class Own(layers.Layer):
        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(input_shape[0], 3))

        def call(self, x):
            return x @ self.kernel

    with pytest.raises(checks.Failed, match=r"input_shape\[-1\]"):
        view(Own()).for_inputs((4,))


def test_a_layer_of_ones_own_that_stops_is_told():
    with pytest.raises(checks.Failed, match="`build` and `call`"):
        view(OwnLayer(lambda x: None @ x)).for_inputs((2,))


def side_by_side(count):
    x = keras.Input((2,))
    return keras.Model(x, layers.Dense(1)(layers.Concatenate()([layers.Dense(2)(x) for _ in range(count)])))


def with_shortcuts():
    x = inputs = keras.Input((2,))
    for _ in range(3):
        x = keras.ops.relu(x + layers.Dense(2)(layers.ReLU()(layers.Dense(2)(x))))
    return keras.Model(inputs, x)


def one_layer_three_times():
    x = inputs = keras.Input((2,))
    dense = layers.Dense(2)
    for _ in range(3):
        x = dense(x)
    return keras.Model(inputs, x)


def models_in_a_model():
    x = keras.Input((2,))
    y = with_shortcuts()(layers.Dense(2)(x))
    return keras.Model(x, [keras.Sequential([layers.Dense(2), layers.ReLU(), layers.Dense(1)])(y), layers.Dense(1)(y)])


@pytest.mark.parametrize(
    "model, depth",
    [
        (by_list(), 3),  # Dense, BatchNormalization, Dense
        (nested(), 3),
        (side_by_side(7), 2),
        (with_shortcuts(), 6),
        (one_layer_three_times(), 3),
        (models_in_a_model(), 9),
        (keras.Sequential([keras.Input((2,)), OwnLayer(inner=[layers.Dense(2), layers.Dense(2)]), layers.Dense(1)]), 3),
        (layers.Dense(2), 0),  # no weights yet
        (Subclass(), None),
        (keras.Sequential([Subclass(), layers.Dense(1)]), None),
    ],
)
def test_the_depth_counts_layers_with_weights_one_after_the_other(model, depth):
    assert view(model).depth == depth


@pytest.mark.parametrize("several", [list, lambda outputs: {"fc": outputs[0]}], ids=["list", "dict"])
@pytest.mark.parametrize("loss", ["mse", ["mse"], {"fc": "mse"}], ids=["name", "list", "dict"])
def test_one_output_in_a_list_or_dict_is_one_output(several, loss):
    inputs = keras.Input((3,))
    model = keras.Model([inputs], several([layers.Dense(2, name="fc")(inputs)]))
    model.compile("sgd", loss)
    found = view(model).for_inputs((3,))
    assert found.compiled["loss"] == "mean_squared_error"
    assert found.loss_value(np.ones((1, 2)), np.zeros((1, 2))) == 1
    assert found.outputs(np.ones((5, 3))).shape == (5, 2)


def test_a_subclass_that_claims_to_be_built_is_built():
    class Claims(keras.Model):
        def __init__(self):
            super().__init__()
            self.dense = layers.Dense(2)
            self.build((None, 3))

        def call(self, x):
            return self.dense(x)

    assert view(Claims()).for_inputs((3,)).params == 8
