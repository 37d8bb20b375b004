# %% right: Keras's own function
def pad_reviews(reviews, length, side):
    return keras.utils.pad_sequences(reviews, maxlen=length, padding=side, truncating=side)


# %% right: lists put together
def pad_reviews(reviews, length, side):
    rows = []
    for review in reviews:
        zeros = [0] * (length - len(review))
        rows.append(zeros + review[-length:] if side == "pre" else review[:length] + zeros)
    return np.array(rows, dtype="int32")


# %% right: np.pad
def pad_reviews(reviews, length, side):
    rows = []
    for review in reviews:
        short = np.asarray(review, "int32")
        short = short[:length] if side == "post" else short[max(0, len(short) - length) :]
        missing = length - len(short)
        rows.append(np.pad(short, (missing, 0) if side == "pre" else (0, missing)))
    return np.stack(rows)


# %% right: everything at the end, turned round for pre
def pad_reviews(reviews, length, side):
    if side == "pre":
        return pad_reviews([review[::-1] for review in reviews], length, "post")[:, ::-1]
    padded = np.zeros((len(reviews), length), dtype=np.int32)
    for i, review in enumerate(reviews):
        for j, word in enumerate(review[:length]):
            padded[i, j] = word
    return padded


# %% right: a ragged tensor
import tensorflow as tf


def pad_reviews(reviews, length, side):
    cut = [review[-length:] if side == "pre" else review[:length] for review in reviews]
    if side == "pre":
        cut = [[0] * (length - len(review)) + review for review in cut]
    return tf.ragged.constant(cut, dtype="int32").to_tensor(shape=(None, length))


# %% right: a ragged tensor, turned round for zeros before
def pad_reviews(reviews, length, side):
    import tensorflow as tf

    if side == "pre":
        reviews = [review[::-1] for review in reviews]
    padded = tf.ragged.constant(reviews, dtype="int32", ragged_rank=1).to_tensor(shape=(len(reviews), length))
    return tf.reverse(padded, [1]) if side == "pre" else padded


# %% wrong: always before
# says: with side "post" they come behind it
# earns: pad-reviews-pre
def pad_reviews(reviews, length, side):
    padded = np.zeros((len(reviews), length), "int32")
    for row, review in zip(padded, reviews):
        kept = review[-length:]
        row[length - len(kept) :] = kept
    return padded


# %% wrong: the sides exchanged
# says: with side "pre" they come before it
def pad_reviews(reviews, length, side):
    other = {"pre": "post", "post": "pre"}[side]
    return keras.utils.pad_sequences(reviews, maxlen=length, padding=other, truncating=other)


# %% wrong: padding by side, always cut at the beginning, as Keras does by itself
# says: with side "post" its beginning stays
# earns: pad-reviews-pre, pad-reviews-post
def pad_reviews(reviews, length, side):
    return keras.utils.pad_sequences(reviews, maxlen=length, padding=side)


# %% wrong: always cut at the end
# says: with side "pre" its end stays
# earns: pad-reviews-pre, pad-reviews-post
def pad_reviews(reviews, length, side):
    rows = []
    for review in reviews:
        zeros = [0] * (length - len(review))
        rows.append(zeros + review[:length] if side == "pre" else review[:length] + zeros)
    return np.array(rows, dtype="int32")


# %% wrong: nothing is cut
# says: stopped with ValueError
# earns: pad-reviews-pre, pad-reviews-post
def pad_reviews(reviews, length, side):
    padded = np.zeros((len(reviews), length), "int32")
    for row, review in zip(padded, reviews):
        start = length - len(review) if side == "pre" else 0
        row[start : start + len(review)] = review
    return padded


# %% wrong: floats
# says: Ids are whole numbers
# earns: pad-reviews-truncation
def pad_reviews(reviews, length, side):
    padded = np.zeros((len(reviews), length))
    for row, review in zip(padded, reviews):
        kept = review[-length:] if side == "pre" else review[:length]
        start = length - len(kept) if side == "pre" else 0
        row[start : start + len(kept)] = kept
    return padded


# %% wrong: as long as the longest review
# says: not that of the longest review
def pad_reviews(reviews, length, side):
    return keras.utils.pad_sequences(reviews, padding=side, truncating=side)


# %% wrong: the reviews themselves grow
# says: copy a review
# earns: pad-reviews-truncation
def pad_reviews(reviews, length, side):
    for review in reviews:
        while len(review) < length:
            review.insert(0 if side == "pre" else len(review), 0)
    return np.array([review[-length:] if side == "pre" else review[:length] for review in reviews], "int32")


# %% wrong: minus the length of an empty review
# says: A review of exactly this length stays
# earns: pad-reviews-post
def pad_reviews(reviews, length, side):
    padded = np.zeros((len(reviews), length), "int32")
    for row, review in zip(padded, reviews):
        if side == "pre":
            kept = review[-length:]
            row[-len(kept) :] = kept
        else:
            kept = review[:length]
            row[: len(kept)] = kept
    return padded


# %% wrong: reviews made shorter in place
# says: pop and del are not
# earns: pad-reviews-pre, pad-reviews-post
def pad_reviews(reviews, length, side):
    for review in reviews:
        while len(review) > length:
            review.pop(0 if side == "pre" else -1)
    return keras.utils.pad_sequences(reviews, length, padding=side)


# %% wrong: zeros added in place, at the end only
# says: Whoever calls you needs the reviews again
# earns: pad-reviews-pre, pad-reviews-truncation
def pad_reviews(reviews, length, side):
    if side == "post":
        for review in reviews:
            review.extend([0] * (length - len(review)))
    return keras.utils.pad_sequences(reviews, length, padding=side, truncating=side)


# %% wrong: side not looked at
# says: does your code look at side?
# earns: pad-reviews-pre
def pad_reviews(reviews, length, side):
    return keras.utils.pad_sequences(reviews, length)
