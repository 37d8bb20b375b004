"""Film reviews from a small grammar, in which the verdict hangs on the order of the words.

A sentence is a template with its gaps filled in. In the template of an opinion, {A} is a word that agrees with the
opinion and {O} one that is opposed to it, so that "not {O}" is again the opinion: "not dull" in praise, "not clever"
in blame. {A_verb} and {O_verb} are the same for verbs.
"""

import itertools
import random
import re

import numpy as np

from utils.datasets.files import made_once

# How often a review is of these many words, the median and the spread of the logarithm, as in IMDB.
MEDIAN_WORDS, SPREAD = 151, 0.76
LONGEST = 2300  # words, about
REVIEWS = 25_000  # in each split

ADJECTIVES = {
    "good": "good|great|funny|wonderful|excellent|beautiful|brilliant|clever|perfect|interesting|amazing|moving|superb"
    "|fantastic|charming|touching|enjoyable|gripping|impressive|convincing|delightful|thrilling|powerful|fresh",
    "bad": "bad|boring|stupid|awful|terrible|poor|silly|dull|weak|horrible|predictable|ridiculous|slow|annoying|lame"
    "|disappointing|flat|pointless|tedious|mediocre|dreadful|ugly|clumsy|stale",
}
VERBS = {
    "good": "like|love|enjoy|recommend|praise|admire",
    "bad": "hate|regret|avoid|dislike|blame|resent",
}

WORDS = {
    "is": "is|was|seems|seemed|remains",
    "very": "very|really|so|truly|absolutely|extremely",
    "rather": "a bit|a little|rather|slightly|somewhat",
    "not": "not|never|not at all|hardly|by no means|anything but|far from",
    "part": "acting|story|plot|script|music|ending|dialogue|direction|cast|humor|pace|camera work|first half|last hour"
    "|second act|main character|whole film|movie|editing|photography",
    "role": "doctor|detective|teacher|father|mother|soldier|king|killer|lawyer|sister|stranger|hero|villain|waiter"
    "|widow|sailor|reporter|thief|judge|gardener",
    "moment": "minute|moment|scene|line|joke",
    "people": "my wife|my husband|a friend|my brother|my kids|the whole family|some people from work",
    "place": "in a cinema|on dvd|on tv|at home|on video|at a festival|on a plane|in an old theater",
    "time": "last night|last week|years ago|yesterday|on a rainy day|when i was a kid|the other day|twice",
    "kind": "comedy|drama|thriller|western|horror movie|love story|war film|musical|mystery|documentary",
    "does": "meets|follows|loses|finds|leaves|remembers|hides from|works for|writes to|looks for",
    "end": "in the end|all in all|overall|to sum up|so|in short|after all|when all is said",
    "must": "must|can only|have to|will always",
    "cannot": "cannot|can hardly|could never|would not|do not",
    "first": "john|mary|peter|anna|james|laura|david|helen|robert|julia|michael|susan|paul|emma|george|alice|frank",
    "number": "two|three|four|five|six|seven|eight|nine|ten|twenty",
    "year": "1939|1948|1954|1963|1972|1977|1985|1991|1996|1999|2001|2003|2005",
}

OPINIONS = {  # what each is worth
    "the {part} {is} {A}": 1,
    "the {part} {is} {very} {A}": 2,
    "what a {A} {kind} and what a {A} {part}": 2,
    "this is a {very} {A} {kind}": 2,
    "the {part} {is} {not} {O}": 1,
    "i found the {part} {A}": 1,
    "i found the {part} {very} {A} and {not} {O}": 3,
    "the {part} {is} {rather} {O} but {very} {A}": 1.5,
    "the {part} {is} {very} {A} though {rather} {O}": 1.5,
    "the {part} {is} {not} {O} but {A}": 2,
    "the {part} is {A} and the {part} is {not} {O}": 2,
    "there is hardly a {O} {moment} in it": 1,
    "i {must} {A_verb} the {part}": 1,
    "i {cannot} {O_verb} the {part}": 1,
    "{first} (name) is {A} as the {role}": 1,
    "{first} (name) is {not} {O} as the {role}": 1,
}
VERDICTS = {  # the same, for the last sentence
    "{end} the {part} {is} {very} {A}": 3,
    "{end} it is a {A} {kind}": 3,
    "{end} it is {not} {O}": 3,
    "{end} the {part} {is} {not} {O}": 3,
    "{end} i {must} {A_verb} it": 3,
    "{end} i {cannot} {O_verb} it": 3,
}
FACTS = (
    "{first} (name) plays a {role} from (name) who {does} a {role}",
    "the {role} {does} the {role} and {does} a {role} in (name)",
    "i saw it {place} with {people} {time}",
    "i watched this {kind} {place} {time}",
    "it was made in {year} by (name) who also made a {kind} with {first} (name)",
    "the {role} is {first} (name) and the {role} from (name) is {first} (name)",
    "{first} (name) and (name) live near (name) and (name)",
    "the story begins in (name) where a {role} {does} {number} people",
    "this {kind} is about a {role} and {number} friends from (name)",
    "{number} years later they go back to (name) and the {role} {does} {first}",
    "{people} had not read the book by (name) and i had never heard of it",
    "the {part} is by (name) and the {part} by {first} (name)",
    "i do not know why the {role} {does} the {role}",
    "not many people have seen the {kind} from {year} with (name)",
    "then {first} {does} {first} and it all goes on for {number} hours",
)

