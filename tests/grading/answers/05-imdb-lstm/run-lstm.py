# %% right: NumPy alone, the mask as a factor
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    units = recurrent_kernel.shape[0]
    h, c = np.zeros((x.shape[0], units)), np.zeros((x.shape[0], units))
    for t in range(x.shape[1]):
        z = x[:, t] @ kernel + h @ recurrent_kernel + bias
        i, f, o = (1 / (1 + np.exp(-z[:, n * units : (n + 1) * units])) for n in (0, 1, 3))
        c_new = f * c + i * np.tanh(z[:, 2 * units : 3 * units])
        m = mask[:, t : t + 1].astype(float)
        h, c = m * o * np.tanh(c_new) + (1 - m) * h, m * c_new + (1 - m) * c
    return h


# %% right: the layer in one line
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.LSTM(recurrent_kernel.shape[0])
    layer.build(x.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return layer(x, mask=mask)


# %% right: a review at a time, its words only
def one_step(word, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(word @ kernel + h @ recurrent_kernel + bias, 4)
    c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
    return np.tanh(c) / (1 + np.exp(-o)), c


def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    states = []
    for review, words in zip(x, mask):
        h = c = np.zeros(len(bias) // 4)
        for word in review[words]:
            h, c = one_step(word, h, c, kernel, recurrent_kernel, bias)
        states.append(h)
    return np.array(states)


# %% right: rows of the batch that have a word, written in place
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    h = np.zeros((len(x), len(recurrent_kernel)))
    c = np.zeros_like(h)
    for t in range(x.shape[1]):
        now = mask[:, t]
        i, f, g, o = np.split(x[now, t] @ kernel + h[now] @ recurrent_kernel + bias, 4, axis=1)
        c[now] = c[now] / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h[now] = np.tanh(c[now]) / (1 + np.exp(-o))
    return h


# %% right: RNN around a cell
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.RNN(keras.layers.LSTMCell(len(recurrent_kernel)))
    layer(x, mask=keras.ops.convert_to_tensor(mask))
    layer.set_weights([kernel, recurrent_kernel, bias])
    return keras.ops.convert_to_numpy(layer(x, mask=keras.ops.convert_to_tensor(mask)))


# %% right: a functional model with the mask as an input
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    vectors, words = keras.Input(x.shape[1:]), keras.Input(mask.shape[1:], dtype="bool")
    layer = keras.layers.LSTM(len(recurrent_kernel))
    model = keras.Model([vectors, words], layer(vectors, mask=words))
    layer.set_weights([kernel, recurrent_kernel, bias])
    return model.predict([x, mask], verbose=0).tolist()


# %% wrong: no mask
# says: The mask is not used
# earns: run-lstm-steps
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.LSTM(len(recurrent_kernel))
    layer.build(x.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return layer(x)


# %% wrong: the mask on the vectors
# says: Padding with a vector of zeros is still a step
# earns: run-lstm-steps
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.LSTM(len(recurrent_kernel))
    layer.build(x.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return layer(x * mask[:, :, None])


# %% wrong: c goes on at padding
# says: c stays as it is too
# earns: run-lstm-steps
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    cell = keras.layers.LSTMCell(len(recurrent_kernel))
    cell.build((None, x.shape[2]))
    cell.set_weights([kernel, recurrent_kernel, bias])
    h = c = np.zeros((len(x), len(recurrent_kernel)), "float32")
    for t in range(x.shape[1]):
        _, (h_new, c) = cell(x[:, t], [h, c])
        h = np.where(mask[:, t, None], h_new, h)
    return h


# %% wrong: the mask the wrong way round
# says: The mask is used the wrong way round
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.LSTM(len(recurrent_kernel))
    layer.build(x.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return layer(x, mask=~mask)


# %% wrong: zeros at padding
# says: The states are set to zero at padding
# earns: run-lstm-steps
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    cell = keras.layers.LSTMCell(len(recurrent_kernel))
    cell.build((None, x.shape[2]))
    cell.set_weights([kernel, recurrent_kernel, bias])
    h = c = np.zeros((len(x), len(recurrent_kernel)), "float32")
    for t in range(x.shape[1]):
        _, (h, c) = cell(x[:, t], [h, c])
        h, c = h * mask[:, t, None], c * mask[:, t, None]
    return h


# %% wrong: zeros again in every step
# says: Every step starts from zeros again
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    cell = keras.layers.LSTMCell(len(recurrent_kernel))
    cell.build((None, x.shape[2]))
    cell.set_weights([kernel, recurrent_kernel, bias])
    for t in range(x.shape[1]):
        h = c = np.zeros((len(x), len(recurrent_kernel)), "float32")
        _, (h_new, c_new) = cell(x[:, t], [h, c])
        word = mask[:, t, None]
        h, c = np.where(word, h_new, h), np.where(word, c_new, c)
    return h


# %% wrong: the states of all steps
# says: These are the states of all steps
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.LSTM(len(recurrent_kernel), return_sequences=True)
    layer.build(x.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return layer(x, mask=mask)


# %% wrong: return in the loop
# says: is return inside the loop
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    cell = keras.layers.LSTMCell(len(recurrent_kernel))
    cell.build((None, x.shape[2]))
    cell.set_weights([kernel, recurrent_kernel, bias])
    h = c = np.zeros((len(x), len(recurrent_kernel)), "float32")
    for t in range(x.shape[1]):
        _, (h_new, c_new) = cell(x[:, t], [h, c])
        h, c = np.where(mask[:, t, None], h_new, h), np.where(mask[:, t, None], c_new, c)
        return h


# %% wrong: the loop ends at padding
# says: Padding ends the loop
# earns: run-lstm-steps
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.LSTM(len(recurrent_kernel))
    layer.build(x.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return layer(x, mask=np.cumprod(mask, axis=1).astype(bool))


# %% wrong: the memory returned
# says: This is c, the memory
def run_lstm(x, mask, kernel, recurrent_kernel, bias):
    layer = keras.layers.LSTM(len(recurrent_kernel), return_state=True)
    layer.build(x.shape)
    layer.set_weights([kernel, recurrent_kernel, bias])
    return layer(x, mask=mask)[2]
