"""Published systems in JAX: what `bench/jax` measures. Coordinates are ours, in the order of our files."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import diffrax
import jax
import jax.numpy as jnp
import numpy as np

HOME = Path(__file__).resolve().parent.parent.parent

# Of diffrax, whose reverse mode takes longer the more steps it must be ready for.
MAX_STEPS = 1024


@dataclass(frozen=True)
class System:
    """A right-hand side with what is made of its solution.

    `rates(t, y, p, given)` is one simulation's, `given` has a row for each of them; `loss(ys, p, given)`
    gets simulations × times × states.
    """

    problem: Path
    rates: Callable
    initial: np.ndarray
    given: np.ndarray
    times: np.ndarray
    loss: Callable
    parameters: Callable  # of the coordinates
    substeps: int  # of the published scheme, from one time to the next
    scheme: str  # of fixed steps: euler or rk4


def fixed_steps(system: System) -> Callable:
    """A loss by steps of one length, as the published programs make them."""
    grid = np.unique(np.concatenate([[0.0], system.times]))
    h = float(grid[1] - grid[0]) / system.substeps

    def step(y, t, p, given):
        k1 = system.rates(t, y, p, given)
        if system.scheme == "euler":
            return y + h * k1
        k2 = system.rates(t + h / 2, y + h / 2 * k1, p, given)
        k3 = system.rates(t + h / 2, y + h / 2 * k2, p, given)
        k4 = system.rates(t + h, y + h * k3, p, given)
        return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)

    def one(p, given):
        def interval(y, t):
            if system.substeps == 1:
                y = step(y, t, p, given)
            else:
                inner = t + h * jnp.arange(system.substeps)
                y, _ = jax.lax.scan(lambda y, t: (step(y, t, p, given), None), y, inner)
            return y, y

        y0 = jnp.asarray(system.initial)
        _, ys = jax.lax.scan(interval, y0, jnp.asarray(grid[:-1]))
        return jnp.concatenate([y0[None], ys]) if system.times[0] == 0 else ys

    return _batched(system, one)


def adaptive_steps(system: System, rtol: float) -> Callable:
    """A loss by diffrax's Tsit5."""

    def one(p, given):
        solution = diffrax.diffeqsolve(
            diffrax.ODETerm(lambda t, y, args: system.rates(t, y, *args)),
            diffrax.Tsit5(),
            t0=0.0,
            t1=float(system.times[-1]),
            dt0=None,
            y0=jnp.asarray(system.initial),
            args=(p, given),
            saveat=diffrax.SaveAt(ts=jnp.asarray(system.times)),
            stepsize_controller=diffrax.PIDController(rtol=rtol, atol=rtol),
            max_steps=MAX_STEPS,
        )
        return solution.ys

    return _batched(system, one)


def _batched(system: System, one: Callable) -> Callable:
    given = jnp.asarray(system.given)

    def loss(x):
        p = system.parameters(x)
        if len(system.given) == 1:
            return system.loss(one(p, given[0])[None], p, given)
        return system.loss(jax.vmap(one, in_axes=(None, 0))(p, given), p, given)

    return loss


def french_flag() -> System:
    """Three genes, 128 positions; steps of 0.01 as Hiscock (2019) makes them."""
    x0 = np.linspace(0.0078125, 1.9921875, 128)[:, None]
    wanted = jnp.asarray(((x0 > 0.5) & (x0 < 1.5)).astype(float)[:, 0])

    def rates(t, y, p, given):
        weights, _ = p
        return jax.nn.sigmoid(y @ weights) - y + given * jnp.array([1.0, 0.0, 0.0])

    return System(
        HOME / "examples" / "circuits" / "french-flag.yaml",
        rates,
        np.full(3, 0.1),
        x0,
        np.array([3.0]),
        lambda ys, p, given: jnp.mean((p[1] * ys[:, 0, 1] - wanted) ** 2),
        # ours: all effects on A, then on B, then on C, and the scale
        lambda x: (x[:9].reshape(3, 3).T, 10.0 ** x[9]),
        300,
        "euler",
    )