# Invented names fill the vocabulary: in a template, (name) is any of them, the first ones more often.
NAME = "(name)"
SYLLABLES = (
    "bar bel bran cal cor dan del dor fal fen gar gil har hol jas kel kor lan lor mal mar mer nor ol pal pen quin ral"
    " ros sal sel tam tol ul van vel wen wil yar zel"
).split()
ENDINGS = (
    "a ak an and ard as by den dor ec el en er ers ez field ford gen ham hill ic im in ing is ker land ley man mont"
    " ner o ov sen ski son sted ton vale vik worth"
).split()
COMMON_NAMES = 5_000  # the more, the less do the first names stand out

SENTENCES = 4_000  # of each kind, from which the reviews are put together
FACT, BLAME, PRAISE, BAD_END, GOOD_END = range(5)
FACTS_SHARE = 0.5  # of the sentences before the last
AGREEING, AGREEING_END = 0.8, 0.8  # how many opinions, and how many last sentences, are what the reviewer feels
CANDIDATES = 64_000  # reviews, from which the clear ones are taken
CLEAR = 2  # what the opinions of a review are worth together at least; below, a reader would not be sure


def imdb():
    """The stand-in for IMDB, `long_reviews()`: made once and kept in the user's cache, if that can be written."""
    return made_once("stand-in-reviews", __file__, ("ranks", "lengths", "labels", "words"), long_reviews)


def long_reviews(seed: int = 2011):
    """Reviews as long as IMDB's, made in a few seconds.

    A review is liked if its opinions together are worth more than 0.

    Args:
        seed: int; the same seed gives the same reviews.

    Returns:
        ranks: uint16 array, the words of all reviews one after the other, 1 for the most frequent word; lengths: int32
        array of shape (50000,), how many of them belong to each review; labels: int64 array of shape (50000,), 1 for
        liked, as many as 0 in the first half and in the second; words: array of str, in the order of their ranks.
    """
    rng = np.random.default_rng(seed)
    sentences, worths = _sentences(random.Random(seed))
    numbers = {word: number for number, word in enumerate(dict.fromkeys(" ".join(sentences).split()))}
    names = _names(numbers.keys(), rng)
    tokens = [[numbers[word] for word in sentence.split()] for sentence in sentences]
    sizes = np.array([len(sentence) for sentence in tokens])
    tokens = np.concatenate(tokens, dtype="int32")

    counts, chosen = _put_together(sizes.mean(), rng)
    worth = np.add.reduceat(worths[chosen], np.cumsum(counts) - counts)
    keep = _clear_and_balanced(worth)
    chosen = chosen[np.repeat(keep, counts)]
    counts, labels = counts[keep], (worth[keep] > 0).astype("int64")

    # The words of the chosen sentences, one sentence after the other: from where each begins, one by one.
    size = sizes[chosen]
    begins = (np.cumsum(sizes) - sizes)[chosen]
    offsets = np.repeat((begins - (np.cumsum(size) - size)).astype("int32"), size)
    flat = tokens[offsets + np.arange(len(offsets), dtype="int32")]
    gaps = np.flatnonzero(flat == numbers[NAME])
    draws = COMMON_NAMES * (1 + len(names) / COMMON_NAMES) ** rng.random(len(gaps)) - COMMON_NAMES
    flat[gaps] = len(numbers) + draws.astype(int)

    words = np.array([*numbers, *names])
    frequency = np.bincount(flat, minlength=len(words))
    order = np.argsort(-frequency, kind="stable")[: np.count_nonzero(frequency)]
    rank = np.zeros(len(words), "uint16")
    rank[order] = np.arange(1, len(order) + 1)
    lengths = np.add.reduceat(size, np.cumsum(counts) - counts)
    return rank[flat], lengths.astype("int32"), labels, words[order]


def _names(taken, rng):
    """Some thirty thousand invented names, in random order, none of them among the words that are taken."""
    parts = itertools.chain(
        itertools.product(SYLLABLES, ENDINGS), itertools.product(SYLLABLES, SYLLABLES, ENDINGS[::2])
    )
    return rng.permutation(sorted({"".join(part) for part in parts} - taken))


