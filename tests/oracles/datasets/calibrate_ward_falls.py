"""Solves the constants of datasets/ward-falls/dataset.toml, and prints what comes of them.

The intercept of the outcome makes 3.56 falls per 1,000 patient-days in the reference variant (Bouldin 2013); the supplied
score is the logistic regression on the Morse Fall Scale of patients who need no interpreter, before the gap. Needs numpy,
scipy.
"""
import sys

import numpy as np
import scipy

from calibrate_readmission import curve
from calibrate_sepsis_ward import auroc
from dataset_model import Model

BEDS = 28
model = Model("../../../datasets/ward-falls/dataset.toml")
outcome = next(v for v in model.spec["node"] if v["name"] == "fell")
formula, intercept = outcome["logit"], -7.0105
print(f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}")
for _ in range(6):
    outcome["logit"] = formula.replace("-7.0105", repr(intercept))
    true, _, risks = model.generate(60_000, np.random.default_rng(7), model.reference())
    risk = risks["fell"]
    intercept += float(np.log(0.00356 / risk.mean()))
print(f"intercept {intercept:.4f}, falls per 1,000 {1000 * risk.mean():.4f}")
direct, morse = true["language"] == "direct", true["morse"]
print("score: intercept and slope", curve(morse[direct], risk[direct]).round(5))
high = morse > 45
print(f"c of Morse {auroc(morse, risk):.4f}, ideal {auroc(risk, risk):.4f}; above 45 points: {high.mean():.4f} of patients,"
      f" {(risk * high).sum() / risk.sum():.4f} of falls")
shifts = np.sort(risk.reshape(-1, BEDS), axis=1)
print(f"falls among the four highest of each shift {shifts[:, -4:].sum() / risk.sum():.4f}")
