"""Mutants of an answer: copies of it in which one thing is changed, as by a slip of the hand.

The tests of an exercise should refuse every mutant, but for those that are as good as the reference: these stand in
equivalent_mutants/NN-name.toml, each with the reason. mutmut's operators change what any Python program has; those
below change what a program with arrays and layers has.
"""

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
import libcst.matchers as m
from mutmut.mutation import mutators

EQUIVALENT = Path(__file__).parent / "equivalent_mutants"

# What a slip puts in place of a name of NumPy or Keras, as an attribute or as a text.
SWAPS = {
    "relu": "tanh", "elu": "linear", "tanh": "relu", "sigmoid": "tanh", "softmax": "sigmoid",
    "same": "valid", "valid": "same", "pre": "post", "post": "pre",
    "adam": "sgd", "Adam": "SGD", "rmsprop": "sgd", "RMSprop": "SGD", "sgd": "adam", "SGD": "Adam",
    "sparse_categorical_crossentropy": "mean_squared_error", "categorical_crossentropy": "mean_squared_error",
    "binary_crossentropy": "mean_squared_error", "accuracy": "mean_absolute_error",
    "glorot_uniform": "zeros", "he_normal": "zeros", "zeros": "ones", "ones": "zeros",
    "max": "min", "min": "max", "maximum": "minimum", "minimum": "maximum", "argmax": "argmin", "argmin": "argmax",
    "mean": "sum", "sum": "mean", "exp": "log", "log": "exp", "sqrt": "square", "floor": "ceil", "ceil": "floor",
    "MaxPooling2D": "AveragePooling2D", "GlobalAveragePooling2D": "GlobalMaxPooling2D", "LSTM": "GRU",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A changed answer, and the lines in which it differs: as they were, and as they are."""

    source: str
    before: str
    after: str

    def __str__(self):
        return f"`{self.before}` becomes `{self.after}`" if self.after else f"`{self.before}` is left out"


def mutants(source):
    """The mutants of an answer: list of Mutant, each program once.

    Args:
        source: str, the Python code of a cell. Docstrings, annotations and decorators stay as they are.

    Raises:
        libcst.ParserSyntaxError: if it is no Python.
    """
    module, places = cst.parse_module(source), _Places()
    module.visit(places)
    found = {ast.dump(ast.parse(source)): None}
    for node in places.found:
        for kind, operator in OPERATORS:
            if isinstance(node, kind):
                for changed in operator(node):
                    code = module.deep_replace(node, changed).code
                    found.setdefault(ast.dump(ast.parse(code)), Mutant(code, *_differing(source, code)))
    return [mutant for mutant in found.values() if mutant]


def equivalents(chapter):
    """The mutants that are as good as the references of a chapter: {grade_id: {(before, after): why}}.

    The file has for each exercise tables with `before`, a line of the reference, `after`, a list of what it becomes,
    and `why`.
    """
    path = EQUIVALENT / f"{chapter}.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        grade_id: {(table["before"], after): table["why"] for table in tables for after in table["after"]}
        for grade_id, tables in found.items()
    }


def mistaken(chapter, references):
    """The mutants that the tests of a chapter should refuse: {grade_id: [Mutant, ...]}.

    Args:
        references: {grade_id: source}.
    """
    good = equivalents(chapter)
    return {
        grade_id: [one for one in mutants(source) if (one.before, one.after) not in good.get(grade_id, {})]
        for grade_id, source in references.items()
    }


def _differing(*sources):
    """Of two sources the lines in which they differ, each as one line."""
    lines = [source.splitlines() for source in sources]
    for end in (0, -1):
        while lines[0] and lines[1] and lines[0][end] == lines[1][end]:
            for one in lines:
                del one[end]
    return [" ".join(line.strip() for line in one) for one in lines]


class _Places(cst.CSTVisitor):
    """The nodes of a module that may change."""

    def __init__(self):
        self.found = []

    def on_visit(self, node):
        if isinstance(node, (cst.Annotation, cst.Decorator)) or m.matches(node, _DOCSTRING):
            return False
        self.found.append(node)
        return True


_DOCSTRING = m.SimpleStatementLine(body=[m.Expr(m.SimpleString() | m.ConcatenatedString())])


def _without_an_argument(call):
    """One argument left out, as mutmut does; not None in its place, which stops almost any function."""
    for changed in mutators.operator_arg_removal(call):
        if len(changed.args) < len(call.args):
            last = changed.args[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            yield changed.with_changes(args=[*changed.args[:-1], last])


def _without_the_call(call):
    """What it is given in place of what it makes of it: `np.exp(z)` becomes `z`, `x.copy()` becomes `x`."""
    if call.args and not call.args[0].keyword and not call.args[0].star:
        yield _bracketed(call.args[0].value)
    elif isinstance(call.func, cst.Attribute):
        yield call.func.value


def _bracketed(expression):
    return expression if expression.lpar else expression.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _without_the_statement(line):
    """A statement left out that is there for its effect: `model.compile(...)`, `x[mask] = 0`, `return x`."""
    if m.matches(line, m.SimpleStatementLine(body=[_EFFECT])):
        yield line.with_changes(body=[cst.Pass()])


_EFFECT = (
    m.Expr(m.Call())
    | m.Return()
    | m.AugAssign()
    | m.Assign([m.AssignTarget(m.Subscript() | m.Attribute())])
)


def _one_side(operation):
    """One side of an operation left out, such as the bias; or the two the other way round."""
    left, right = _bracketed(operation.left), _bracketed(operation.right)
    yield left
    yield right
    if not isinstance(operation.operator, (cst.Add, cst.Multiply)):
        yield operation.with_changes(left=right, right=left)


def _other_side(target):
    """Less for greater: mutmut changes only whether the bound itself is in."""
    other = _OTHER_SIDE.get(type(target.operator))
    if other:
        yield target.with_changes(operator=other())


_OTHER_SIDE = {
    cst.LessThan: cst.GreaterThan,
    cst.GreaterThan: cst.LessThan,
    cst.LessThanEqual: cst.GreaterThanEqual,
    cst.GreaterThanEqual: cst.LessThanEqual,
}


def _without_an_element(sequence):
    """One element of a list or dict left out: a layer, a metric, the loss of an output."""
    elements = sequence.elements
    if len(elements) > 1:
        for place in range(len(elements)):
            yield sequence.with_changes(elements=[*elements[:place], *elements[place + 1 :]])


def _another_name(node):
    """Another activation, loss, initialiser, reduction: see SWAPS. Any other text has a letter more."""
    if isinstance(node, cst.Attribute):
        if node.attr.value in SWAPS:
            yield node.with_changes(attr=cst.Name(SWAPS[node.attr.value]))
    elif node.raw_value:
        other = SWAPS.get(node.raw_value, f"{node.raw_value}x")
        yield node.with_changes(value=f"{node.prefix}{node.quote}{other}{node.quote}")


def _another_axis(arg):
    """The first axis for the last; the axes beside it, and the sign, are changed as any number is."""
    if m.matches(arg, m.Arg(keyword=m.Name("axis"), value=m.UnaryOperation(operator=m.Minus()))):
        yield arg.with_changes(value=cst.Integer("0"))


def _one_less(number):
    if number.evaluated_value:
        yield number.with_changes(value=repr(number.evaluated_value - 1))


OPERATORS = (
    (cst.BaseNumber, mutators.operator_number),
    (cst.Integer, _one_less),
    (cst.Name, mutators.operator_name),
    (cst.UnaryOperation, mutators.operator_remove_unary_ops),
    (cst.CSTNode, mutators.operator_keywords),
    (cst.CSTNode, mutators.operator_swap_op),
    (cst.AugAssign, mutators.operator_augmented_assignment),
    (cst.IfExp, mutators.operator_if_exp),
    (cst.Call, _without_an_argument),
    (cst.Call, _without_the_call),
    (cst.SimpleStatementLine, _without_the_statement),
    (cst.BinaryOperation, _one_side),
    (cst.ComparisonTarget, _other_side),
    ((cst.List, cst.Tuple, cst.Dict), _without_an_element),
    ((cst.Attribute, cst.SimpleString), _another_name),
    (cst.Arg, _another_axis),
)
