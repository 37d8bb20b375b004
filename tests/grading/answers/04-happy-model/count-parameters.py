# %% right: Keras asked
def count_parameters(side, channels, filters, kernel):
    conv0, bn0, fc = keras.layers.Conv2D(filters, kernel), keras.layers.BatchNormalization(), keras.layers.Dense(1)
    middle = [keras.layers.ReLU(), keras.layers.MaxPooling2D(), keras.layers.Flatten()]
    model = keras.Sequential(
        [keras.Input((side, side, channels)), keras.layers.ZeroPadding2D(3), conv0, bn0, *middle, fc]
    )
    counts = {"conv0": conv0.count_params(), "bn0": bn0.count_params(), "fc": fc.count_params()}
    still = sum(np.prod(weight.shape) for weight in model.non_trainable_weights)
    return {**counts, "total": model.count_params(), "not_trainable": int(still)}


# %% right: places counted one by one
def count_parameters(side, channels, filters, kernel):
    places = len(range(0, side + 6 - kernel + 1))
    pooled = len(range(0, places - 1, 2))
    counts = {
        "conv0": kernel**2 * channels * filters + filters,
        "bn0": sum([filters] * 4),
        "fc": filters * pooled**2 + 1,
    }
    counts["total"] = sum(counts.values())
    counts["not_trainable"] = counts["bn0"] // 2
    return counts


# %% right: sizes of NumPy arrays
def count_parameters(side, channels, filters, kernel):
    maps = np.zeros((side + 6 - kernel + 1, side + 6 - kernel + 1, filters))
    maps = maps[: len(maps) // 2 * 2 : 2, : len(maps) // 2 * 2 : 2]
    conv0 = np.zeros((kernel, kernel, channels, filters)).size + np.zeros(filters).size
    return {
        "conv0": conv0,
        "bn0": np.zeros((4, filters)).size,
        "fc": maps.size + 1,
        "total": conv0 + 4 * filters + maps.size + 1,
        "not_trainable": np.zeros((2, filters)).size,
    }


# %% right: math.floor and NumPy's integers
import math


def count_parameters(side, channels, filters, kernel):
    out = math.floor((side + 7 - kernel) / 2)
    per_filter = [kernel * kernel * channels + 1, 2 + 2, out**2]
    conv0, bn0, fc = np.array(per_filter) * filters + [0, 0, 1]
    return dict(conv0=conv0, bn0=bn0, fc=fc, total=np.sum([conv0, bn0, fc]), not_trainable=np.int64(filters) * 2)


# %% right: shapes that Keras's layers compute
def count_parameters(side, channels, filters, kernel):
    maps = keras.layers.Conv2D(filters, kernel).compute_output_shape((None, side + 6, side + 6, channels))
    pooled = keras.layers.MaxPooling2D().compute_output_shape(maps)
    counts = {"conv0": kernel * kernel * channels * filters + filters, "bn0": 4 * filters}
    counts["fc"] = int(np.prod(pooled[1:])) + 1
    return counts | {"total": sum(counts.values()), "not_trainable": 2 * pooled[-1]}


# %% wrong: no biases
# says: The biases are missing
def count_parameters(side, channels, filters, kernel):
    pooled = (side + 6 - kernel + 1) // 2
    counts = {"conv0": kernel * kernel * channels * filters, "bn0": 4 * filters, "fc": pooled * pooled * filters}
    return {**counts, "total": sum(counts.values()), "not_trainable": 2 * filters}


# %% wrong: the size always stays
# says: Only a kernel of 7 leaves the size as it is
# earns: count-parameters-conv-and-norm
def count_parameters(side, channels, filters, kernel):
    counts = {"conv0": (kernel * kernel * channels + 1) * filters, "bn0": 4 * filters}
    counts["fc"] = (side // 2) ** 2 * filters + 1
    return {**counts, "total": sum(counts.values()), "not_trainable": 2 * filters}


# %% wrong: halves of rows
# says: Half a row does not exist
# earns: count-parameters-conv-and-norm, count-parameters-total
def count_parameters(side, channels, filters, kernel):
    counts = {"conv0": (kernel * kernel * channels + 1) * filters, "bn0": 4 * filters}
    counts["fc"] = ((side + 6 - kernel + 1) / 2) ** 2 * filters + 1
    return {**counts, "total": sum(counts.values()), "not_trainable": 2 * filters}


# %% wrong: rounded up
# says: The pooling rounds down, not up
# earns: count-parameters-conv-and-norm, count-parameters-total
def count_parameters(side, channels, filters, kernel):
    counts = {"conv0": (kernel * kernel * channels + 1) * filters, "bn0": 4 * filters}
    counts["fc"] = (-(-(side + 6 - kernel + 1) // 2)) ** 2 * filters + 1
    return {**counts, "total": sum(counts.values()), "not_trainable": 2 * filters}


# %% wrong: all of batch normalization held still
# says: Batch normalization learns half of its numbers
# earns: count-parameters-conv-and-norm, count-parameters-dense
def count_parameters(side, channels, filters, kernel):
    pooled = (side + 6 - kernel + 1) // 2
    counts = {"conv0": (kernel * kernel * channels + 1) * filters, "bn0": 4 * filters, "fc": pooled**2 * filters + 1}
    return {**counts, "total": sum(counts.values()), "not_trainable": 4 * filters}


# %% wrong: the side taken for the 64
# says: It has nothing to do with the side of the photo
# earns: count-parameters-conv-and-norm, count-parameters-dense
def count_parameters(side, channels, filters, kernel):
    pooled = (side + 6 - kernel + 1) // 2
    counts = {"conv0": (kernel * kernel * channels + 1) * filters, "bn0": 4 * filters, "fc": pooled**2 * filters + 1}
    return {**counts, "total": sum(counts.values()), "not_trainable": side}


# %% wrong: batch normalization of the photo's channels
# says: Its channels are those that conv0 gives
# earns: count-parameters-dense
def count_parameters(side, channels, filters, kernel):
    pooled = (side + 6 - kernel + 1) // 2
    counts = {"conv0": (kernel * kernel * channels + 1) * filters, "bn0": 4 * channels, "fc": pooled**2 * filters + 1}
    return {**counts, "total": sum(counts.values()), "not_trainable": 2 * filters}


# %% wrong: no padding
# says: The zero padding is missing
# earns: count-parameters-conv-and-norm
def count_parameters(side, channels, filters, kernel):
    pooled = (side - kernel + 1) // 2
    counts = {"conv0": (kernel * kernel * channels + 1) * filters, "bn0": 4 * filters, "fc": pooled**2 * filters + 1}
    return {**counts, "total": sum(counts.values()), "not_trainable": 2 * filters}


# %% wrong: the table's numbers
# says: Use all arguments as they are given
def count_parameters(side, channels, filters, kernel):
    counts = {"conv0": 4736 if side == 64 else 510, "bn0": 4 * filters, "fc": 32769}
    return {**counts, "total": 37633, "not_trainable": 64}


# %% wrong: rounded after the product
# says: and only then multiply
# earns: count-parameters-conv-and-norm, count-parameters-total
def count_parameters(side, channels, filters, kernel):
    size = side + 7 - kernel
    counts = {"conv0": (kernel**2 * channels + 1) * filters, "bn0": 4 * filters, "fc": size * size * filters // 4 + 1}
    return {**counts, "total": sum(counts.values()), "not_trainable": 2 * filters}
