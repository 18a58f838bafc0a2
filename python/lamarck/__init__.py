"""Lamarck from Python.

    import lamarck
    run = lamarck.fit("problem.yaml", evaluations=5000)
    run.best["parameters"], run.uncertainty

With a Spark session that has Lamarck's jar (spark.jars), the fit runs on its executors:

    run = lamarck.fit("problem.yaml", spark=spark, seconds=300)

Without one the command line is called; it is looked for in $LAMARCK, then on the PATH.
"""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["fit", "evaluate", "load", "Run", "LamarckError"]
__version__ = "0.1.0"


class LamarckError(Exception):
    """What Lamarck found wrong; the message is its own."""


class Run:
    """The results of a fit.

    folder: where its files are (docs/results.md)
    result: all that result.json holds
    """

    def __init__(self, folder):
        self.folder = Path(folder)
        try:
            self.result = json.loads((self.folder / "result.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise LamarckError(f"{folder} holds no results of a fit") from None

    @property
    def best(self):
        """The best point: objective, nllh, parameters on the linear scale."""
        return self.result.get("best")

    @property
    def uncertainty(self):
        """Standard errors and intervals, from the curvature at the best point."""
        return self.result.get("uncertainty")

    def table(self, name):
        """A table of the run, such as "uncertainty", as a list of dictionaries of texts."""
        lines = (self.folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        header = lines[0].split("\t")
        return [dict(zip(header, line.split("\t"))) for line in lines[1:]]

    def _repr_html_(self):
        report = self.folder / "report.html"
        objective = self.best["objective"] if self.best else "none"
        return f'<p>objective {objective}, <a href="{report}">report</a></p>'

    def __repr__(self):
        return f"Run({str(self.folder)!r}, objective={self.best['objective'] if self.best else None})"


def load(folder):
    """The results in the folder of a run."""
    return Run(folder)


def fit(problem, data=None, *, out=None, seed=1, evaluations=None, seconds=None, spark=None, options=()):
    """Fits a problem, or a model to a table of data.

    out: the folder for the results; a temporary one when left out
    evaluations, seconds: when to stop; three minutes when both are left out
    spark: a session whose executors compute
    options: further options of the command line, such as ["--fix", "k=1"]
    """
    folder = Path(out) if out else Path(tempfile.mkdtemp(prefix="lamarck-")) / "run"
    if spark is not None:
        if data is not None or options:
            raise LamarckError("a fit in a Spark session takes a problem; make one with lamarck init")
        return _fit_in_session(spark, Path(problem), folder, seed, evaluations, seconds)
    arguments = ["fit", str(problem)] + ([str(data)] if data is not None else [])
    arguments += ["--out", str(folder), "--seed", str(seed), "--quiet", *map(str, options)]
    if evaluations is not None:
        arguments += ["--evaluations", str(evaluations)]
    if seconds is not None:
        arguments += ["--time-limit", f"{seconds}s"]
    _call(arguments)
    return Run(folder)


def evaluate(problem, *options):
    """Likelihood and gradient at one point, as the command line's --json tells them."""
    return json.loads(_call(["evaluate", str(problem), "--json", *map(str, options)]))


def _call(arguments):
    command = os.environ.get("LAMARCK") or shutil.which("lamarck")
    if command is None:
        raise LamarckError("lamarck is not on the PATH; put it there or set LAMARCK to the launcher")
    done = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LamarckError(done.stderr.strip() or f"lamarck ended with {done.returncode}")
    return done.stdout


def _fit_in_session(spark, problem, folder, seed, evaluations, seconds):
    from py4j.protocol import Py4JJavaError

    jvm = spark.sparkContext._jvm
    try:
        read = jvm.org.lamarck.worker.petab.ProblemReader.read(jvm.java.io.File(str(problem)).toPath())
        budget = jvm.org.lamarck.driver.run.Budget.UNLIMITED
        if evaluations is not None:
            budget = budget.withEvaluations(evaluations)
        if seconds is not None or evaluations is None:
            budget = budget.withTime(jvm.java.time.Duration.ofMillis(int(1000 * (seconds or 180))))
        context = spark.sparkContext._jsc.sc()
        record = jvm.org.lamarck.driver.Lamarck.on(context).withSeed(seed).withBudget(budget).fit(read)
        store = jvm.org.lamarck.driver.checkpoint.Stores.at(str(folder))
        jvm.org.lamarck.driver.report.ResultFolder.write(record, store)
    except TypeError:
        raise LamarckError("the session has no Lamarck; start it with spark.jars=.../lamarck.jar") from None
    except Py4JJavaError as error:
        raise LamarckError(error.java_exception.getMessage()) from None
    return Run(folder)
