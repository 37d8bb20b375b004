# %% right: where, take, a cast to int
def make_pairs(images, labels, order):
    left = np.float32(images) / np.float32(255)
    right = np.take(left, order, axis=0)
    digits = labels.astype(int)
    return dict(
        left=left,
        right=right,
        larger=np.where(digits - digits[order] > 0, np.float32(1), np.float32(0)),
        sum=digits + digits[order],
    )


# %% right: one pair after the other
def make_pairs(images, labels, order):
    pairs = {"left": [], "right": [], "larger": [], "sum": []}
    for i, j in enumerate(order):
        pairs["left"].append(images[i] / 255)
        pairs["right"].append(images[j] / 255)
        pairs["larger"].append(float(int(labels[i]) > int(labels[j])))
        pairs["sum"].append(int(labels[i]) + int(labels[j]))
    types = {"left": "float32", "right": "float32", "larger": "float32", "sum": "int32"}
    return {name: np.array(values, dtype=types[name]) for name, values in pairs.items()}


# %% right: keras.ops
def make_pairs(images, labels, order):
    pixels = keras.ops.cast(images, "float32") / 255.0
    left, right = keras.ops.cast(labels, "int32"), keras.ops.cast(labels[order], "int32")
    return {
        "left": pixels,
        "right": keras.ops.take(pixels, order, axis=0),
        "larger": keras.ops.cast(keras.ops.greater(left, right), "float32"),
        "sum": keras.ops.add(left, right),
    }


# %% right: sum in uint8, where 18 fits
def make_pairs(images, labels, order):
    pixels = (images / 255).astype("float32")
    return {
        "left": pixels,
        "right": pixels[order],
        "larger": np.greater(labels, labels[order]).astype("float32"),
        "sum": labels + labels[order],
    }


# %% wrong: a difference of uint8
# says: uint8 has no negative numbers
# earns: digit-pairs-images
def make_pairs(images, labels, order):
    pixels = images.astype("float32") / 255
    larger = (labels - labels[order] > 0).astype("float32")
    return {"left": pixels, "right": pixels[order], "larger": larger, "sum": labels.astype(int) + labels[order]}


# %% wrong: the right digit is larger
# says: This is 1 where the right digit is larger
# earns: digit-pairs-images
def make_pairs(images, labels, order):
    pixels = images.astype("float32") / 255
    larger = (labels < labels[order]).astype("float32")
    return {"left": pixels, "right": pixels[order], "larger": larger, "sum": labels.astype(int) + labels[order]}


# %% wrong: equal digits count as larger
# says: Two equal digits are no case of larger
# earns: digit-pairs-images
def make_pairs(images, labels, order):
    pixels = images.astype("float32") / 255
    larger = (labels >= labels[order]).astype("float32")
    return {"left": pixels, "right": pixels[order], "larger": larger, "sum": labels.astype(int) + labels[order]}


# %% wrong: pixels to 255
# says: Divide by 255
# earns: digit-pairs-labels
def make_pairs(images, labels, order):
    pixels = images.astype("float32")
    larger = (labels > labels[order]).astype("float32")
    return {"left": pixels, "right": pixels[order], "larger": larger, "sum": labels.astype(int) + labels[order]}


# %% wrong: positions instead of labels
# says: The positions are added
# earns: digit-pairs-images
def make_pairs(images, labels, order):
    pixels = images.astype("float32") / 255
    larger = (labels > labels[order]).astype("float32")
    return {"left": pixels, "right": pixels[order], "larger": larger, "sum": labels + order}


# %% wrong: the order undone
# says: The order is used the wrong way round
# earns: digit-pairs-labels
def make_pairs(images, labels, order):
    pixels = images.astype("float32") / 255
    right = np.zeros_like(pixels)
    right[order] = pixels
    larger = (labels > labels[order]).astype("float32")
    return {"left": pixels, "right": right, "larger": larger, "sum": labels.astype(int) + labels[order]}
