"""Training: its curves afterwards, its progress meanwhile."""

import html
import time
from numbers import Integral

import keras
import numpy as np
from IPython.display import display
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from .messages import items, number, say
from .style import GREY, PlottingError, figure, in_notebook, tell_apart
from .tables import VALIDATION, numbers, reading_order, table


def history(runs, metrics=None):
    """Curves of loss and metrics over the epochs: one colour for each run, train solid, validation dashed.

    Args:
        runs: what `model.fit` returns, or its `.history` (dict from metric to a list with a number for each epoch), or
            a dict from names of runs (at most 6) to such results.
        metrics: names to draw, without `val_`, such as `["loss", "accuracy"]`; None for all.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if there is nothing to draw, or lists have different lengths.
    """
    runs = _runs(runs)
    names = dict.fromkeys(name.removeprefix(VALIDATION) for run in runs.values() for name in run)
    known = sorted(names, key=reading_order)
    metrics = known if metrics is None else [metrics] if isinstance(metrics, str) else list(metrics)
    for metric in metrics:
        if metric not in known:
            raise PlottingError(say("history_metrics", metric=metric, known=items(known)))
    if not metrics:
        raise PlottingError(say("history_no_metrics", known=items(known)))
    columns = min(len(metrics), 2)
    rows = -(-len(metrics) // columns)
    marks = tell_apart(say("runs"), list(runs))
    fig, axes = figure(rows, columns, alt=history_alt(runs, metrics), height=3.6 if rows == 1 else None, squeeze=False)
    for axis, metric in zip(axes.flat, metrics, strict=False):
        draw_metric(axis, runs, metric)
    for axis in axes.flat[len(metrics) :]:
        axis.set_axis_off()
    handles = _legend(marks, runs, metrics)
    fig.legend(handles=handles, loc="outside lower center", ncols=len(handles) if len(handles) < 6 else 4)
    return fig


def draw_metric(axis, runs, metric):
    """Draw one metric of all runs, train solid and validation dashed.

    Args:
        axis: matplotlib Axes.
        runs: dict from the name of a run (at most 6) to its dict from metric to a list with a number for each epoch.
        metric: str, without `val_`.

    Raises:
        PlottingError: if there are more runs than the style tells apart.
    """
    for name, colour, marker, _ in tell_apart(say("runs"), list(runs)):
        for key, line in ((metric, "-"), (VALIDATION + metric, "--")):
            values = runs[name].get(key)
            if values is None:
                continue
            axis.plot(
                range(1, len(values) + 1),
                values,
                color=colour,
                linestyle=line,
                marker=marker,
                markevery=max(1, len(values) // 8),
                # Hollow, so that the two curves of a run differ at their markers too.
                markerfacecolor=colour if line == "-" else "white",
            )
    axis.set(xlabel=say("epoch"), ylabel=metric.replace("_", " "))
    axis.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))


def _runs(runs):
    """dict from the name of a run ("" where there is only one, without a name) to its dict of metrics."""
    if hasattr(runs, "history"):
        runs = runs.history
    if not isinstance(runs, dict):
        raise PlottingError(say("history_type", type=type(runs).__name__))
    nested = [value for value in runs.values() if hasattr(value, "history") or isinstance(value, dict)]
    if not runs:
        raise PlottingError(say("history_no_runs"))
    if not nested:
        runs = {"": runs}
    elif len(nested) < len(runs):
        other = next(value for value in runs.values() if not any(value is one for one in nested))
        raise PlottingError(say("history_type", type=type(other).__name__))
    return {str(name): _metrics(str(name), getattr(run, "history", run)) for name, run in runs.items()}


def _metrics(name, run):
    """dict from metric to a float array with a value for each epoch."""
    curves = {}
    for metric, values in run.items():
        try:
            curves[metric] = np.asarray(values, dtype=float)
        except (TypeError, ValueError):
            raise PlottingError(say("history_numbers", metric=metric)) from None
    lengths = {metric: curve.size for metric, curve in curves.items()}
    if not lengths or not max(lengths.values()):
        raise PlottingError(say("history_empty", run=name or say("history_this")))
    epochs = lengths.get("loss", max(lengths.values()))
    for metric, curve in curves.items():
        if curve.shape != (epochs,):
            raise PlottingError(say("history_length", metric=metric, found=curve.size, count=epochs))
    return curves


