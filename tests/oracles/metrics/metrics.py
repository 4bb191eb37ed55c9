"""Expected values by scikit-learn, statsmodels and scipy.

Run in this folder: python metrics.py > expected_python.json
"""
import json
import pathlib
import sys

import numpy as np
import scipy
import sklearn
import statsmodels
from scipy.stats import beta
from sklearn import metrics
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from statsmodels.stats.proportion import proportion_confint

PINNED = {"numpy": "2.4.6", "scikit-learn": "1.9.1", "statsmodels": "0.15.0"}
versions = {"numpy": np.__version__, "scikit-learn": sklearn.__version__,
            "statsmodels": statsmodels.__version__, "scipy": scipy.__version__}
for name, version in PINNED.items():
    if versions[name] != version:
        print(f"{name} is {versions[name]}, pinned is {version}", file=sys.stderr)

here = pathlib.Path(__file__).parent
THRESHOLDS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.95]


def read(name):
    with open(here / "inputs" / f"{name}.csv") as file:
        header = file.readline().strip().split(",")
        table = np.loadtxt(file, delimiter=",", ndmin=2)
    return dict(zip(header, table.T))


def at(y, p, t):
    called = p >= t
    tn, fp, fn, tp = metrics.confusion_matrix(y, called, labels=[0, 1]).ravel()
    odds = t / (1 - t)
    return {"threshold": t, "counts": [int(v) for v in (tp, fp, fn, tn)],
            "net_benefit": tp / len(y) - fp / len(y) * odds,
            "treat_all": y.mean() - (1 - y.mean()) * odds,
            "matthews": metrics.matthews_corrcoef(y, called),
            "youden": metrics.balanced_accuracy_score(y, called, adjusted=True)}


def expected_calibration_error(y, p, bins):
    observed, mean = calibration_curve(y, p, n_bins=bins, strategy="quantile")
    edges = np.percentile(p, np.linspace(0, 1, bins + 1) * 100)
    which = np.searchsorted(edges[1:-1], p)
    sizes = np.bincount(which, minlength=bins)
    sizes = sizes[sizes > 0]
    return float((sizes / len(y) * np.abs(observed - mean)).sum())


def measures(name):
    table = read(name)
    y, p = table["outcome"].astype(int), table["risk"]
    clipped = p.clip(1e-10, 1 - 1e-10)
    fpr, tpr, _ = metrics.roc_curve(y, p, drop_intermediate=False)
    return {"name": name, "auroc": metrics.roc_auc_score(y, p),
            "average_precision": metrics.average_precision_score(y, p),
            "brier": metrics.brier_score_loss(y, p), "log_loss": metrics.log_loss(y, clipped),
            "clipped": int((clipped != p).sum()),
            "roc_points": len(fpr), "roc_sum": [float(fpr.sum()), float(tpr.sum())],
            "ece": {str(b): expected_calibration_error(y, p, b) for b in (5, 10)},
            "thresholds": [at(y, p, t) for t in THRESHOLDS]}


def band(name, places):
    """The curve and its band at some patients, by plain weighted least squares."""
    table = read(name)
    y, p = table["outcome"], table["risk"]
    n, q = len(y), int(np.floor(0.75 * len(y) + 1e-5))
    operator = np.zeros((n, n))
    for i, x in enumerate(p):
        d = np.abs(p - x)
        h = np.sort(d)[q - 1]
        w = np.where(d < h, (1 - (d / h) ** 3) ** 3, 0)
        design = np.vander((p - x) / h, 3, increasing=True)
        root = np.sqrt(w)[:, None]
        operator[i] = np.linalg.pinv(design * root)[0] * root[:, 0]
    curve = operator @ y
    q = curve.clip(0, 1)
    half = 1.959963984540054 * np.sqrt(operator ** 2 @ (q * (1 - q)))
    return {"name": name, "risks": p[places].tolist(), "observed": curve[places].tolist(),
            "lower": (curve - half).clip(0, 1)[places].tolist(),
            "upper": (curve + half).clip(0, 1)[places].tolist()}


def ridge(c):
    table = read("regression")
    x = np.column_stack([table["a"], table["b"], table["c"]])
    fit = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    fit.fit(x, table["outcome"])
    return {"lambda": 1 / c, "coefficients": [fit.intercept_[0], *fit.coef_[0]]}


def proportion(count, of):
    return {"count": count, "of": of,
            "wilson": proportion_confint(count, of, method="wilson"),
            "clopper_pearson": [float(v) for v in (
                beta.ppf(0.025, count, of - count + 1) if count else 0.0,
                beta.ppf(0.975, count + 1, of - count) if count < of else 1.0)]}


NAMES = ["smooth", "ties", "skew", "ends", "few", "half_tied", "mostly_tied", "tiny",
         "one_event", "separated", "touching", "constant", "clumps", "useless", "coarse"]
print(json.dumps({
    "versions": versions,
    "predictions": [measures(name) for name in NAMES],
    "bands": [band("smooth", [0, 50, 150, 199]), band("ties", [0, 10, 299])],
    "ridge": [ridge(c) for c in (100.0, 1.0, 0.01)],
    "proportions": [proportion(*k) for k in [(81, 263), (15, 148), (0, 20), (1, 29), (29, 29),
                                             (1, 1), (0, 1), (500, 1000), (3, 100000),
                                             (99990, 100000), (1, 1000000)]],
}, indent=1))
