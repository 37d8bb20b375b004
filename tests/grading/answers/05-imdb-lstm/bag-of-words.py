# %% right: two loops
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), dtype=np.float32)
    for i in range(len(reviews)):
        for j in reviews[i]:
            bags[i, j] = 1.0
    return bags


# %% right: counted, then compared
def bag_of_words(reviews, words):
    counts = [np.bincount(np.array(review, "int64"), minlength=words) for review in reviews]
    return (np.stack(counts) > 0).astype("float32")


# %% right: Keras's layer
def bag_of_words(reviews, words):
    layer = keras.layers.CategoryEncoding(words, output_mode="multi_hot")
    rows = [layer(np.array(review)) if len(review) else np.zeros(words, "float32") for review in reviews]
    return np.array([np.asarray(row) for row in rows], "float32")


# %% right: sets in a list
def bag_of_words(reviews, words):
    return np.array([[1 if i in found else 0 for i in range(words)] for found in map(set, reviews)]).astype("float32")


# %% right: all places at once
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    rows = np.repeat(np.arange(len(reviews)), [len(review) for review in reviews])
    bags[rows, np.array([i for review in reviews for i in review], "int64")] = 1
    return bags


# %% wrong: counts
# says: These are counts
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    for bag, review in zip(bags, reviews):
        for i in review:
            bag[i] += 1
    return bags


# %% wrong: off by one
# says: The places are off by one
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    for bag, review in zip(bags, reviews):
        for i in review:
            bag[i - 1] = 1
    return bags


# %% wrong: double precision
# says: Keras computes with float32
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words))
    for bag, review in zip(bags, reviews):
        bag[review] = 1
    return bags


# %% wrong: as wide as the largest id
# says: not the largest id that occurs
def bag_of_words(reviews, words):
    words = max(max(review, default=0) for review in reviews) + 1
    bags = np.zeros((len(reviews), words), "float32")
    for bag, review in zip(bags, reviews):
        bag[review] = 1
    return bags


# %% wrong: all reviews in every row
# says: All reviews went into one bag
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    for review in reviews:
        bags[:, review] = 1
    return bags


# %% wrong: shares
# says: These are shares of the review
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    for bag, review in zip(bags, reviews):
        for i in review:
            bag[i] += 1 / len(review)
    return bags


# %% wrong: the ids themselves
# says: The rows hold the ids themselves
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    for bag, review in zip(bags, reviews):
        bag[review] = review
    return bags


# %% wrong: the reviews used up
# says: take nothing out of it
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    for bag, review in zip(bags, reviews):
        while review:
            bag[review.pop()] = 1
    return bags


# %% wrong: padded first
# says: Padding slipped in
def bag_of_words(reviews, words):
    return keras.layers.CategoryEncoding(words, output_mode="multi_hot")(keras.utils.pad_sequences(reviews))


# %% wrong: ranks in place of ids
# says: take no 3 away
def bag_of_words(reviews, words):
    bags = np.zeros((len(reviews), words), "float32")
    for bag, review in zip(bags, reviews):
        bag[[i - 3 for i in review]] = 1
    return bags
