# %% right: np.split
def split_validation(x, y, fraction):
    border = int(np.floor(x.shape[0] * (1 - fraction)))
    x_fit, x_validation = np.split(x, [border])
    y_fit, y_validation = np.split(y, [border])
    return [x_fit, y_fit, x_validation, y_validation]


# %% right: counted from the end
import math


def split_validation(x, y, fraction):
    laid_aside = math.ceil(len(x) * fraction)
    return x[:-laid_aside], y[:-laid_aside], x[-laid_aside:], y[-laid_aside:]


# %% right: a mask
def split_validation(x, y, fraction):
    place = np.arange(len(x)) + 1
    for_fit = place <= len(x) * (1 - fraction)
    return x[for_fit], y[for_fit], x[~for_fit], y[~for_fit]


# %% right: one example after the other
def split_validation(x, y, fraction):
    parts = ([], [], [], [])
    for i in range(len(x)):
        which = 0 if i + 1 <= len(x) * (1 - fraction) else 2
        parts[which].append(x[i])
        parts[which + 1].append(y[i])
    return tuple(np.array(part) for part in parts)


# %% wrong: the first fifth
# says: The first fifth is laid aside
def split_validation(x, y, fraction):
    border = len(x) - int(len(x) * (1 - fraction))
    return x[border:], y[border:], x[:border], y[:border]


# %% wrong: shuffled
# says: Do not shuffle
def split_validation(x, y, fraction):
    border = int(len(x) * (1 - fraction))
    order = np.random.default_rng(1).permutation(len(x))
    return x[order[:border]], y[order[:border]], x[order[border:]], y[order[border:]]


# %% wrong: the parts swapped
# says: The two parts have changed places
def split_validation(x, y, fraction):
    border = int(len(x) * (1 - fraction))
    return x[border:], y[border:], x[:border], y[:border]


# %% wrong: another order
# says: The second array is x_validation
def split_validation(x, y, fraction):
    border = int(len(x) * (1 - fraction))
    return x[:border], x[border:], y[:border], y[border:]


# %% wrong: rounds what is laid aside
# says: Round down what is left for fit
# earns: validation-split-last-part
def split_validation(x, y, fraction):
    border = len(x) - int(len(x) * fraction)
    return x[:border], y[:border], x[border:], y[border:]


# %% wrong: x and y cut differently
# says: y is cut elsewhere than x
# earns: validation-split-last-part
def split_validation(x, y, fraction):
    border, border_of_y = int(len(x) * (1 - fraction)), round(len(y) * (1 - fraction))
    return x[:border], y[:border_of_y], x[border:], y[border_of_y:]
