"""Expected values by scikit-learn, and by statsmodels where scikit-learn has no such thing.

Run in this folder: python models.py > expected_python.json
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.optimize import brentq
from scipy.spatial.distance import cdist
from scipy.special import expit, logit
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PINNED = {"numpy": "2.4.6", "scikit-learn": "1.9.1", "statsmodels": "0.15.0"}
versions = {"numpy": np.__version__, "scikit-learn": sklearn.__version__,
            "statsmodels": statsmodels.__version__}
for name, version in PINNED.items():
    if versions[name] != version:
        print(f"{name} is {versions[name]}, pinned is {version}", file=sys.stderr)

here = pathlib.Path(__file__).parent
warnings.filterwarnings("error", category=sklearn.exceptions.ConvergenceWarning)
COHORTS = ["ward", "repeats", "ties", "separated", "wide", "rare"]


def read(name):
    with open(here / "inputs" / f"{name}.csv") as file:
        header = file.readline().strip().split(",")
        table = np.loadtxt(file, delimiter=",", ndmin=2)
    return header[1:], table[:, 1:], table[:, 0].astype(int)


def unscaled(scaler, model):
    slopes = model.coef_[0] / scaler.scale_
    return [float(model.intercept_[0] - slopes @ scaler.mean_), *map(float, slopes)]


def regressions(name):
    _, x, y = read(name)
    found = []
    for penalty in [0.01, 0.1, 1.0, 5.0, 100.0]:
        scaler = StandardScaler().fit(x)
        model = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-14, max_iter=1000)
        model.fit(scaler.transform(x), y)
        found.append({"data": name, "penalty": penalty, "mix": 0.0,
                      "coefficients": unscaled(scaler, model)})
    # Where a penalty leaves no column, saga stops before its intercept is right.
    for penalty, mix in [(0.5, 1.0), (2.0, 1.0), (2.0, 0.5), (5.0, 0.2)]:
        scaler = StandardScaler().fit(x)
        model = LogisticRegression(C=1 / penalty, l1_ratio=mix, solver="saga", tol=1e-13,
                                   max_iter=2_000_000, random_state=1)
        model.fit(scaler.transform(x), y)
        z = scaler.transform(x)
        eta = z @ model.coef_[0] + model.intercept_[0]
        b = model.coef_[0]
        cost = (np.logaddexp(0, eta) - y * eta).sum() + penalty * (
            mix * abs(b).sum() + (1 - mix) / 2 * (b * b).sum())
        found.append({"data": name, "penalty": penalty, "mix": mix, "cost": float(cost),
                      "coefficients": unscaled(scaler, model)})
    return found


def naive_bayes(name, smoothing):
    _, x, y = read(name)
    model = GaussianNB(var_smoothing=smoothing).fit(x, y)
    return {"data": name, "var_smoothing": smoothing,
            "risks": model.predict_proba(x)[:, 1].tolist(),
            "means": model.theta_.tolist(), "variances": model.var_.tolist()}


def neighbours(name, k):
    """By scikit-learn's own search where the k-th distance is not tied, else by the rule that
    those tied share what places are left."""
    _, x, y = read(name)
    z = StandardScaler().fit_transform(x)
    library = KNeighborsClassifier(k, algorithm="brute").fit(z, y).predict_proba(z)[:, 1]
    d = cdist(z, z)
    last = np.sort(d, axis=1)[:, k - 1]
    risks, tied_rows = [], 0
    for row in range(len(y)):
        nearer = d[row] < last[row] - 1e-9
        tied = abs(d[row] - last[row]) <= 1e-9
        places = k - nearer.sum()
        if tied.sum() == places:
            risks.append(float(library[row]))
        else:
            tied_rows += 1
            risks.append(float((y[nearer].sum() + places * y[tied].mean()) / k))
    return {"data": name, "neighbours": k, "risks": risks, "tied": tied_rows}


def recalibration(name):
    _, x, y = read(name)
    p = x[:, 0]
    eta = logit(p.clip(1e-10, 1 - 1e-10))
    at = np.round(np.linspace(0, 1, 41), 4)
    eta_at = logit(at.clip(1e-10, 1 - 1e-10))
    big = brentq(lambda a: (y - expit(a + eta)).sum(), -10, 10, xtol=1e-15)
    both = sm.Logit(y, sm.add_constant(eta)).fit(disp=0, tol=1e-14, method="newton").params
    assert abs(sm.add_constant(eta).T @ (y - expit(both[0] + both[1] * eta))).max() < 1e-9
    steps = IsotonicRegression(out_of_bounds="clip").fit(p, y)
    return {"data": name, "at": at.tolist(),
            "intercept": expit(big + eta_at).tolist(),
            "logistic": expit(both[0] + both[1] * eta_at).tolist(),
            "isotonic": steps.predict(at).tolist(),
            "thresholds": [steps.X_thresholds_.tolist(), steps.y_thresholds_.tolist()]}


def points(name, columns, bins, most):
    """Sullivan's method, written out plainly on a regression by statsmodels."""
    names, x, y = read(name)
    x = x[:, [names.index(column) for column in columns]]
    fit = sm.Logit(y, sm.add_constant(x)).fit(disp=0, tol=1e-14, method="newton")
    table, largest = [], 0.0
    for column, values, slope in zip(columns, x.T, fit.params[1:]):
        distinct = np.unique(values)
        if len(distinct) <= bins:
            starts = list(distinct)
        else:
            tenth = (np.quantile(values, 0.9) - np.quantile(values, 0.1)) / 10
            steps = [m * 10.0**e for e in range(-3, 4) for m in (1, 2, 5) if m * 10.0**e <= tenth]
            cuts = np.quantile(values, np.arange(1, bins) / bins)
            starts = [values.min()]
            for cut in cuts:
                cut = round(np.floor(cut / steps[-1] + 0.5) * steps[-1], 6)
                filled = ((values >= starts[-1]) & (values < cut)).any() and (values >= cut).any()
                if cut > starts[-1] and filled:
                    starts.append(cut)
        ends = [*starts[1:], np.inf]
        middles = [slope * np.median(values[(values >= a) & (values < b)]) for a, b in zip(starts, ends)]
        above = np.array(middles) - min(middles)
        largest = max(largest, above.max())
        table.append((column, starts, above))
    table = [(column, starts, np.floor(above / largest * most + 0.5 + 1e-9)) for column, starts, above in table]
    totals = sum(whole[np.searchsorted(starts[1:], values, side="right")]
                 for (_, starts, whole), values in zip(table, x.T))
    risks = sm.Logit(y, sm.add_constant(totals)).fit(disp=0, tol=1e-14, method="newton").predict()
    return {"data": name, "columns": columns, "bins": bins, "most": most,
            "lines": [[column, float(start), int(whole)] for column, starts, points in table
                      for start, whole in zip(starts, points)],
            "totals": totals.astype(int).tolist(), "risks": risks.tolist()}


print(json.dumps({
    "versions": versions,
    "regressions": [fit for name in COHORTS for fit in regressions(name)],
    "naive_bayes": [naive_bayes(name, s) for name in COHORTS for s in (1e-9, 0.01)],
    "neighbours": [neighbours(name, k) for name in COHORTS for k in (1, 5, 15)],
    "recalibration": [recalibration(name) for name in ("risks", "votes")],
    "points": [points("ward", ["age", "lactate", "smokes"], 4, 5),
               points("ward", ["age", "lactate", "smokes", "noise"], 6, 10),
               points("ties", ["a", "b", "c"], 3, 4)],
}))
