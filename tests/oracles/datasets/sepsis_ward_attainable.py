"""AUROC of the ideal risk, the attainable risk and a plain logistic regression on 3,000 rows, over 20 variants."""
import sys

import numpy as np
import scipy
import sklearn
from sklearn.linear_model import LogisticRegression

from attainable import attainable
from calibrate_sepsis_ward import auroc
from dataset_model import Model

print(f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, python {sys.version.split()[0]}")
model = Model("../../../datasets/sepsis-ward/dataset.toml")
SKEWED = ["lactate", "crp", "creatinine", "white_cells"]
CATEGORIES = {"site": "Northmere", "sex": "male"}


def design(seen):
    """Visible columns a careful learner would take; medians for gaps, and a flag for a lactate nobody asked for."""
    out = []
    for name in model.visible():
        if name in ("age_group", "consciousness"):
            continue
        if name in CATEGORIES:
            out.append((seen[name] == CATEGORIES[name]) * 1.0)
            continue
        x = np.log(seen[name]) if name in SKEWED else seen[name].astype(float)
        out.append(x)
    out.append((seen["consciousness"] != "alert") * 1.0)
    out.append(np.isnan(seen["lactate"]) * 1.0)
    return np.column_stack(out)


def fitted(train, labels, test):
    middle = np.nanmedian(train, axis=0)
    train, test = [np.where(np.isnan(x), middle, x) for x in (train, test)]
    mean, sd = train.mean(0), train.std(0) + 1e-9
    return LogisticRegression(C=1e6, max_iter=2000).fit((train - mean) / sd, labels).predict_proba((test - mean) / sd)[:, 1]


rng = np.random.default_rng(11)
rows = []
for i in range(20):
    vary = model.variant(rng) if i else model.reference()
    vary["interaction"] = i % 2 if i else 0
    _, train, _ = model.generate(3000, rng, vary)
    true, test, risks = model.generate(20_000, rng, vary)
    p = risks["sepsis"]
    best = attainable(model, vary, test, points=41, width=4.5)
    plain = fitted(design(train), train["sepsis"], design(test))
    rows.append((vary["interaction"], auroc(p, p), auroc(best, p), auroc(plain, p), p.sum() / plain.sum(), p.mean() - best.mean()))
    print(vary["leak"], *(round(float(v), 4) for v in rows[-1]), flush=True)
rows = np.array(rows)
for k in (0, 1):
    r = rows[rows[:, 0] == k]
    for name, column in [("ideal", 1), ("attainable", 2), ("plain logistic", 3), ("attainable - plain", None), ("O/E of plain", 4)]:
        x = r[:, 2] - r[:, 3] if column is None else r[:, column]
        print(f"interaction {k} {name}: mean {x.mean():.4f} sd {x.std(ddof=1):.4f} least {x.min():.4f} most {x.max():.4f}")
