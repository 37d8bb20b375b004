# %% right: a loop over the examples
def confusion_matrix(y_true, y_pred, classes):
    matrix = [[0] * classes for _ in range(classes)]
    for i, j in zip(y_true, y_pred):
        matrix[i][j] += 1
    return matrix


# %% right: one-hot rows multiplied
def confusion_matrix(y_true, y_pred, classes):
    one_hot = np.eye(classes, dtype=int)
    return one_hot[y_true].T @ one_hot[y_pred]


# %% right: a comparison for each pair of classes
def confusion_matrix(y_true, y_pred, classes):
    matrix = np.zeros((classes, classes), dtype="int64")
    for i in range(classes):
        for j in range(classes):
            matrix[i, j] = ((y_true == i) & (y_pred == j)).sum()
    return matrix


# %% right: bincount
def confusion_matrix(y_true, y_pred, classes):
    pairs = y_true.astype(int) * classes + y_pred
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


# %% right: TensorFlow's
import tensorflow as tf


def confusion_matrix(y_true, y_pred, classes):
    return tf.math.confusion_matrix(y_true, y_pred, num_classes=classes)


# %% wrong: transposed
# says: Rows and columns have changed places
def confusion_matrix(y_true, y_pred, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (y_pred, y_true), 1)
    return matrix


# %% wrong: a repeated pair counted once
# says: A pair that occurs again is counted once
def confusion_matrix(y_true, y_pred, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    matrix[y_true, y_pred] += 1
    return matrix


# %% wrong: divided by the sums of the rows
# says: The rows are divided by their sums
def confusion_matrix(y_true, y_pred, classes):
    matrix = np.zeros((classes, classes))
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix / matrix.sum(axis=1, keepdims=True)


# %% wrong: one row, several times
# says: holds one row several times
def confusion_matrix(y_true, y_pred, classes):
    matrix = [[0] * classes] * classes
    for i, j in zip(y_true, y_pred):
        matrix[i][j] += 1
    return matrix


# %% wrong: the size from the data
# says: The size comes from the largest class that occurs
def confusion_matrix(y_true, y_pred, classes):
    size = 1 + max(y_true.max(), y_pred.max())
    matrix = np.zeros((size, size), dtype=int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix


# %% wrong: floats
# says: Begin with integers
# earns: confusion-matrix-counts
def confusion_matrix(y_true, y_pred, classes):
    matrix = np.zeros((classes, classes))
    for i, j in zip(y_true, y_pred):
        matrix[i, j] += 1
    return matrix