def _legend(marks, runs, metrics):
    """What the colours mean, if there are several, then what solid and dashed mean."""
    handles = []
    if len(marks) > 1:
        handles += [
            Line2D([], [], color=colour, marker=marker, linestyle="none", label=name)
            for name, colour, marker, _ in marks
        ]
    colour = GREY if len(marks) > 1 else marks[0][1]
    drawn = {key for run in runs.values() for key in run if key.removeprefix(VALIDATION) in metrics}
    if any(not key.startswith(VALIDATION) for key in drawn):
        handles.append(Line2D([], [], color=colour, linestyle="-", label=say("train")))
    if any(key.startswith(VALIDATION) for key in drawn):
        handles.append(Line2D([], [], color=colour, linestyle="--", label=say("validation")))
    return handles


def history_alt(runs, metrics):
    """What the curves of `metrics` show: where each begins and ends; `runs` as for `draw_metric`, of arrays."""
    sentences = []
    for name, run in runs.items():
        curves = say("clause").join(
            _curve(metric, key, run[key]) for metric in metrics for key in (metric, VALIDATION + metric) if key in run
        )
        epochs = len(next(iter(run.values())))
        if name:
            sentences.append(say("history_run", run=name, epochs=epochs, curves=curves))
        else:
            sentences.append(say("history_alt" if epochs > 1 else "history_alt_one", epochs=epochs, curves=curves))
    return " ".join(sentences)


def _curve(metric, key, values):
    name = metric.replace("_", " ")
    if key.startswith(VALIDATION):
        name = say("history_validation_name", metric=name)
    first, last = number(values[0]), number(values[-1])
    if len(values) == 1:
        trend = "single"
    elif first == last:
        trend = "stays"
    else:
        trend = "falls" if values[-1] < values[0] else "rises"
    text = say(trend, name=name, first=first, last=last)
    if not np.isfinite(values).all():
        return text + say("history_not_finite", epoch=int(np.argmin(np.isfinite(values))) + 1)
    if key == VALIDATION + "loss" and values.argmin() < len(values) - 1:
        text += say("history_lowest", value=number(values.min()), epoch=int(values.argmin()) + 1)
    return text


def progress(fits=1):
    """A callback that shows how training goes: `model.fit(..., verbose=0, callbacks=[plotting.progress()])`.

    In a notebook it is one output, updated in place: a bar, the metrics so far and the time left, and at the end a
    table of the epochs. In a terminal it prints a line for each epoch.

    For a loop that trains several models, make one before the loop and give it to each fit: the bar and the time left
    are those of all of them, and the table, or the terminal, has a line for each fit, with the metrics of its last
    epoch and the seconds that it took.

    Args:
        fits: int, how many fits it is given to.

    Returns:
        keras.callbacks.Callback that also keeps what it has seen, for `plotting.record`: `epochs`, a list with one
        list for each model that it watched, of a dict for each of its epochs, the metrics and "seconds" as floats;
        and `seconds`, float, of all these epochs together. A second fit of the same model goes on in the same list.

    Raises:
        PlottingError: if `fits` is not a positive int.
    """
    if not isinstance(fits, Integral) or isinstance(fits, bool) or fits < 1:
        raise PlottingError(say("progress_fits", fits=fits))
    return Progress(fits)


