# %% right: math.ceil, both cases written out
import math


def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    if padding == "same":
        shape = [math.ceil(height / strides), math.ceil(width / strides)]
    else:
        shape = [(n - kernel_size) // strides + 1 for n in (height, width)]
    return [*shape, filters, kernel_size**2 * channels * filters + filters]


# %% right: places counted one by one
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    last = 1 if padding == "same" else kernel_size
    rows = len(range(0, height - last + 1, strides))
    columns = len(range(0, width - last + 1, strides))
    kernel = np.zeros((kernel_size, kernel_size, channels, filters))
    return rows, columns, filters, kernel.size + filters


# %% right: floor with the padding added
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    padded = kernel_size - 1 if padding == "same" else 0
    sides = np.floor((np.array([height, width]) + padded - kernel_size) / strides) + 1
    return int(sides[0]), int(sides[1]), filters, (kernel_size * kernel_size * channels + 1) * filters


# %% right: Keras asked
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    layer = keras.layers.Conv2D(filters, kernel_size, strides=strides, padding=padding)
    output = layer(np.zeros((1, height, width, channels)))
    return (*output.shape[1:], layer.count_params())


# %% wrong: no bias
# says: The biases are missing
# earns: conv-shape-output
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    if padding == "valid":
        height, width = height - kernel_size + 1, width - kernel_size + 1
    return -(-height // strides), -(-width // strides), filters, kernel_size * kernel_size * channels * filters


# %% wrong: the kernel's whole size taken off
# says: One more fits
# earns: conv-shape-parameters
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    if padding == "valid":
        height, width = height - kernel_size, width - kernel_size
    parameters = (kernel_size * kernel_size * channels + 1) * filters
    return -(-height // strides), -(-width // strides), filters, parameters


# %% wrong: same rounded down
# says: Round up
# earns: conv-shape-parameters
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    parameters = (kernel_size * kernel_size * channels + 1) * filters
    if padding == "same":
        return height // strides, width // strides, filters, parameters
    return (height - kernel_size) // strides + 1, (width - kernel_size) // strides + 1, filters, parameters


# %% wrong: channels left out
# says: The channels are left out
# earns: conv-shape-output
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    if padding == "valid":
        height, width = height - kernel_size + 1, width - kernel_size + 1
    parameters = (kernel_size * kernel_size + 1) * filters
    return -(-height // strides), -(-width // strides), filters, parameters


# %% wrong: half the kernel added on either side
# says: too much when it is even
# earns: conv-shape-parameters
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    border = kernel_size // 2 if padding == "same" else 0
    height, width = [(n + 2 * border - kernel_size) // strides + 1 for n in (height, width)]
    return height, width, filters, (kernel_size * kernel_size * channels + 1) * filters


# %% wrong: padding ignored
# says: This is the shape for "valid"
# earns: conv-shape-parameters
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    height, width = (height - kernel_size) // strides + 1, (width - kernel_size) // strides + 1
    return height, width, filters, (kernel_size * kernel_size * channels + 1) * filters