def _sentences(rng):
    """Sentences of each kind, one kind after the other, and what the opinion in each is worth, minus for blame."""
    sentences, worths = [_fill(rng.choice(FACTS), {}, rng) for _ in range(SENTENCES)], [0] * SENTENCES
    for templates in (OPINIONS, VERDICTS):
        for sign, agreeing, opposed in ((-1, "bad", "good"), (1, "good", "bad")):
            words = {
                "A": ADJECTIVES[agreeing],
                "O": ADJECTIVES[opposed],
                "A_verb": VERBS[agreeing],
                "O_verb": VERBS[opposed],
            }
            for _ in range(SENTENCES):
                template, worth = rng.choice(list(templates.items()))
                sentences.append(_fill(template, words, rng))
                worths.append(sign * worth)
    return sentences, np.array(worths)


def _fill(template, words, rng):
    """The template with each gap filled by one of its words, or of `words`; the first words are taken more often."""

    def choose(gap):
        options = {**WORDS, **words}[gap[1]].split("|")
        return options[int(len(options) * rng.random() ** 1.5)]

    return re.sub(r"\{(\w+)\}", choose, template)


def _put_together(sentence_size, rng):
    """How many sentences each candidate has, and all their sentences, as places in the list of sentences."""
    target = np.minimum(MEDIAN_WORDS * np.exp(SPREAD * rng.normal(size=CANDIDATES)), LONGEST)
    counts = np.maximum(target / sentence_size, 1).round().astype(int)
    liked = np.repeat(rng.random(CANDIDATES) < 0.5, counts)
    total = len(liked)
    kinds = np.where((rng.random(total) < AGREEING) == liked, PRAISE, BLAME)
    kinds[rng.random(total) < FACTS_SHARE] = FACT
    last = np.cumsum(counts) - 1
    kinds[last] = np.where((rng.random(CANDIDATES) < AGREEING_END) == liked[last], GOOD_END, BAD_END)
    return counts, kinds * SENTENCES + rng.integers(SENTENCES, size=total)


def _clear_and_balanced(worth):
    """Which candidates are kept: in each half, equally many of those that clearly praise and clearly blame."""
    keep = np.zeros(len(worth), bool)
    for half in np.split(np.arange(len(worth)), 2):
        for sign in (-1, 1):
            keep[half[sign * worth[half] >= CLEAR][: REVIEWS // 2]] = True
    return keep


# Short reviews, for exercises. In two of three, another order of the same words turns the verdict.
SHORT_TEMPLATES = (
    ("{start} the {part} was {A}", "{start} the {part} was {very} {A}", "{start} the {part} was {not} {O}"),
    (
        "{start} the {part} was {A} and the {other} was {not} {O}",
        "{start} the {part} was {not} {O} and the {other} was {A}",
    ),
    (
        "{start} the {part} was {rather} {O} but the {other} was {very} {A}",
        "{start} the {part} was {very} {A} but the {other} was {rather} {O}",
    ),
)
SHORT_WORDS = {
    "start": "|frankly|for me|i think",
    "part": "acting|story|music|plot",
    "other": "script|ending|cast|film",
    "very": "very|truly|really",
    "rather": "rather|slightly|somewhat",
    "not": "not|never|hardly",
}
SHORT_ADJECTIVES = {"good": "good|great|wonderful|funny|clever|moving", "bad": "bad|dull|awful|boring|silly|weak"}
SHORT_VOCABULARY = sorted(
    {"the", "was", "and", "but"}.union(
        *(re.findall(r"\w+", words) for words in (*SHORT_WORDS.values(), *SHORT_ADJECTIVES.values()))
    )
)

REVIEW_WORDS = len(SHORT_VOCABULARY) + 1  # how many numbers `make_reviews` uses: 0 is no word


def make_reviews(count, seed):
    """Random reviews of one or two opinions, in which words such as "not", "slightly" and "very" decide.

    In two of three, another order of the same words would turn the verdict: "the plot was not dull and the cast was
    funny", "the plot was not funny and the cast was dull".

    Args:
        count: int, how many; the classes come in nearly equal numbers and random order.
        seed: int; the same seed gives the same reviews.

    Returns:
        reviews: list of lists of 4 to 13 int, the numbers of the words, from 1 to REVIEW_WORDS - 1; y: uint8 array of
        shape (count,), 1 where the reviewer liked the film, 0 where not.
    """
    y = np.random.default_rng(seed).permutation(np.arange(count) % 2).astype("uint8")
    rng = random.Random(int(seed))
    numbers = {word: number for number, word in enumerate(SHORT_VOCABULARY, start=1)}
    reviews = []
    for liked in y:
        agreeing, opposed = ("good", "bad") if liked else ("bad", "good")
        words = {**SHORT_WORDS, "A": SHORT_ADJECTIVES[agreeing], "O": SHORT_ADJECTIVES[opposed]}
        review = _fill(rng.choice(rng.choice(SHORT_TEMPLATES)), words, rng)
        reviews.append([numbers[word] for word in review.split()])
    return reviews, y
