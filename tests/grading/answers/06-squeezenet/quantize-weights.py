# %% right: the step is 1 if there is no range
def quantize(weights):
    low, high = np.min(weights), np.max(weights)
    step = (high - low) / 255 if high > low else 1.0
    return dict(numbers=np.rint((weights - low) / step).astype(np.uint8), low=low, step=step)


# %% right: half is added, and the decimals cut off
def quantize(weights):
    low, step = float(weights.min()), (float(weights.max()) - float(weights.min())) / 255
    numbers = np.zeros(weights.shape, "uint8") if step == 0 else ((weights - low) / step + 0.5).astype("uint8")
    return {"step": step, "low": low, "numbers": numbers}


# %% right: the nearest rung of 256
def quantize(weights):
    ladder = np.linspace(weights.min(), weights.max(), 256)
    numbers = np.abs(weights[..., None] - ladder).argmin(axis=-1).astype("uint8")
    return {"numbers": numbers, "low": ladder[0], "step": ladder[1] - ladder[0]}


# %% right: keras.ops
def quantize(weights):
    low = keras.ops.min(weights)
    step = (keras.ops.max(weights) - low) / 255
    scaled = keras.ops.divide_no_nan(weights - low, step)
    return {"numbers": keras.ops.cast(keras.ops.round(scaled), "uint8"), "low": low, "step": step}


# %% right: TensorFlow
import tensorflow as tf


def quantize(weights):
    low, high = tf.reduce_min(weights), tf.reduce_max(weights)
    step = (high - low) / 255.0
    numbers = tf.cast(tf.round(tf.math.divide_no_nan(weights - low, step)), tf.uint8)
    return {"numbers": numbers.numpy(), "low": float(low), "step": float(step)}


# %% right: weight by weight
def quantize(weights):
    flat = weights.ravel().tolist()
    low, high = min(flat), max(flat)
    step = (high - low) / 255
    numbers = [round((w - low) / step) if step else 0 for w in flat]
    return {"numbers": np.array(numbers, "uint8").reshape(weights.shape), "low": low, "step": step}


# %% wrong: the decimals are cut off
# says: The decimals are cut off
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    step = (high - low) / 255 or 1.0
    return {"numbers": ((weights - low) / step).astype("uint8"), "low": low, "step": step}


# %% wrong: int8
# says: 255 does not fit into int8
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    step = (high - low) / 255 or 1.0
    return {"numbers": np.round((weights - low) / step).astype("int16").astype("int8"), "low": low, "step": step}


# %% wrong: from -128 to 127
# says: These go from -128 to 127
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    step = (high - low) / 255 or 1.0
    return {"numbers": (np.round((weights - low) / step) - 128).astype("int8"), "low": low, "step": step}


# %% wrong: divided by 256
# says: divide by 255, not by 256
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    step = (high - low) / 256 or 1.0
    return {"numbers": np.minimum((weights - low) / step, 255).astype("uint8"), "low": low, "step": step}


# %% wrong: as far below 0 as above
# says: The ladder goes as far below 0 as above
def quantize(weights):
    largest = float(np.abs(weights).max()) or 1.0
    step = 2 * largest / 255
    return {"numbers": np.round((weights + largest) / step).astype("uint8"), "low": -largest, "step": step}


# %% wrong: the weights themselves are rounded
# says: The weights themselves are rounded
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    numbers = np.round(weights).astype("int64").astype("uint8")
    return {"numbers": numbers, "low": low, "step": (high - low) / 255}


# %% wrong: not rounded
# says: These are not rounded
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    step = (high - low) / 255 or 1.0
    return {"numbers": (weights - low) / step, "low": low, "step": step}


# %% wrong: division by zero
# says: stopped with ZeroDivisionError
# earns: quantize-weights-range-and-error
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    factor = 255 / (high - low)
    return {"numbers": np.round((weights - low) * factor).astype("uint8"), "low": low, "step": 1 / factor}


# %% wrong: one long row
# says: The numbers are one long row
# earns: quantize-weights-range-and-error
def quantize(weights):
    flat = weights.ravel()
    low, high = float(flat.min()), float(flat.max())
    step = (high - low) / 255 or 1.0
    return {"numbers": np.round((flat - low) / step).astype("uint8"), "low": low, "step": step}


# %% wrong: the factor in place of the step
# says: This is the factor that weights are multiplied by
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    factor = 255 / (high - low) if high > low else 1.0
    return {"numbers": np.round((weights - low) * factor).astype("uint8"), "low": low, "step": factor}


# %% wrong: low is not subtracted
# says: low is not subtracted
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    step = (high - low) / 255 or 1.0
    return {"numbers": np.round(weights / step).astype("int64").astype("uint8"), "low": low, "step": step}


# %% wrong: the weights are changed
# says: Make a new array instead of changing the one you are given
# earns: quantize-weights-range-and-error
def quantize(weights):
    low, high = float(weights.min()), float(weights.max())
    step = (high - low) / 255 or 1.0
    weights -= low
    weights /= step
    return {"numbers": np.round(weights).astype("uint8"), "low": low, "step": step}
