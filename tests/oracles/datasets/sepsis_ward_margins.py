"""How far plausible models fall short of a plain logistic regression on the same 3,000 rows, for choosing margins.

AUROC as an expectation over the true risk, on 20,000 patients; the standard errors of the difference at 2,000 patients by
halving 40 ways. Twenty variants, half with the interaction.
"""
import sys
import warnings

import numpy as np
import scipy
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from calibrate_sepsis_ward import auroc
from dataset_model import Model
from sepsis_ward_design import design, fitted

warnings.simplefilter("ignore", ConvergenceWarning)
print(f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, python {sys.version.split()[0]}")
model = Model("../../../datasets/sepsis-ward/dataset.toml")
LATER = ["antibiotics_six_hours", "outreach_visit", "icu_transfer", "blood_culture_positive", "length_of_stay"]
rng = np.random.default_rng(21)
table = {}
for i in range(20):
    vary = dict(model.variant(rng), interaction=i % 2)
    (_, train, _), (_, other, _) = model.generate(3000, rng, vary), model.generate(3000, rng, vary)
    true, test, risks = model.generate(20_000, rng, vary)
    p, x, z, y = risks["sepsis"], design(model, train), design(model, test), train["sepsis"]
    plain = fitted(x, y, z)
    known = ~np.isnan(train["lactate"])
    leaky = [np.column_stack([d] + [s[k] for k in LATER]) for d, s in ((x, train), (z, test))]
    blank = leaky[1].copy()
    blank[:, -len(LATER):] = 0
    few = lambda s: np.column_stack([s["news2"], s["age"], s["sex"] == "male"]).astype(float)
    signs = lambda s: np.column_stack([s[k] for k in ["respiratory_rate", "temperature", "systolic_pressure", "pulse", "oxygen_saturation", "on_oxygen"]])
    trees = HistGradientBoostingClassifier(max_iter=60, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=40, random_state=0).fit(x, y)
    models = {
        "same model, other 3,000 rows": fitted(design(model, other), other["sepsis"], z),
        "boosted trees": trees.predict_proba(z)[:, 1],
        "NEWS2, age, sex": fitted(few(train), y, few(test)),
        "six vital signs": fitted(signs(train), y, signs(test)),
        "NEWS2 alone": test["news2"].astype(float),
        "age alone": test["age"],
        "rows without lactate dropped": fitted(x[known], y[known], z),
        "with later columns, unknown at use": fitted(leaky[0], y, blank),
        "500 rows": fitted(x[:500], y[:500], z),
    }
    base = auroc(plain, p)
    parts = rng.permutation(20_000).reshape(10, 2000)
    for name, risk in models.items():
        error = np.std([auroc(plain[k], p[k]) - auroc(risk[k], p[k]) for k in parts], ddof=1)
        ratio = p.sum() / risk.sum() if risk.max() <= 1 else np.nan
        table.setdefault((name, i % 2), []).append((base - auroc(risk, p), error, ratio))
for (name, interaction), rows in sorted(table.items()):
    r = np.array(rows)
    print(f"interaction {interaction} {name}: shortfall {r[:, 0].mean():.4f} (sd {r[:, 0].std(ddof=1):.4f}, {r[:, 0].min():.4f} to {r[:, 0].max():.4f}),"
          f" SE at 2,000 {r[:, 1].mean():.4f}; O/E {r[:, 2].mean():.2f}")