def repressilator() -> System:
    """Three genes and a spectrum of 401 times; two steps from one to the next."""
    times = np.linspace(0.0, 100.0, 401)
    points = len(times)
    bin_width = 1 / (0.25 * points)
    bins = [k * bin_width for k in range(1, points // 2 + 1)]
    frequencies = np.array([0.1] + [f for f in bins if abs(f - 0.1) > 0.015 and f <= 0.6])
    window = np.sin(np.pi * np.arange(points) / (points - 1)) ** 2
    phase = 2 * math.pi * frequencies[:, None] * times[None, :]
    cosines, sines = jnp.asarray(np.cos(phase) * window), jnp.asarray(np.sin(phase) * window)
    targets = jnp.asarray(np.array([0.35] + [0.0] * (len(frequencies) - 1)))

    def rates(t, y, p, given):
        weights, bias, decay = p
        return decay * (jax.nn.sigmoid(y @ weights + bias) - y)

    def loss(ys, p, given):
        a = ys[0, :, 0]
        a = a - jnp.sum(window * a) / window.sum()
        amplitude = 2 * jnp.sqrt((cosines @ a) ** 2 + (sines @ a) ** 2) / window.sum()
        return jnp.sum((amplitude - targets) ** 2)

    def parameters(x):
        # ours, gene by gene: bias, effects of A, B and C on it, decay
        rows = x.reshape(3, 5)
        return rows[:, 1:4].T, rows[:, 0], 10.0 ** rows[:, 4]

    return System(
        HOME / "bench" / "jax_problems" / "repressilator.yaml",
        rates,
        np.full(3, 0.1),
        np.zeros((1, 1)),
        times,
        loss,
        parameters,
        2,
        "rk4",
    )


def _dense(x, widths: list[int]) -> list:
    """Our order: layer by layer, unit by unit, its bias and its weights."""
    layers, at = [], 0
    for inputs, outputs in zip(widths[:-1], widths[1:], strict=True):
        block = x[at : at + outputs * (inputs + 1)].reshape(outputs, inputs + 1)
        layers.append((block[:, 1:], block[:, 0]))
        at += outputs * (inputs + 1)
    return layers


def _network(layers: list, h):
    for weights, bias in layers[:-1]:
        h = jnp.tanh(weights @ h + bias)
    weights, bias = layers[-1]
    return weights @ h + bias


def fitzhugh_nagumo() -> System:
    """Both rates by a network of 370 weights, four currents; steps of 0.1."""
    times = np.linspace(0.0, 50.0, 501)
    current = np.array([0.4, 0.6, 0.8, 1.0])[:, None]
    v = jnp.asarray(1.5 * np.sin(0.17 * times + current))
    w = jnp.asarray(0.7 + 0.6 * np.sin(0.17 * times + current - 1))
    return System(
        HOME / "bench" / "jax_problems" / "fitzhugh-nagumo.yaml",
        lambda t, y, p, given: _network(p, jnp.concatenate([y, given])),
        np.array([-1.0, 1.0]),
        current,
        times,
        lambda ys, p, given: jnp.mean((ys[:, :, 0] - v) ** 2) + jnp.mean((ys[:, :, 1] - w) ** 2),
        lambda x: _dense(x, [3, 16, 16, 2]),
        1,
        "rk4",
    )


def universal(suite: Path) -> System:
    """Problem 001 of PEtab-SciML's suite: predators and prey, and a network of 51 weights in a rate."""
    folder = suite / "test_cases" / "sciml_problem_import" / "001" / "petab"
    rows = [line.split("\t") for line in (folder / "measurements.tsv").read_text().splitlines()[1:]]
    times = np.array(sorted({float(row[3]) for row in rows}))
    at = {(row[0], float(row[3])): float(row[2]) for row in rows}
    measured = jnp.asarray([[at["prey_o", t], at["predator_o", t]] for t in times])

    def rates(t, y, p, given):
        (alpha, delta, beta), layers = p
        prey, predator = y
        gamma = _network(layers, y)[0]
        return jnp.stack([alpha * prey - beta * prey * predator, gamma - delta * predator])

    def loss(ys, p, given):
        residuals = (ys[0] - measured) / 0.05
        return 0.5 * jnp.sum(residuals**2 + jnp.log(2 * jnp.pi * 0.05**2))

    return System(
        folder / "problem.yaml",
        rates,
        np.array([0.44249296, 4.6280594]),
        np.zeros((1, 1)),
        times,
        loss,
        lambda x: (x[:3], _dense(x[3:], [2, 5, 5, 1])),
        20,
        "rk4",
    )


def named(name: str, suite: Path) -> System:
    """A system by its name."""
    makers = {"french-flag": french_flag, "repressilator": repressilator, "fitzhugh-nagumo": fitzhugh_nagumo}
    return universal(suite) if name == "universal" else makers[name]()
