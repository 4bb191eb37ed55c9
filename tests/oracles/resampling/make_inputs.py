"""Writes inputs/*.csv: small made-up data sets that all oracles and tests read.

Run once, in this folder: python make_inputs.py
"""
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent / "inputs"
here.mkdir(exist_ok=True)


def write(name, columns):
    rows = [",".join(columns)]
    for row in zip(*columns.values()):
        rows.append(",".join(str(int(v)) if isinstance(v, np.integer) else repr(float(v)) for v in row))
    (here / f"{name}.csv").write_text("\n".join(rows) + "\n")


def expit(x):
    return 1 / (1 + np.exp(-x))


rng = np.random.default_rng(20260702)

# A true risk and a prediction that is shifted, stretched and noisy; half of it rounded.
x = rng.normal(-1, 1.2, 250)
predicted = expit(0.3 + 1.3 * x + rng.normal(0, 0.5, 250))
predicted = np.where(np.arange(250) % 2 == 0, predicted.round(1).clip(0.05, 0.95), predicted.round(6))
other = expit(x + rng.normal(0, 1.0, 250)).round(6)
write("truth", {"truth": expit(x).round(6), "predicted": predicted, "other": other})

# Few patients and many predictors, two of them worth something.
columns = rng.normal(size=(6, 120)).round(4)
logit = -0.6 + 1.0 * columns[0] - 0.7 * columns[1]
outcome = (rng.random(120) < expit(logit)).astype(int)
write("development", {"outcome": outcome, **{f"x{i + 1}": column for i, column in enumerate(columns)}})

# Patients with one to six rows, who differ more than their predictions say.
rows = []
for patient in range(150):
    severity, unseen = rng.normal(-0.5, 1.0), rng.normal(0, 0.8)
    for _ in range(rng.integers(1, 7)):
        x = severity + rng.normal(0, 0.6)
        risk = expit(0.2 + 1.2 * x).round(3).clip(0.001, 0.999)
        rows.append((patient, int(rng.random() < expit(x + unseen)), risk))
patient, outcome, risk = zip(*rows)
write("clusters", {"patient": np.array(patient), "outcome": np.array(outcome), "risk": np.array(risk)})
