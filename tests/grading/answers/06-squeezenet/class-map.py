# %% right: tensordot and keras.ops.relu
def class_map(features, kernel, bias, index):
    sums = np.tensordot(features, kernel[0, 0, :, index], axes=1) + bias[index]
    return keras.ops.relu(sums)


# %% right: all classes at once, one picked out
def class_map(features, kernel, bias, index):
    maps = np.maximum(0, features @ np.squeeze(kernel, axis=(0, 1)) + bias)
    return maps[:, :, index]


# %% right: a Conv2D layer with these weights
def class_map(features, kernel, bias, index):
    layer = keras.layers.Conv2D(kernel.shape[-1], 1, activation="relu")
    layer.build((None, *features.shape))
    layer.set_weights([kernel, bias])
    return layer(features[None])[0, ..., index].numpy()


# %% right: keras.ops.conv with one filter
def class_map(features, kernel, bias, index):
    sums = keras.ops.conv(features[None], kernel[..., index : index + 1], padding="valid") + bias[index]
    return keras.ops.nn.relu(sums)[0, :, :, 0]


# %% right: place by place
def class_map(features, kernel, bias, index):
    height, width, channels = features.shape
    result = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            total = bias[index]
            for c in range(channels):
                total += features[i, j, c] * kernel[0, 0, c, index]
            result[i, j] = max(total, 0.0)
    return result


# %% right: TensorFlow, einsum
import tensorflow as tf


def class_map(features, kernel, bias, index):
    return tf.nn.relu(tf.einsum("hwc,c->hw", features, kernel[0, 0, :, index]) + bias[index])


# %% wrong: the other axis of the kernel
# says: The kernel's last axis is the class
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0, index] + bias[index], 0)


# %% wrong: no bias
# says: The bias is missing
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0, :, index], 0)


# %% wrong: all biases
# says: All biases are added
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0, :, index] + bias, 0)


# %% wrong: no ReLU
# says: ReLU is missing
def class_map(features, kernel, bias, index):
    return features @ kernel[0, 0, :, index] + bias[index]


# %% wrong: ReLU before the bias
# says: ReLU comes before the bias
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0, :, index], 0) + bias[index]


# %% wrong: height and width exchanged
# says: Height and width are exchanged
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0, :, index] + bias[index], 0).T


# %% wrong: a softmax over the places
# says: no softmax over the places
def class_map(features, kernel, bias, index):
    sums = np.maximum(features @ kernel[0, 0, :, index] + bias[index], 0)
    e = np.exp(sums - sums.max())
    return e / e.sum()


# %% wrong: stretched to 0 to 1
# says: The map is stretched to 0 to 1
def class_map(features, kernel, bias, index):
    sums = np.maximum(features @ kernel[0, 0, :, index] + bias[index], 0)
    return (sums - sums.min()) / (sums.max() - sums.min() + 1e-9)


# %% wrong: the sum
# says: This is one number, the sum
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0, :, index] + bias[index], 0).sum()


# %% wrong: the score
# says: This is one number, the mean
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0, :, index] + bias[index], 0).mean()


# %% wrong: the maps of all classes
# says: These are the maps of all classes
def class_map(features, kernel, bias, index):
    return np.maximum(features @ kernel[0, 0] + bias, 0)


# %% wrong: the features are changed
# says: Make a new array instead of changing the one you are given
# earns: class-map-one-class
def class_map(features, kernel, bias, index):
    features *= kernel[0, 0, :, index]
    return np.maximum(features.sum(axis=-1) + bias[index], 0)
