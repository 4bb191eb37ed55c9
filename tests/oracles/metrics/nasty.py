"""Small nasty data sets with what an evaluation should say of each, by definitions written
out plainly: pairs for the AUROC, least squares by SVD for each point of the loess curve, root
finding for the calibration intercept, statsmodels for the slope.

Run in this folder: python nasty.py > nasty.json
"""
import json

import numpy as np
import statsmodels.api as sm
from scipy.optimize import brentq
from scipy.special import expit

Z = 1.959963984540054
rng = np.random.default_rng(20260702)


def interval(value, error):
    return [float(value), float(value - Z * error), float(value + Z * error)]


def auroc(y, p):
    events, others = p[y == 1], p[y == 0]
    wins = (events[:, None] > others) + 0.5 * (events[:, None] == others)
    if min(wins.shape) < 2:
        return [float(wins.mean())]
    variance = (wins.mean(1).var(ddof=1) / len(events) + wins.mean(0).var(ddof=1) / len(others))
    return np.clip(interval(wins.mean(), np.sqrt(variance)), 0, 1).tolist()


def average_precision(y, p):
    total, before = 0.0, 0.0
    for t in np.unique(p)[::-1]:
        recall = y[p >= t].sum() / y.sum()
        total += (recall - before) * y[p >= t].mean()
        before = recall
    return float(total)


def intercept(y, eta):
    score = lambda a: np.where(y == 1, expit(-eta - a), -expit(eta + a)).sum()
    a = brentq(score, -60, 60, xtol=1e-14, rtol=1e-14)
    return interval(a, 1 / np.sqrt((expit(eta + a) * expit(-eta - a)).sum()))


def slope(y, eta):
    if eta.min() == eta.max():
        return "constant_risk"
    events, others = eta[y == 1], eta[y == 0]
    if events.min() >= others.max() or events.max() <= others.min():
        return "separated"
    design = sm.add_constant(eta - eta.mean())
    fit = sm.Logit(y, design).fit(method="newton", tol=1e-13, maxiter=500, disp=0)
    return interval(fit.params[1], fit.bse[1])


def observed_expected(y, p):
    if p.sum() == 0:
        return "no_expected"
    ratio = y.sum() / p.sum()
    factor = np.exp(Z * np.sqrt((1 - y.mean()) / y.sum()))
    return [float(ratio), float(ratio / factor), float(ratio * factor)]


def loess(y, p):
    if len(np.unique(p)) < 10:
        return None
    fitted = np.zeros(len(y))
    nearest = int(np.floor(0.75 * len(y) + 1e-5))
    for i, x in enumerate(p):
        distance = np.abs(p - x)
        width = np.sort(distance)[nearest - 1]
        near = distance < width
        if len(np.unique(p[near])) < 3:
            return None
        root = (1 - (distance[near] / width) ** 3) ** 1.5
        design = np.vander((p[near] - x) / width, 3, increasing=True) * root[:, None]
        fitted[i] = np.linalg.lstsq(design, y[near] * root, rcond=1e-14)[0][0]
    return fitted


def evaluate(y, p):
    clipped = p.clip(1e-10, 1 - 1e-10)
    eta = np.log(clipped / (1 - clipped))
    curve = loess(y, p)
    method = "loess"
    if curve is None:
        method, curve = "grouped", np.array([y[p == x].mean() for x in p])
    distance = np.abs(curve - p)
    brier = ((y - p) ** 2).mean()
    return {
        "auroc": auroc(y, p), "average_precision": average_precision(y, p),
        "intercept": intercept(y, eta), "slope": slope(y, eta),
        "observed_expected": observed_expected(y, p), "method": method,
        "ici": distance.mean(), "e50": np.median(distance), "e90": np.quantile(distance, 0.9),
        "brier": brier, "scaled_brier": 1 - brier / (y.mean() * (1 - y.mean())),
        "log_loss": -np.log(np.where(y == 1, clipped, 1 - clipped)).mean(),
        "clipped": int((clipped != p).sum()),
    }


SHAPES = {
    "plain": lambda u: u,
    "tenths": lambda u: u.round(1),
    "hundredths": lambda u: u.round(2),
    "skewed": lambda u: u ** 6,
    "very skewed": lambda u: np.exp(-25 * u),
    "many zeros": lambda u: np.where(rng.random(len(u)) < 0.4, 0, u),
    "many ones": lambda u: np.where(rng.random(len(u)) < 0.3, 1, u),
    "mostly tied": lambda u: np.where(rng.random(len(u)) < 0.72, 0.05, u),
    "constant": lambda u: np.full(len(u), 0.3),
    "three risks": lambda u: rng.choice([0.1, 0.2, 0.5], len(u)),
    "both ends": lambda u: (u * 1.3 - 0.1).round(2).clip(0, 1),
}


def cases():
    for shape, make in SHAPES.items():
        for n in (2, 3, 5, 8, 12, 16, 30, 70):
            p = make(rng.random(n).round(12))
            kind = rng.choice(["right", "useless", "one event", "separated"], p=[0.5, 0.2, 0.15, 0.15])
            if kind == "right":
                y = (rng.random(n) < p).astype(int)
            elif kind == "separated":
                y = (p > np.median(p)).astype(int)
            else:
                y = (rng.random(n) < (0.4 if kind == "useless" else 0)).astype(int)
            if y.sum() in (0, n):
                y[rng.integers(n)] = 1 - y[0]
            yield {"name": f"{shape}, {kind}, {n}", "outcomes": y.tolist(), "risks": p.tolist(),
                   "expected": evaluate(y, p)}


print("[" + ",\n".join(json.dumps(case) for case in cases()) + "]")
