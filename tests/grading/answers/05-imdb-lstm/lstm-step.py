# %% right: the parts by slices, a function for the sigmoid
def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    units = h.shape[1]
    z = np.dot(x, kernel) + np.dot(h, recurrent_kernel) + bias
    i, f = sigmoid(z[:, :units]), sigmoid(z[:, units : 2 * units])
    g, o = np.tanh(z[:, 2 * units : 3 * units]), sigmoid(z[:, 3 * units :])
    c_new = f * c + i * g
    h_new = o * np.tanh(c_new)
    return {"i": i, "f": f, "g": g, "o": o, "c": c_new, "h": h_new}


# %% right: keras.ops
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = keras.ops.matmul(x, kernel) + keras.ops.matmul(h, recurrent_kernel) + bias
    i, f, g, o = keras.ops.split(z, 4, axis=-1)
    i, f, g, o = keras.ops.sigmoid(i), keras.ops.sigmoid(f), keras.ops.tanh(g), keras.ops.sigmoid(o)
    c = f * c + i * g
    return dict(i=i, f=f, g=g, o=o, c=c, h=o * keras.ops.tanh(c))


# %% right: the sigmoid as a tanh, one matrix for word and state
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    both = np.concatenate([x, h], axis=1) @ np.concatenate([kernel, recurrent_kernel]) + bias
    parts = dict(zip("ifgo", np.hsplit(both, 4)))
    step = {name: np.tanh(z) if name == "g" else 0.5 + 0.5 * np.tanh(z / 2) for name, z in parts.items()}
    step["c"] = step["f"] * c + step["i"] * step["g"]
    step["h"] = step["o"] * np.tanh(step["c"])
    return step


# %% right: a matrix for each gate, TensorFlow
import tensorflow as tf


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    step = {}
    matrices = zip("ifgo", tf.split(kernel, 4, axis=1), tf.split(recurrent_kernel, 4, axis=1), tf.split(bias, 4))
    for name, w, u, b in matrices:
        step[name] = (tf.tanh if name == "g" else tf.sigmoid)(x @ w + h @ u + b)
    step["c"] = step["f"] * c + step["i"] * step["g"]
    step["h"] = step["o"] * tf.tanh(step["c"])
    return step


# %% right: a row at a time, double precision
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    rows = {name: [] for name in "ifgoch"}
    for word, state, cell in zip(x.astype("float64"), h, c):
        i, f, g, o = (word @ kernel + state @ recurrent_kernel + bias).reshape(4, -1)
        i, f, g, o = 1 / (1 + np.exp(-i)), 1 / (1 + np.exp(-f)), np.tanh(g), 1 / (1 + np.exp(-o))
        cell = f * cell + i * g
        for name, row in zip("ifgoch", (i, f, g, o, cell, o * np.tanh(cell))):
            rows[name].append(row)
    return {name: np.array(found) for name, found in rows.items()}


# %% right: lists of rows
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.hsplit(x @ kernel + h @ recurrent_kernel + bias, 4)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    step = {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}
    return {name: value.tolist() for name, value in step.items()}


# %% wrong: the order i, g, f, o of TensorFlow 1
# says: f and g are exchanged
# earns: lstm-step-cell, lstm-step-state
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, g, f, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: the order i, f, o, g
# says: g and o are exchanged
# earns: lstm-step-cell, lstm-step-state
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, o, g = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: a sigmoid for the candidate too
# says: g is a candidate, not a gate
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = 1 / (1 + np.exp(-(x @ kernel + h @ recurrent_kernel + bias)))
    i, f, g, o = np.split(z, 4, axis=1)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: sigmoid and tanh exchanged
# says: The activations are exchanged
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (np.tanh(gate) for gate in (i, f, o))
    g = 1 / (1 + np.exp(-g))
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: the kernels exchanged
# says: The kernels are exchanged
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = h @ kernel + x @ recurrent_kernel + bias
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: h from the old cell state
# says: This is computed from the old cell state
# earns: lstm-step-gates, lstm-step-cell
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    return {"i": i, "f": f, "g": g, "o": o, "c": f * c + i * g, "h": o * np.tanh(c)}


# %% wrong: h without tanh
# says: The tanh is missing
# earns: lstm-step-gates, lstm-step-cell
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * c}


# %% wrong: input and forget gate exchanged in the formula
# says: i and f are exchanged: f keeps
# earns: lstm-step-gates, lstm-step-state
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = i * c + f * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: the state is changed in place
# says: argument 3 changed by the call
# earns: lstm-step-gates, lstm-step-cell, lstm-step-state
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c *= f
    c += i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: every fourth column
# says: every fourth column is another cut
# earns: lstm-step-cell, lstm-step-state
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = (z[:, n::4] for n in range(4))
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: the bias with word and state
# says: The bias is added twice
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = (x @ kernel + bias) + (h @ recurrent_kernel + bias)
    i, f, g, o = np.split(z, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: 1 added to the forget gate
# says: Add no 1 to the forget gate
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f + 1, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": c, "h": o * np.tanh(c)}


# %% wrong: h and c exchanged
# says: c and h are exchanged
# earns: lstm-step-gates
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
    g = np.tanh(g)
    c = f * c + i * g
    return {"i": i, "f": f, "g": g, "o": o, "c": o * np.tanh(c), "h": c}
