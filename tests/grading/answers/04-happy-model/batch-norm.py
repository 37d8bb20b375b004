# %% right: keras.ops and its moments
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    if training:
        mean, variance = keras.ops.moments(x, axes=[0, 1, 2])
        moving_mean = moving_mean - (moving_mean - mean) * 0.01
        moving_variance = moving_variance - (moving_variance - variance) * 0.01
    else:
        mean, variance = moving_mean, moving_variance
    output = (x - mean) * keras.ops.rsqrt(variance + 0.001) * gamma + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% right: rows of channels, the deviation squared
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    rows = x.reshape(-1, x.shape[-1])
    if training:
        mean, deviation = np.mean(rows, axis=0), np.std(rows, axis=0)
        output = gamma * ((x - mean) / (deviation**2 + 1e-3) ** 0.5) + beta
        moving_mean, moving_variance = 0.99 * moving_mean + 0.01 * mean, 0.99 * moving_variance + 0.01 * deviation**2
    else:
        output = (rows - moving_mean) / (moving_variance + 1e-3) ** 0.5 * gamma + beta
        output = output.reshape(x.shape)
    return dict(output=output, moving_mean=moving_mean, moving_variance=moving_variance)


# %% right: channel by channel, the variance from the squares
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    x = x.astype("float64")
    output, means, variances = np.empty(x.shape), moving_mean.copy(), moving_variance.copy()
    for c in range(x.shape[-1]):
        mean, variance = moving_mean[c], moving_variance[c]
        if training:
            mean = x[..., c].sum() / x[..., c].size
            variance = (x[..., c] ** 2).mean() - mean**2
            means[c] += 0.01 * (mean - means[c])
            variances[c] += 0.01 * (variance - variances[c])
        output[..., c] = gamma[c] * (x[..., c] - mean) / np.sqrt(variance + 0.001) + beta[c]
    return {"moving_mean": means, "moving_variance": variances, "output": output}


# %% right: Keras's own layer
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    layer = keras.layers.BatchNormalization()
    layer.build(x.shape)
    layer.set_weights([gamma, beta, moving_mean, moving_variance])
    output = layer(x, training=training)
    weights = layer.get_weights()
    return {"output": output, "moving_mean": weights[2], "moving_variance": weights[3]}


# %% right: axes kept, tf.nn
import tensorflow as tf


def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = (np.mean(x, (0, 1, 2)), np.var(x, (0, 1, 2))) if training else (moving_mean, moving_variance)
    x, mean, variance, gamma, beta = (tf.cast(one, tf.float32) for one in (x, mean, variance, gamma, beta))
    output = tf.nn.batch_normalization(x, mean, variance, beta, gamma, 0.001)
    step = 0.01 if training else 0
    moving = [(1 - step) * moving_mean + step * mean.numpy(), (1 - step) * moving_variance + step * variance.numpy()]
    return {"output": output, "moving_mean": moving[0], "moving_variance": moving[1]}


# %% right: the variance from the squares, in float32
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean = np.mean(x, axis=(0, 1, 2))
        variance = np.mean(x**2, axis=(0, 1, 2)) - mean**2
        moving_mean, moving_variance = 0.99 * moving_mean + 0.01 * mean, 0.99 * moving_variance + 0.01 * variance
    scale = gamma / np.sqrt(variance + 0.001)
    return {"output": x * scale + (beta - mean * scale), "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: the photos' axis only
# says: Mean and variance are taken over the photos only
# earns: batch-norm-inference
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=0), x.var(axis=0)
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: the deviation for the variance
# says: The root of the deviation is taken
# earns: batch-norm-inference
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.std(axis=(0, 1, 2))
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: divided by one less than the count
# says: This variance divides by one less than the count
# earns: batch-norm-inference
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2), ddof=1)
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: the momentum the wrong way round
# says: The momentum is the wrong way round
# earns: batch-norm-training, batch-norm-inference
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        moving_mean = 0.01 * moving_mean + 0.99 * mean
        moving_variance = 0.01 * moving_variance + 0.99 * variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: averages move after training too
# says: The averages move in training only
# earns: batch-norm-training, batch-norm-moving
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
    new_mean = 0.99 * moving_mean + 0.01 * mean
    new_variance = 0.99 * moving_variance + 0.01 * variance
    if not training:
        mean, variance = moving_mean, moving_variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": new_mean, "moving_variance": new_variance}


# %% wrong: training is not looked at
# says: The batch's own mean and variance are used
# earns: batch-norm-training, batch-norm-moving
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    if training:
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: moving averages in training
# says: The averages after their step are used
# earns: batch-norm-moving, batch-norm-inference
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    if training:
        moving_mean = 0.99 * moving_mean + 0.01 * x.mean(axis=(0, 1, 2))
        moving_variance = 0.99 * moving_variance + 0.01 * x.var(axis=(0, 1, 2))
    output = gamma * (x - moving_mean) / np.sqrt(moving_variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: the small number outside the root
# says: The 0.001 stands outside the root
# earns: batch-norm-moving
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = gamma * (x - mean) / (np.sqrt(variance) + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: the arguments are changed
# says: Make a new array instead of changing the one you are given
# earns: batch-norm-training, batch-norm-inference
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean.copy(), moving_variance.copy()
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        moving_mean += 0.01 * (mean - moving_mean)
        moving_variance += 0.01 * (variance - moving_variance)
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: no gamma and beta
# says: Gamma and beta are missing: multiply
# earns: batch-norm-moving
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = (x - mean) / np.sqrt(variance + 0.001)
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: photos and rows only
# says: The columns are left apart
# earns: batch-norm-inference
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1)), x.var(axis=(0, 1))
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}


# %% wrong: the averages exchanged
# says: The two averages are exchanged
# earns: batch-norm-training
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_variance, "moving_variance": moving_mean}


# %% wrong: x is changed, but only after training
# says: Make a new array instead of changing the one you are given
# earns: batch-norm-training, batch-norm-moving
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
        x = x - mean
    else:
        x -= mean
    output = gamma * x / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}
