"""The attainable risk by brute force: E[ideal | what is visible at prediction time], over a grid of the hidden nodes.

Works for a dataset whose hidden causes are one normal node and others of few levels, and where of what has gaps only
yes-or-no nodes are read by another. Each visible cell counts with the probability of its rounded value, a gap with the probability of a
gap, the number of a row with whether its cluster has so many.
"""
import re
from itertools import product

import numpy as np
from scipy.special import expit, ndtr
from scipy.stats import poisson

from dataset_model import FUNCTIONS, python


def interval(x, node):
    half = 0.5 * 10.0 ** -node["decimals"]
    low, high = x - half, x + half
    if "range" in node:
        low = np.where(x <= node["range"][0], -np.inf, low)
        high = np.where(x >= node["range"][1], np.inf, high)
    return low, high


def levels(node):
    """The values of a hidden node of few levels; a count has those of its range."""
    if node["family"] == "poisson":
        return [float(k) for k in range(node["range"][0], node["range"][1] + 1)]
    return node["levels"] if node["family"] == "categorical" else [0.0, 1.0]


def attainable(model, vary, seen, points=81, width=6.0):
    nodes = model.spec["node"]
    outcome = model.spec["outcome"]
    normal = next(v for v in nodes if v.get("hidden") and v["family"] == "normal")
    few = [v for v in nodes if v.get("hidden") and v["family"] in ("bernoulli", "categorical", "poisson")]
    reads = lambda text, name: name in re.findall(r"\w+", str(text))
    gappy = [v for v in nodes if v["family"] == "bernoulli" and "missing" in v and any(reads(w.get("logit"), v["name"]) for w in nodes)]
    few += gappy
    z = np.linspace(-width, width, points)
    prior = np.exp(-0.5 * z * z)
    n = len(seen[outcome])
    top = np.full(n, -np.inf)
    total, risk = np.zeros(n), np.zeros(n)
    for k in range(points):
        for chosen in product(*[levels(v) for v in few]):
            cells = {v["name"]: seen[v["name"]] for v in nodes if not v.get("hidden")}
            cells.update({v["name"]: np.full(n, level) for v, level in zip(few, chosen)})
            names = dict(FUNCTIONS, **{"vary_" + a: b for a, b in vary.items()})
            log = np.full(n, np.log(prior[k]))

            def value(formula):
                return np.broadcast_to(np.asarray(eval(python(formula), {"__builtins__": {}}, {**names, **cells}), dtype=float), (n,))

            def chance(node):
                return expit(value(node["logit"])) if "logit" in node else value(node["probability"])

            for node in nodes:
                name, family = node["name"], node["family"]
                x = cells.get(name)
                if node is normal:
                    cells[name] = value(node["mean"]) + value(node["sd"]) * z[k]
                    continue
                if node.get("hidden") and family == "formula":
                    y = value(node["value"])
                    cells[name] = np.clip(y, *node["range"]) if "range" in node else y
                    continue
                if name == outcome:
                    ideal = chance(node)
                    continue
                if node.get("available_at", 0) > 0 or family == "formula":
                    continue
                gone = np.zeros(n, bool)
                if node in gappy:
                    recorded, x = seen[name], cells[name]
                    p, gap, gone = chance(node), chance(node["missing"]), np.isnan(recorded)
                    log = log + np.log(np.where(x == 1, p, 1 - p)) + np.log(np.where(gone, gap, 1 - gap))
                    log = log + np.where(gone | (recorded == x), 0.0, -1e9)
                    continue
                if "missing" in node:
                    gone = np.isnan(x)
                    gap = chance(node["missing"])
                    log = log + np.log(np.where(gone, gap, 1 - gap))
                if family in ("normal", "lognormal"):
                    a, b = interval(x, node)
                    if family == "normal":
                        m, s = value(node["mean"]), value(node["sd"])
                    else:
                        m, s = value(node["mean_log"]), value(node["sd_log"])
                        with np.errstate(divide="ignore", invalid="ignore"):
                            a, b = np.where(a > 0, np.log(np.maximum(a, 1e-300)), -np.inf), np.log(b)
                    a, b = (a - m) / s, (b - m) / s
                    flip = a > 0
                    a, b = np.where(flip, -b, a), np.where(flip, -a, b)
                    mass = np.log(np.maximum(ndtr(b) - ndtr(a), 1e-300))
                    log = log + np.where(gone, 0.0, mass)
                elif family == "bernoulli":
                    p = chance(node)
                    log = log + np.where(gone, 0.0, np.log(np.where(x == 1, p, 1 - p)))
                elif family == "poisson":
                    a, b = interval(x, dict(node, decimals=0))
                    mass = poisson.cdf(b, value(node["mean"])) - poisson.cdf(a, value(node["mean"]))
                    log = log + np.where(gone, 0.0, np.log(np.maximum(mass, 1e-300)))
                elif family == "uniform":
                    (a, b), low, high = interval(x, node), value(node["low"]), value(node["high"])
                    mass = np.maximum(np.minimum(b, high) - np.maximum(a, low), 0) / (high - low)
                    log = log + np.where(gone, 0.0, np.log(np.maximum(mass, 1e-300)))
                elif family == "row":
                    rows = model.spec["cluster"]["rows"]
                    log = log + np.log(np.where(value(rows) >= x, 1.0, 1e-300))
                elif family == "categorical":
                    w = np.column_stack([value(v) for v in node["weights"]])
                    at = (np.asarray(node["levels"])[None, :] == x[:, None]).argmax(1)
                    log = log + np.log(np.maximum(w[np.arange(n), at] / w.sum(1), 1e-300))
                else:
                    raise ValueError(family)
            new = np.maximum(top, log)
            scale = np.exp(top - new)
            weight = np.exp(log - new)
            total, risk, top = total * scale + weight, risk * scale + weight * ideal, new
    return risk / total
