"""Writes inputs/*.csv: small made-up patients, most sets nasty in their own way.

Run once; the files are committed and are what all oracles and tests read.
"""
import pathlib

import numpy as np

here = pathlib.Path(__file__).parent / "inputs"
here.mkdir(exist_ok=True)


def write(name, columns):
    rows = [",".join(columns)]
    for row in zip(*columns.values()):
        rows.append(",".join(format(float(v), "g") if float(v) == round(float(v), 4)
                             else repr(float(v)) for v in row))
    (here / f"{name}.csv").write_text("\n".join(rows) + "\n")


def expit(x):
    return 1 / (1 + np.exp(-x))


def ward(rng, n):
    age = np.round(rng.normal(68, 13, n)).clip(18, 99)
    lactate = np.round(np.exp(rng.normal(0.5, 0.5, n)), 1)
    smokes = (rng.random(n) < 0.3).astype(int)
    noise = np.round(rng.normal(0, 1, n), 3)
    risk = expit(-1.5 + 0.04 * (age - 68) + 0.9 * np.log(lactate) + 0.6 * smokes)
    outcome = (rng.random(n) < risk).astype(int)
    return {"outcome": outcome, "age": age, "lactate": lactate, "smokes": smokes, "noise": noise}


rng = np.random.default_rng(20261121)
write("ward", ward(rng, 160))
# A column of equal values, one that is another in other units, and rows that are repeated.
d = ward(rng, 40)
d["unit"] = np.full(40, 0.1)
d["age_months"] = 12 * d["age"]
write("repeats", {name: np.concatenate([values, values[:15]]) for name, values in d.items()})
# Few values of each column, so that most distances are tied.
n = 60
d = {"outcome": 0, "a": rng.integers(0, 3, n), "b": rng.integers(0, 2, n), "c": rng.integers(0, 4, n)}
d["outcome"] = (rng.random(n) < expit(d["a"] - d["b"] - 0.5)).astype(int)
write("ties", d)
# One column tells the outcomes apart.
x = np.round(rng.normal(0, 1, 30), 2)
write("separated", {"outcome": (x > 0.1).astype(int), "x": x, "y": np.round(rng.normal(5, 2, 30), 2)})
# More columns than patients.
d = {"outcome": np.arange(16) % 2}
for column in range(24):
    d[f"x{column}"] = np.round(rng.normal(0, 1, 16) + (column < 2) * 0.8 * d["outcome"], 3)
write("wide", d)
# Two patients with the event, columns of very different size.
n = 50
d = ward(rng, n)
d["outcome"] = np.zeros(n, int)
d["outcome"][[7, 31]] = 1
d["platelets"] = np.round(rng.normal(2.5e5, 6e4, n))
write("rare", d)
# Risks with outcomes, for recalibration: too high and too wide, tied, with certain ones.
x = rng.normal(-0.8, 1.4, 150)
write("risks", {"outcome": (rng.random(150) < expit(-0.6 + 0.6 * x)).astype(int),
                "risk": np.round(expit(x), 2)})
x = rng.choice([0.0, 0.1, 0.3, 0.5, 0.5, 0.8, 1.0], 60)
write("votes", {"outcome": (rng.random(60) < 0.2 + 0.6 * x).astype(int), "risk": x})
