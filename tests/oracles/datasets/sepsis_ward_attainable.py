"""AUROC of the ideal risk, the attainable risk and a plain logistic regression on 3,000 rows, over 20 variants."""
import sys

import numpy as np
import scipy
import sklearn

from attainable import attainable
from calibrate_sepsis_ward import auroc
from dataset_model import Model
from sepsis_ward_design import design, fitted

print(f"numpy {np.__version__}, scipy {scipy.__version__}, scikit-learn {sklearn.__version__}, python {sys.version.split()[0]}")
model = Model("../../../datasets/sepsis-ward/dataset.toml")
rng = np.random.default_rng(11)
rows = []
for i in range(20):
    vary = model.variant(rng) if i else model.reference()
    vary["interaction"] = i % 2 if i else 0
    _, train, _ = model.generate(3000, rng, vary)
    true, test, risks = model.generate(20_000, rng, vary)
    p = risks["sepsis"]
    best = attainable(model, vary, test, points=41, width=4.5)
    plain = fitted(design(model, train), train["sepsis"], design(model, test))
    rows.append((vary["interaction"], auroc(p, p), auroc(best, p), auroc(plain, p), p.sum() / plain.sum(), p.mean() - best.mean()))
    print(vary["leak"], *(round(float(v), 4) for v in rows[-1]), flush=True)
rows = np.array(rows)
for k in (0, 1):
    r = rows[rows[:, 0] == k]
    for name, column in [("ideal", 1), ("attainable", 2), ("plain logistic", 3), ("attainable - plain", None), ("O/E of plain", 4)]:
        x = r[:, 2] - r[:, 3] if column is None else r[:, column]
        print(f"interaction {k} {name}: mean {x.mean():.4f} sd {x.std(ddof=1):.4f} least {x.min():.4f} most {x.max():.4f}")
