"""Expected values by scikit-learn, statsmodels and numpy.

Run in this folder: python resampling.py > expected_python.json
What is drawn at random comes with its own error of repetition; its seeds are fixed.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score, brier_score_loss, roc_auc_score
from statsmodels.stats.multitest import multipletests

PINNED = {"numpy": "2.4.6", "scikit-learn": "1.9.1", "statsmodels": "0.15.0"}
versions = {"numpy": np.__version__, "scikit-learn": sklearn.__version__,
            "statsmodels": statsmodels.__version__}
for name, version in PINNED.items():
    if versions[name] != version:
        print(f"{name} is {versions[name]}, pinned is {version}", file=sys.stderr)
warnings.filterwarnings("ignore")

here = pathlib.Path(__file__).parent


def read(name):
    with open(here / "inputs" / f"{name}.csv") as file:
        header = file.readline().strip().split(",")
        return dict(zip(header, np.loadtxt(file, delimiter=",", ndmin=2).T))


def logit(p):
    return np.log(p / (1 - p))


def glm(y, columns, offset=None):
    model = sm.GLM(y, columns, family=sm.families.Binomial(), offset=offset)
    return model.fit(tol=1e-14, maxiter=200).params


def in_the_large(y, r):
    return glm(y, np.ones((len(y), 1)), offset=logit(r))[0]


def slope(y, r):
    return glm(y, sm.add_constant(logit(r)))[1]


def rand():
    rng = np.random.default_rng(1)
    cases = []
    for n, a, b in [(2, 2, 2), (10, 3, 3), (50, 4, 7), (200, 10, 2), (200, 1, 5), (30, 30, 30)]:
        first, second = rng.integers(0, a, n), rng.integers(0, b, n)
        cases.append((first, second))
        cases.append((first, first))
        cases.append((first, np.where(rng.random(n) < 0.8, first, second)))
    return [{"first": f.tolist(), "second": s.tolist(), "adjusted": adjusted_rand_score(f, s)}
            for f, s in cases]


def holm():
    rng = np.random.default_rng(2)
    cases = [rng.random(n).round(3) * scale for n in (1, 2, 5, 30) for scale in (1, 0.1, 0.01)]
    cases.append(np.array([0.01, 0.01, 0.01, 0.5, 0.0, 1.0]))
    return [{"p": p.tolist(), "adjusted": multipletests(p, method="holm")[1].tolist()} for p in cases]


def stability():
    rng = np.random.default_rng(3)
    cases = []
    for then, now, bins in [(500, 300, 10), (1000, 1000, 4), (80, 200, 5)]:
        e, a = rng.normal(0, 1, then).round(2), rng.normal(0.3, 1.1, now).round(2)
        limits = np.unique(np.quantile(e, np.arange(1, bins) / bins))
        shares = [np.bincount(np.digitize(v, limits, right=True), minlength=len(limits) + 1) / len(v)
                  for v in (e, a)]
        index = np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0]))
        cases.append({"then": e.tolist(), "now": a.tolist(), "bins": bins, "index": index})
    return cases


def expected():
    """Over a known true risk, by the definitions: pairs one by one, regressions by statsmodels."""
    table = read("truth")
    p, a, b = table["truth"], table["predicted"], table["other"]

    def area(r):
        weight = p[:, None] * (1 - p)[None, :]
        np.fill_diagonal(weight, 0)
        order = (r[:, None] > r[None, :]) + 0.5 * (r[:, None] == r[None, :])
        return (weight * order).sum() / weight.sum()

    def jackknife(measure):
        n = len(p)
        left = np.array([measure(np.delete(np.arange(n), i)) for i in range(n)])
        return np.sqrt((n - 1) / n * ((left - left.mean()) ** 2).sum())

    def area_difference(rows):
        weight = p[rows][:, None] * (1 - p[rows])[None, :]
        np.fill_diagonal(weight, 0)
        areas = [(weight * ((r[rows][:, None] > r[rows][None, :])
                            + 0.5 * (r[rows][:, None] == r[rows][None, :]))).sum() for r in (a, b)]
        return (areas[0] - areas[1]) / weight.sum()

    loss = lambda r: p * (1 - r) ** 2 + (1 - p) * r ** 2
    benefit = lambda r, t: np.where(r >= t, p - (1 - p) * t / (1 - t), 0)
    paired = lambda x, y: [np.mean(x - y), np.std(x - y, ddof=1) / np.sqrt(len(p))]
    mean = p.mean()
    result = {
        "auroc": area(a), "observed_expected": p.sum() / a.sum(),
        "in_the_large": in_the_large(p, a), "slope": slope(p, a),
        "brier": loss(a).mean(),
        "scaled_brier": 1 - loss(a).mean() / (mean * (1 - mean) - (p * (1 - p)).sum() / len(p) ** 2),
        "log_loss": -(p * np.log(a) + (1 - p) * np.log(1 - a)).mean(),
        "auroc_difference": area(a) - area(b),
        "auroc_difference_jackknife": jackknife(area_difference),
        "brier_difference": paired(loss(a), loss(b)),
        "thresholds": [],
    }
    for t in (0.1, 0.2, 0.4):
        flagged = a >= t
        result["thresholds"].append({
            "threshold": t, "net_benefit": benefit(a, t).mean(),
            "net_benefit_difference": paired(benefit(a, t), benefit(b, t)),
            "sensitivity": p[flagged].sum() / p.sum(),
            "specificity": (1 - p)[~flagged].sum() / (1 - p).sum(),
            "ppv": p[flagged].mean(), "npv": (1 - p)[~flagged].mean(), "alert_rate": flagged.mean()})
    return result


def limits(values):
    return np.percentile(values, [2.5, 97.5]).tolist()


def bootstrap():
    """Plain and cluster bootstrap by repetition of rows, and nothing clever."""
    table = read("clusters")
    patient, y, r = table["patient"].astype(int), table["outcome"].astype(int), table["risk"]
    rng = np.random.default_rng(4)
    n = len(y)
    plain = []
    for _ in range(10000):
        rows = rng.integers(0, n, n)
        plain.append(roc_auc_score(y[rows], r[rows]))
    rows_of = [np.flatnonzero(patient == c) for c in np.unique(patient)]
    t, found = 0.4, []
    for _ in range(6000):
        rows = np.concatenate([rows_of[c] for c in rng.integers(0, len(rows_of), len(rows_of))])
        yb, rb = y[rows], r[rows]
        flagged = rb >= t
        found.append([
            roc_auc_score(yb, rb), in_the_large(yb, rb), slope(yb, rb), yb.sum() / rb.sum(),
            flagged[yb == 1].mean(), (~flagged)[yb == 0].mean(), yb[flagged].mean(),
            (1 - yb)[~flagged].mean()])
    names = ["auroc", "intercept", "slope", "observed_expected",
             "sensitivity", "specificity", "ppv", "npv"]
    return {"plain_auroc": limits(plain), "threshold": t,
            "clusters": {name: limits(values) for name, values in zip(names, np.array(found).T)}}


def optimism():
    """The .632 and .632+ estimates of an unpenalised regression, by Efron and Tibshirani."""
    table = read("development")
    y = table["outcome"].astype(int)
    x = np.column_stack([table[f"x{i}"] for i in range(1, 7)])
    n = len(y)

    def risks(rows):
        model = LogisticRegression(C=np.inf, tol=1e-8, max_iter=1000).fit(x[rows], y[rows])
        return model.predict_proba(x)[:, 1]

    rng = np.random.default_rng(5)
    seen = risks(np.arange(n))
    apparent = np.array([roc_auc_score(y, seen), brier_score_loss(y, seen)])
    out = []
    for _ in range(3000):
        rows = rng.integers(0, n, n)
        left = np.setdiff1d(np.arange(n), rows)
        r = risks(rows)
        out.append([roc_auc_score(y[left], r[left]), brier_score_loss(y[left], r[left])])
    out = np.mean(out, axis=0)
    nothing = np.array([0.5, np.mean((y[:, None] - seen[None, :]) ** 2)])
    overfitting = (out - apparent) / (nothing - apparent)
    weight = 0.632 / (1 - 0.368 * overfitting)
    return {"measures": ["auroc", "brier"], "apparent": apparent.tolist(), "out_of_bag": out.tolist(),
            "no_information": nothing.tolist(),
            "point_632": (0.368 * apparent + 0.632 * out).tolist(),
            "point_632_plus": ((1 - weight) * apparent + weight * out).tolist()}


print(json.dumps({"versions": versions, "rand": rand(), "holm": holm(), "stability": stability(),
                  "expected": expected(), "bootstrap": bootstrap(), "optimism": optimism()}, indent=1))
