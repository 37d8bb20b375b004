# %% right: math, the formula in one line
import math


def accuracy_interval(right, total):
    p, n, z = right / total, total, 1.96
    root = math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return [(p + z * z / (2 * n) + sign * z * root) / (1 + z * z / n) for sign in (-1, 1)]


# %% right: an array, numerator and denominator times n
def accuracy_interval(right, total):
    z2, wrong = 1.96**2, total - right
    root = np.sqrt(z2 * (right * wrong / total + z2 / 4))
    return (right + z2 / 2 + np.array([-root, root])) / (total + z2)


# %% right: the exact quantile, and the roots of the quadratic equation
from statistics import NormalDist


def accuracy_interval(right, total):
    z2, p = NormalDist().inv_cdf(0.975) ** 2, right / total
    return tuple(sorted(np.roots([1 + z2 / total, -(2 * p + z2 / total), p * p]).real))


# %% right: kept within 0 and 1, keras.ops
def accuracy_interval(right, total):
    n, z = float(total), 1.96
    p = right / n
    margin = z * float(keras.ops.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)))
    low, high = ((p + z**2 / (2 * n) + m) / (1 + z**2 / n) for m in (-margin, margin))
    return max(0.0, low), min(1.0, high)


# %% right: found by halving, from the definition
def accuracy_interval(right, total):
    share = right / total

    def limit(outside):
        inside = share
        for _ in range(60):
            middle = (inside + outside) / 2
            if abs(share - middle) <= 1.96 * (middle * (1 - middle) / total) ** 0.5:
                inside = middle
            else:
                outside = middle
        return inside

    return limit(0.0), limit(1.0)


# %% wrong: the schoolbook's interval
# says: This is the interval of the schoolbook
def accuracy_interval(right, total):
    p = right / total
    margin = 1.96 * np.sqrt(p * (1 - p) / total)
    return p - margin, p + margin


# %% wrong: no z at all
# says: There is no z in it
def accuracy_interval(right, total):
    p = right / total
    middle, margin = p + 1 / (2 * total), np.sqrt(p * (1 - p) / total + 1 / (4 * total**2))
    return (middle - margin) / (1 + 1 / total), (middle + margin) / (1 + 1 / total)


# %% wrong: no z before the root
# says: The z before the root is missing
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    middle = p + z**2 / (2 * total)
    margin = np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    return (middle - margin) / (1 + z**2 / total), (middle + margin) / (1 + z**2 / total)


# %% wrong: percent
# says: These are percent
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    middle = p + z**2 / (2 * total)
    margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    scale = (1 + z**2 / total) / 100
    return (middle - margin) / scale, (middle + margin) / scale


# %% wrong: no root
# says: The root is missing
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    middle = p + z**2 / (2 * total)
    margin = z * (p * (1 - p) / total + z**2 / (4 * total**2))
    scale = 1 + z**2 / total
    return (middle - margin) / scale, (middle + margin) / scale


# %% wrong: no denominator
# says: The denominator is missing
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    middle = p + z**2 / (2 * total)
    margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    return middle - margin, middle + margin


# %% wrong: a parenthesis is missing
# says: put 2 * n in parentheses
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    middle = p + z**2 / 2 * total
    margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    scale = 1 + z**2 / total
    return (middle - margin) / scale, (middle + margin) / scale


# %% wrong: the middle and the margin
# says: This is the middle and the margin
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    scale = 1 + z**2 / total
    margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    return (p + z**2 / (2 * total)) / scale, margin / scale


# %% wrong: the upper limit first
# says: The lower limit comes first
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    middle = p + z**2 / (2 * total)
    margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    scale = 1 + z**2 / total
    return (middle + margin) / scale, (middle - margin) / scale


# %% wrong: tried out in steps, as the demonstration does
# says: tried out in small steps
def accuracy_interval(right, total):
    p = np.linspace(0, 1, 10_001)
    near = p[abs(right / total - p) <= 1.96 * np.sqrt(p * (1 - p) / total)]
    return near[0], near[-1]


# %% wrong: another z
# says: Here z is 2
def accuracy_interval(right, total):
    p, z = right / total, 2
    middle, scale = p + z**2 / (2 * total), 1 + z**2 / total
    margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    return (middle - margin) / scale, (middle + margin) / scale


# %% wrong: the denominator without parentheses
# says: put the whole denominator in parentheses
def accuracy_interval(right, total):
    p, z = right / total, 1.96
    middle, margin = p + z**2 / (2 * total), z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    return (middle - margin) / 1 + z**2 / total, (middle + margin) / 1 + z**2 / total
