"""Equal networks give equal views, however they are written."""

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
