"""The two ODE posteriors in NumPyro, as its example and posteriordb's Stan programs write them; prints draws as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jax
import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist
from jax.experimental.ode import odeint
from numpyro.infer import MCMC, NUTS, init_to_value

jax.config.update("jax_enable_x64", True)


def hares(data: dict):
    """NumPyro's own example of Lotka and Volterra, with posteriordb's priors."""
    times = jnp.array([0.0, *data["ts"]])
    log_y = jnp.log(jnp.array([data["y_init"], *data["y"]]))

    def slope(z, _, theta):
        u, v = z
        return jnp.stack([(theta[0] - theta[1] * v) * u, (-theta[2] + theta[3] * u) * v])

    def model():
        theta = numpyro.sample(
            "theta",
            dist.TruncatedNormal(
                low=0.0, loc=jnp.array([1.0, 0.05, 1.0, 0.05]), scale=jnp.array([0.5, 0.05, 0.5, 0.05])
            ),
        )
        start = numpyro.sample("z_init", dist.LogNormal(jnp.log(10), 1).expand([2]))
        sigma = numpyro.sample("sigma", dist.LogNormal(-1, 1).expand([2]))
        z = odeint(slope, start, times, theta, rtol=1e-6, atol=1e-5, mxstep=1000)
        numpyro.sample("y", dist.Normal(jnp.log(z), sigma), obs=log_y)

    start = {
        "theta": jnp.array([0.55, 0.028, 0.8, 0.024]),
        "z_init": jnp.array([34.0, 6.0]),
        "sigma": jnp.array([0.25, 0.25]),
    }
    return model, start


def drug(data: dict):
    """One compartment with Michaelis and Menten's elimination."""
    times = jnp.array([0.0, *data["times"]])
    log_c = jnp.log(jnp.array(data["C_hat"]))
    dose, volume = float(data["D"]), float(data["V"])

    def slope(c, t, p):
        k_a, k_m, v_m = p
        return dose * k_a / volume * jnp.exp(-k_a * t) - v_m / volume * c / (k_m + c)

    def model():
        k_a = numpyro.sample("k_a", dist.HalfCauchy(1))
        k_m = numpyro.sample("K_m", dist.HalfCauchy(1))
        v_m = numpyro.sample("V_m", dist.HalfCauchy(1))
        sigma = numpyro.sample("sigma", dist.HalfCauchy(1))
        c = odeint(slope, jnp.array(0.0), times, jnp.stack([k_a, k_m, v_m]), rtol=1e-6, atol=1e-8, mxstep=10000)
        numpyro.sample("C", dist.Normal(jnp.log(c[1:]), sigma), obs=log_c)

    start = {"k_a": 0.76, "K_m": 1.5, "V_m": 0.9, "sigma": 0.13}
    return model, start


MODELS = {"hudson_lynx_hare": hares, "one_comp_mm_elim_abs": drug}


def main() -> None:
    """Arguments: the posterior, the folder of its data, chains, warmup, draws, seed, where draws go."""
    name, folder, chains, warmup, draws, seed, out = sys.argv[1:8]
    model, start = MODELS[name](json.loads((Path(folder) / f"{name}.json").read_text()))
    kernel = NUTS(model, init_strategy=init_to_value(values=start), dense_mass=True, target_accept_prob=0.8)
    mcmc = MCMC(
        kernel,
        num_warmup=int(warmup),
        num_samples=int(draws),
        num_chains=int(chains),
        chain_method="sequential",
        progress_bar=False,
    )
    mcmc.run(jax.random.PRNGKey(int(seed)))
    sampled = mcmc.get_samples(group_by_chain=True)
    flat = {}
    for key, value in sampled.items():
        columns = value.reshape(value.shape[0], value.shape[1], -1)
        for i in range(columns.shape[2]):
            flat[f"{key}[{i}]"] = columns[:, :, i].tolist()
    Path(out).write_text(json.dumps(flat))


if __name__ == "__main__":
    main()
