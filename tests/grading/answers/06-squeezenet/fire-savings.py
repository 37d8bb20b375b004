# %% right: Keras asked
def fire_savings(channels, squeeze, expand):
    inputs = keras.Input((8, 8, channels))
    x = keras.layers.Conv2D(squeeze, 1)(inputs)
    halves = [keras.layers.Conv2D(expand, size, padding="same")(x) for size in (1, 3)]
    fire = keras.Model(inputs, keras.layers.Concatenate()(halves)).count_params()
    plain = keras.Sequential([inputs, keras.layers.Conv2D(2 * expand, 3)]).count_params()
    return {"fire": fire, "plain": plain, "times": plain / fire}


# %% right: a helper for any convolution
def conv_params(size, read, filters):
    return size**2 * read * filters + filters


def fire_savings(channels, squeeze, expand):
    steps = [(1, channels, squeeze), (1, squeeze, expand), (3, squeeze, expand)]
    fire, plain = sum(conv_params(*step) for step in steps), conv_params(3, channels, expand * 2)
    return dict(times=plain / fire, plain=plain, fire=fire)


# %% right: multiplied out
def fire_savings(channels, squeeze, expand):
    counts = {"fire": squeeze * (channels + 10 * expand + 1) + 2 * expand, "plain": 18 * channels * expand + 2 * expand}
    counts["times"] = counts["plain"] / counts["fire"]
    return counts


# %% right: sizes of NumPy arrays, NumPy's own numbers
def fire_savings(channels, squeeze, expand):
    shapes = [(1, 1, channels, squeeze), (1, 1, squeeze, expand), (3, 3, squeeze, expand)]
    fire = np.sum([np.prod(shape) for shape in shapes]) + np.int64(squeeze) + np.int64(2 * expand)
    plain = np.zeros((3, 3, channels, 2 * expand)).size + np.zeros(2 * expand).size
    return {"fire": fire, "plain": plain, "times": np.float64(plain) / fire}


# %% right: floats everywhere
def fire_savings(channels, squeeze, expand):
    channels, squeeze, expand = float(channels), float(squeeze), float(expand)
    fire = channels * squeeze + squeeze + squeeze * expand + expand + 9.0 * squeeze * expand + expand
    plain = 9.0 * channels * 2.0 * expand + 2.0 * expand
    return {"fire": fire, "plain": plain, "times": plain * fire**-1}


# %% wrong: no biases
# says: The biases are missing
def fire_savings(channels, squeeze, expand):
    fire, plain = channels * squeeze + 10 * squeeze * expand, 9 * channels * 2 * expand
    return {"fire": fire, "plain": plain, "times": plain / fire}


# %% wrong: expand layers that read the input
# says: The expand layers read what squeeze gives
def fire_savings(channels, squeeze, expand):
    fire = (channels + 1) * squeeze + (channels + 1) * expand + (9 * channels + 1) * expand
    plain = (9 * channels + 1) * 2 * expand
    return {"fire": fire, "plain": plain, "times": plain / fire}


# %% wrong: three weights in a 3 by 3 kernel
# says: The 3 by 3 kernel has nine weights in each channel
def fire_savings(channels, squeeze, expand):
    fire = (channels + 1) * squeeze + (squeeze + 1) * expand + (3 * squeeze + 1) * expand
    plain = (3 * channels + 1) * 2 * expand
    return {"fire": fire, "plain": plain, "times": plain / fire}


# %% wrong: a plain convolution of half the maps
# says: It gives as many maps as the module does
# earns: fire-savings-fire
def fire_savings(channels, squeeze, expand):
    fire = (channels + 1) * squeeze + (squeeze + 1) * expand + (9 * squeeze + 1) * expand
    plain = (9 * channels + 1) * expand
    return {"fire": fire, "plain": plain, "times": plain / fire}


# %% wrong: the quotient upside down
# says: Divide plain by fire, not fire by plain
# earns: fire-savings-fire
def fire_savings(channels, squeeze, expand):
    fire = (channels + 1) * squeeze + (squeeze + 1) * expand + (9 * squeeze + 1) * expand
    plain = (9 * channels + 1) * 2 * expand
    return {"fire": fire, "plain": plain, "times": fire / plain}


# %% wrong: whole times only
# says: divide with /, not with //
# earns: fire-savings-fire
def fire_savings(channels, squeeze, expand):
    fire = (channels + 1) * squeeze + (squeeze + 1) * expand + (9 * squeeze + 1) * expand
    plain = (9 * channels + 1) * 2 * expand
    return {"fire": fire, "plain": plain, "times": plain // fire}


# %% wrong: the larger by the smaller
# says: not the larger by the smaller
# earns: fire-savings-fire
def fire_savings(channels, squeeze, expand):
    fire = (channels + 1) * squeeze + (squeeze + 1) * expand + (9 * squeeze + 1) * expand
    plain = (9 * channels + 1) * 2 * expand
    return {"fire": fire, "plain": plain, "times": max(fire, plain) / min(fire, plain)}


# %% wrong: the expand filters shared between both
# says: Both expand layers have expand filters each
def fire_savings(channels, squeeze, expand):
    half = expand / 2
    fire = (channels + 1) * squeeze + (squeeze + 1) * half + (9 * squeeze + 1) * half
    plain = (9 * channels + 1) * 2 * expand
    return {"fire": fire, "plain": plain, "times": plain / fire}


# %% wrong: numbers side by side
# says: Return one dict with three names
def fire_savings(channels, squeeze, expand):
    fire = (channels + 1) * squeeze + (squeeze + 1) * expand + (9 * squeeze + 1) * expand
    plain = (9 * channels + 1) * 2 * expand
    return fire, plain, plain / fire


# %% wrong: the numbers of the example
# says: Use all three arguments as they are given
def fire_savings(channels, squeeze, expand):
    if channels == 5:
        return {"fire": 78, "plain": 276, "times": 276 / 78}
    if channels == 4:
        return {"fire": 1376, "plain": 592, "times": 592 / 1376}
    return {"fire": 11408, "plain": 73856, "times": 73856 / 11408}