class Progress(keras.callbacks.Callback):
    """What `progress` returns; see there."""

    SECONDS_BETWEEN_UPDATES = 0.25
    MOST_ROWS = 10  # of the table of epochs

    def __init__(self, fits):
        super().__init__()
        self.fits, self.fit = fits, 0
        self.epochs, self.watched = [], None

    @property
    def seconds(self):
        return sum(epoch["seconds"] for model in self.epochs for epoch in model)

    def on_train_begin(self, logs=None):
        self.fit_began = time.monotonic()
        if not self.epochs or self.model is not self.watched:
            self.epochs.append([])
            self.watched = self.model
        if self.fit in (0, self.fits):
            self.fit = 0
            self.rows = []
            self.place = None
            self.began = self.updated = self.fit_began
        self.fit += 1
        self.first_epoch = None

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch, self.epoch_began = epoch, time.monotonic()
        if self.first_epoch is None:
            self.first_epoch = epoch
            self._show(self._bar(0, {}))

    def on_train_batch_end(self, batch, logs=None):
        now = time.monotonic()
        if now - self.updated >= self.SECONDS_BETWEEN_UPDATES:
            self.updated = now
            self._show(self._bar((batch + 1) / (self.params.get("steps") or float("inf")), logs or {}))

    def on_epoch_end(self, epoch, logs=None):
        seconds = time.monotonic() - self.epoch_began
        self.epochs[-1].append({name: float(value) for name, value in (logs or {}).items()} | {"seconds": seconds})
        if self.fits == 1:
            heading = say("progress_epoch", epoch=epoch + 1, epochs=self.params["epochs"])
            self._add_row(say("epoch"), epoch + 1, heading, logs, seconds)
        self._show(self._bar(1, logs or {}))

    def on_train_end(self, logs=None):
        if self.fits > 1:
            heading = say("progress_fit", fit=self.fit, fits=self.fits)
            self._add_row(say("fit"), self.fit, heading, logs, time.monotonic() - self.fit_began)
        if self.fit == self.fits:
            self._show(self._table())

    def _add_row(self, column, count, heading, logs, seconds):
        """A row of the table; in a terminal it is printed at once."""
        seconds, values = f"{seconds:.1f}", numbers(logs)
        self.rows.append({column: str(count), **values, say("seconds"): seconds})
        if not in_notebook():
            told = [heading, *(say("value", name=name, value=value) for name, value in values.items())]
            print(say("separator").join([*told, say("seconds_value", seconds=seconds)]), flush=True)

    def _show(self, bundle):
        if not in_notebook():
            return
        if self.place is None:
            self.place = display(bundle, raw=True, display_id=True)
        else:
            self.place.update(bundle, raw=True)

    def _bar(self, part, logs):
        """The bar after `part`, from 0 to 1, of this epoch."""
        epochs = self.params["epochs"]
        of_fit = (self.epoch - self.first_epoch + part) / max(1, epochs - self.first_epoch)
        done = (self.fit - 1 + of_fit) / self.fits
        where = {"fit": self.fit, "fits": self.fits, "epoch": self.epoch + 1, "epochs": epochs}
        told = [say("progress_fit", **where)] if self.fits > 1 else []
        told.append(say("progress_epoch", **where))
        told += [say("value", name=name, value=value) for name, value in numbers(logs).items()]
        if 0 < done < 1:
            left = (time.monotonic() - self.began) * (1 - done) / done
            told.append(say("progress_left", time=_clock(left)))
        text = say("separator").join(told)
        label = html.escape(say("progress_label" if self.fits == 1 else "progress_fits_label", **where))
        bar = f'<progress max="1" value="{done:.3f}" aria-label="{label}"></progress>'
        return {"text/html": f"<div>{bar} {html.escape(text)}</div>", "text/plain": text}

    def _table(self):
        """All fits; of one fit all epochs or, where there are many, some evenly spaced, the first and the last too."""
        count, time_taken = len(self.rows), _clock(time.monotonic() - self.began)
        rows = self.rows
        if self.fits > 1:
            caption = say("progress_fits_done", fits=count, time=time_taken)
        elif count > self.MOST_ROWS:
            chosen = np.linspace(0, count - 1, self.MOST_ROWS).round().astype(int)
            rows = [self.rows[i] for i in chosen]
            caption = say("progress_some", epochs=count, time=time_taken, shown=len(rows))
        else:
            caption = say("progress_done_one" if count == 1 else "progress_done", epochs=count, time=time_taken)
        return table(caption, rows)


def _clock(seconds):
    """Minutes and seconds, such as 1:05."""
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes}:{seconds:02d}"
