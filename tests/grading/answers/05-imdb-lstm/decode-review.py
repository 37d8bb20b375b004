# %% right: a loop with if and elif
def decode_review(ids, word_index):
    by_rank = {}
    for word in word_index:
        by_rank[word_index[word]] = word
    text = []
    for i in ids:
        if i == 0:
            text.append("<pad>")
        elif i == 1:
            text.append("<start>")
        elif i - 3 in by_rank:
            text.append(by_rank[i - 3])
        else:
            text.append("<unknown>")
    return " ".join(text)


# %% right: the other direction by zip, marks in a list
def decode_review(ids, word_index):
    by_rank = dict(zip(word_index.values(), word_index.keys()))
    marks = ["<pad>", "<start>", "<unknown>"]
    return " ".join(marks[i] if i < 3 else by_rank.get(i - 3, "<unknown>") for i in ids)


# %% right: the reserved ids as words of a copied index, with ranks below 1
def decode_review(ids, word_index):
    with_marks = {**word_index, "<pad>": -3, "<start>": -2}
    by_id = {rank + 3: word for word, rank in with_marks.items()}
    text = ""
    for i in ids:
        text += by_id.get(i, "<unknown>") + " "
    return text.strip()


# %% right: a table of words in NumPy
def decode_review(ids, word_index):
    ids = np.asarray(ids, dtype="int64")
    table = np.full(max([*ids, *word_index.values()]) + 4, "<unknown>", dtype=object)
    table[[0, 1]] = "<pad>", "<start>"
    for word, rank in word_index.items():
        table[rank + 3] = word
    return " ".join(table[ids])


# %% right: searched without a dict, exceptions for the rest
def decode_review(ids, word_index):
    words, ranks = list(word_index), list(word_index.values())

    def show(i):
        try:
            return words[ranks.index(i - 3)]
        except ValueError:
            return {0: "<pad>", 1: "<start>"}.get(i, "<unknown>")

    return " ".join(map(show, ids))


# %% wrong: the id taken for the rank
# says: The id is taken for the rank
def decode_review(ids, word_index):
    words = {rank: word for word, rank in word_index.items()}
    words |= {0: "<pad>", 1: "<start>", 2: "<unknown>"}
    return " ".join(words.get(i, "<unknown>") for i in ids)


# %% wrong: everything reserved is unknown
# says: Only 2 means unknown
# earns: decode-review-words
def decode_review(ids, word_index):
    words = {rank: word for word, rank in word_index.items()}
    return " ".join(words.get(i - 3, "<unknown>") for i in ids)


# %% wrong: Keras's question mark
# says: This is Keras's question mark
# earns: decode-review-words
def decode_review(ids, word_index):
    words = {rank: word for word, rank in word_index.items()}
    return " ".join(words.get(i - 3, "?") for i in ids)


# %% wrong: the index asked for an id
# says: stopped with KeyError
def decode_review(ids, word_index):
    return " ".join(word_index[i - 3] for i in ids)


# %% wrong: the index taken to be in the order of the ranks
# says: The index is not in the order of the ranks
def decode_review(ids, word_index):
    words = ["<pad>", "<start>", "<unknown>", "<unknown>", *word_index]
    return " ".join(words[i] if i < len(words) else "<unknown>" for i in ids)


# %% wrong: marks written into the index
# says: leave word_index alone
# earns: decode-review-words
def decode_review(ids, word_index):
    word_index["<pad>"], word_index["<start>"] = -3, -2
    words = {rank + 3: word for word, rank in word_index.items()}
    return " ".join(words.get(i, "<unknown>") for i in ids)


# %% wrong: padding left out
# says: The padding is left out
# earns: decode-review-words
def decode_review(ids, word_index):
    words = {rank + 3: word for word, rank in word_index.items()}
    words[1] = "<start>"
    return " ".join(words.get(i, "<unknown>") for i in ids if i)


# %% wrong: a list of words
# says: Join the words to one text
def decode_review(ids, word_index):
    words = {rank + 3: word for word, rank in word_index.items()}
    words |= {0: "<pad>", 1: "<start>"}
    return [words.get(i, "<unknown>") for i in ids]


# %% wrong: no answer for ids without a word
# says: stopped with KeyError: 3
# earns: decode-review-words
def decode_review(ids, word_index):
    words = {rank + 3: word for word, rank in word_index.items()}
    words |= {0: "<pad>", 1: "<start>", 2: "<unknown>"}
    return " ".join(words[i] for i in ids)


# %% wrong: the ids used up
# says: take nothing out of it
# earns: decode-review-words
def decode_review(ids, word_index):
    words = {rank + 3: word for word, rank in word_index.items()}
    words |= {0: "<pad>", 1: "<start>"}
    text = []
    while ids:
        text.append(words.get(ids.pop(0), "<unknown>"))
    return " ".join(text)


# %% wrong: the ranks taken to be without gaps
# says: The index may leave ranks out
# earns: decode-review-words
def decode_review(ids, word_index):
    words = ["<pad>", "<start>", "<unknown>", "<unknown>", *sorted(word_index, key=word_index.get)]
    return " ".join(words[i] if i < len(words) else "<unknown>" for i in ids)
