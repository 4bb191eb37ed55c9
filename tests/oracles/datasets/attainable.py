"""The attainable risk by brute force: E[ideal | what is visible at prediction time], over a grid of the hidden nodes.

Works for a dataset whose hidden causes are one normal and one Bernoulli node, and where nothing with gaps is read by
another node. Each visible cell counts with the probability of its rounded value, a gap with the probability of a gap.
"""
import numpy as np
from scipy.special import expit, ndtr

from dataset_model import FUNCTIONS, python


def interval(x, node):
    half = 0.5 * 10.0 ** -node["decimals"]
    low, high = x - half, x + half
    if "range" in node:
        low = np.where(x <= node["range"][0], -np.inf, low)
        high = np.where(x >= node["range"][1], np.inf, high)
    return low, high


def attainable(model, vary, seen, points=81, width=6.0):
    nodes = model.spec["node"]
    outcome = model.spec["outcome"]
    normal = next(v for v in nodes if v.get("hidden") and v["family"] == "normal")
    flag = next(v for v in nodes if v.get("hidden") and v["family"] == "bernoulli")
    z = np.linspace(-width, width, points)
    prior = np.exp(-0.5 * z * z)
    n = len(seen[outcome])
    top = np.full(n, -np.inf)
    total, risk = np.zeros(n), np.zeros(n)
    for k in range(points):
        for level in (0.0, 1.0):
            cells = {v["name"]: seen[v["name"]] for v in nodes if not v.get("hidden")}
            cells[normal["name"]] = np.full(n, normal["mean"] + normal["sd"] * z[k])
            cells[flag["name"]] = np.full(n, level)
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
                    continue
                if node is flag:
                    p = chance(node)
                    log = log + np.log(p if level else 1 - p)
                    continue
                if node.get("hidden"):
                    y = value(node["value"])
                    cells[name] = np.clip(y, *node["range"]) if "range" in node else y
                    continue
                if name == outcome:
                    ideal = chance(node)
                    continue
                if node["available_at"] > 0 or family == "formula":
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
                    log = log + (np.where(gone, 0.0, mass) if "missing" in node else mass)
                elif family == "bernoulli":
                    p = chance(node)
                    log = log + np.log(np.where(x == 1, p, 1 - p))
                elif family == "categorical":
                    w = np.column_stack([value(v) for v in node["weights"]])
                    at = (np.asarray(node["levels"])[None, :] == x[:, None]).argmax(1)
                    log = log + np.log(np.maximum(w[np.arange(n), at] / w.sum(1), 1e-300))
                elif family != "uniform":
                    raise ValueError(family)
            new = np.maximum(top, log)
            scale = np.exp(top - new)
            weight = np.exp(log - new)
            total, risk, top = total * scale + weight, risk * scale + weight * ideal, new
    return risk / total
