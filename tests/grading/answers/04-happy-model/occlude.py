# %% right: np.where with a mask for each square
def occlude(photo, size, value):
    height, width = photo.shape[:2]
    row, column = np.indices((height, width)) // size
    number = row * -(-width // size) + column
    masks = number == np.arange(number.max() + 1)[:, None, None]
    return np.where(masks[..., None], np.array(value, photo.dtype), photo)


# %% right: all copies first, divmod
def occlude(photo, size, value):
    rows, columns = -(-photo.shape[0] // size), -(-photo.shape[1] // size)
    copies = np.repeat(photo[None], rows * columns, axis=0)
    for number in range(rows * columns):
        row, column = divmod(number, columns)
        copies[number, row * size : (row + 1) * size, column * size : (column + 1) * size, :] = value
    return copies


# %% right: a generator of slices, a list
import itertools


def occlude(photo, size, value):
    def covered(corner):
        copy = np.array(photo)
        copy[tuple(slice(start, start + size) for start in corner)] = value
        return copy

    return [covered(corner) for corner in itertools.product(*(range(0, n, size) for n in photo.shape[:2]))]


# %% right: keras.ops, the type put back
def occlude(photo, size, value):
    height, width = photo.shape[:2]
    copies = []
    for top in range(0, height, size):
        for left in range(0, width, size):
            rows = (np.arange(height) >= top) & (np.arange(height) < top + size)
            columns = (np.arange(width) >= left) & (np.arange(width) < left + size)
            inside = rows[:, None, None] & columns[None, :, None]
            copies.append(keras.ops.where(inside, keras.ops.cast(value, photo.dtype), photo))
    return keras.ops.stack(copies)


# %% right: pixel by pixel
def occlude(photo, size, value):
    squares = []
    for top in range(0, len(photo), size):
        for left in range(0, len(photo[0]), size):
            copy = np.copy(photo)
            for i in range(top, min(top + size, len(photo))):
                for j in range(left, min(left + size, len(photo[0]))):
                    copy[i, j] = value
            squares += [copy]
    return np.stack(squares)


# %% right: tiles of a larger array, cut at the edge
def occlude(photo, size, value):
    height, width, channels = photo.shape
    rows, columns = -(-height // size), -(-width // size)
    tiles = np.empty((rows, columns, rows * size, columns * size, channels), photo.dtype)
    tiles[:, :, :height, :width] = photo
    for row in range(rows):
        for column in range(columns):
            tiles[row, column, row * size : (row + 1) * size, column * size : (column + 1) * size] = value
    return tiles[:, :, :height, :width].reshape(-1, height, width, channels)


# %% wrong: what was covered stays covered
# says: What was covered stays covered
def occlude(photo, size, value):
    copies, copy = [], photo.copy()
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy[top : top + size, left : left + size] = value
            copies.append(copy.copy())
    return np.array(copies)


# %% wrong: all copies are one array
# says: All copies are one and the same array
def occlude(photo, size, value):
    copies, copy = [], photo.copy()
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: the photo itself is changed
# says: Make a new array instead of changing the one you are given
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo
            copy[top : top + size, left : left + size] = value
            copies.append(copy.copy())
    return np.array(copies)


# %% wrong: down the columns
# says: The squares run down the columns
def occlude(photo, size, value):
    copies = []
    for left in range(0, photo.shape[1], size):
        for top in range(0, photo.shape[0], size):
            copy = photo.copy()
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: the squares at the edge left out
# says: The squares at the edge are missing
# earns: occlude-squares
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0] - size + 1, size):
        for left in range(0, photo.shape[1] - size + 1, size):
            copy = photo.copy()
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: the squares overlap
# says: There is a copy for each pixel
def occlude(photo, size, value):
    copies = []
    for top in range(photo.shape[0]):
        for left in range(photo.shape[1]):
            copy = photo.copy()
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: float64
# says: Copies of a photo of uint8 are uint8 too
# earns: occlude-edges
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo.astype("float64")
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: black, whatever the value
# says: The squares are black
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo.copy()
            copy[top : top + size, left : left + size] = 0
            copies.append(copy)
    return np.array(copies)


# %% wrong: the first channel only
# says: Only the first channel is covered
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo.copy()
            copy[top : top + size, left : left + size, 0] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: moved back into the photo
# says: The last squares are moved back into the photo
# earns: occlude-squares
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo.copy()
            top, left = max(0, min(top, photo.shape[0] - size)), max(0, min(left, photo.shape[1] - size))
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: the squares themselves
# says: These are the squares themselves
def occlude(photo, size, value):
    rows, columns = range(0, photo.shape[0], size), range(0, photo.shape[1], size)
    return [photo[top : top + size, left : left + size] for top in rows for left in columns]


# %% wrong: one pixel too large
# says: The squares are one pixel too large
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo.copy()
            copy[top : top + size + 1, left : left + size + 1] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: one pixel too small
# says: The squares are one pixel too small
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo.copy()
            copy[top : top + size - 1, left : left + size - 1] = value
            copies.append(copy)
    return np.array(copies)


# %% wrong: whole rows
# says: Whole rows or columns are covered
def occlude(photo, size, value):
    copies = []
    for top in range(0, photo.shape[0], size):
        copy = photo.copy()
        copy[top : top + size] = value
        copies.append(copy)
    return np.array(copies)


# %% wrong: the plain photo among the copies
# says: There is one copy too many
def occlude(photo, size, value):
    copies = [photo]
    for top in range(0, photo.shape[0], size):
        for left in range(0, photo.shape[1], size):
            copy = photo.copy()
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)
