"""Calcium oscillation of Wang et al. (2007), BioModel 145, in JAX: the task of `examples/calcium`.

Minimised is the Euclidean norm of the distance of cytosolic calcium from a sine of 0.1 Hz at 500 times,
over the logarithms (base 10) of 26 parameters.
"""

from __future__ import annotations

import math

import diffrax
import jax
import jax.numpy as jnp

PARAMETERS = (
    "Kp Kd Kr n Kg m Ks Kc1 Kc2 w Ker Cplc_total k0 k1 k2 k3 k4 k5 k6 k7 k8 k9 k10 k11 Cytosol ER"
).split()
INITIAL = (1.0, 9.0, 1.0, 1000.0, 200.0)  # Galpha_GTP, APLC, IP3, Ca_ER, Ca_Cyt
END, SAMPLES = 49.9, 500

# Reverse mode takes longer the more steps it must be ready for.
MAX_STEPS = 512


def rates(t, y, c):
    """dy/dt; rules are evaluated at y, as SBML has it."""
    kp, kd, kr, n, kg, m, ks, kc1, kc2, w, ker, total, *k, cytosol, er = c
    g, aplc, ip3, ca_er, ca = y
    pkc = ip3 / (kd + ip3) * ca / (kr + ca)
    r1, r2 = cytosol * k[0], cytosol * k[1] * g
    r3 = cytosol * k[2] * aplc / (kp + aplc) * g
    r4 = cytosol * k[3] * pkc * g
    hill_g = g**n / (kg**n + g**n)
    hill_dg = ip3**m / (kd**m + ip3**m)
    r5, r6 = cytosol * k[4] * hill_g * hill_dg * (total - aplc), cytosol * k[5] * aplc
    r7, r8 = cytosol * k[6] * aplc, cytosol * k[7] * ip3
    release = k[8] * ip3**3 / (ks**3 + ip3**3) * ca_er**w / (ker**w + ca_er**w)
    r9 = er * (release - k[9] * ca / (kc1 + ca))
    r10, r11 = cytosol * k[10] * ca / (kc2 + ca), cytosol * k[11]
    change_ca = 0.01 * r9 - 0.05 * r10 + 0.05 * r11
    return jnp.stack([r1 + r2 - r3 - r4, r5 - r6, r7 - r8, -0.001 * r9, change_ca])


def target():
    """What cytosolic calcium is to follow, at the sampled times."""
    t = jnp.linspace(0.0, END, SAMPLES)
    return 50 * jnp.sin(2 * math.pi * 0.1 * t + 10) + 300


def residuals(x, rtol: float, atol: float, adjoint):
    """Wanted minus simulated values at the 500 times; x are logarithms of base 10."""
    c = tuple(10.0**x)
    solution = diffrax.diffeqsolve(
        diffrax.ODETerm(rates),
        diffrax.Tsit5(),
        t0=0.0,
        t1=END,
        dt0=None,
        y0=jnp.array(INITIAL),
        args=c,
        saveat=diffrax.SaveAt(ts=jnp.linspace(0.0, END, SAMPLES)),
        stepsize_controller=diffrax.PIDController(rtol=rtol, atol=atol),
        adjoint=adjoint,
        max_steps=MAX_STEPS,
    )
    return target() - solution.ys[:, 4], solution.stats["num_accepted_steps"]


def functions(rtol: float, atol: float) -> dict:
    """Compiled on their first call: the value with its gradient, and residuals with their Jacobian."""

    def loss(x):
        r, steps = residuals(x, rtol, atol, diffrax.RecursiveCheckpointAdjoint())
        return jnp.linalg.norm(r), steps

    def forward(x):
        r, _ = residuals(x, rtol, atol, diffrax.ForwardMode())
        return r, r

    return {
        "value": jax.jit(loss),
        "gradient": jax.jit(jax.value_and_grad(loss, has_aux=True)),
        "residuals": jax.jit(jax.jacfwd(forward, has_aux=True)),
    }
