"""Writes inputs/*.csv: small made-up data sets, each nasty in its own way.

Run once; the files are committed and are what all oracles and tests read.
"""
import pathlib
import numpy as np

here = pathlib.Path(__file__).parent / "inputs"
here.mkdir(exist_ok=True)


def write(name, columns):
    rows = [",".join(columns)]
    for row in zip(*columns.values()):
        rows.append(",".join(repr(float(v)) if not isinstance(v, (int, np.integer)) else str(int(v)) for v in row))
    (here / f"{name}.csv").write_text("\n".join(rows) + "\n")


def expit(x):
    return 1 / (1 + np.exp(-x))


def pair(rng, truth, risk, name):
    outcome = (rng.random(len(truth)) < truth).astype(int)
    write(name, {"outcome": outcome, "risk": risk})


rng = np.random.default_rng(20260701)
x = rng.normal(-1, 1.2, 200)
pair(rng, expit(0.4 + 0.7 * x), np.round(expit(x), 6), "smooth")
x = rng.normal(-0.5, 1.5, 300)
pair(rng, expit(0.8 * x), np.round(expit(x), 2).clip(0.01, 0.99), "ties")
x = rng.normal(-4.5, 2.0, 2000)
pair(rng, expit(0.3 + 0.8 * x), np.round(expit(x), 9), "skew")
x = rng.normal(0, 2.5, 120)
risk = np.round(expit(x), 4)
risk[:6] = [0, 1, 0, 1, 1, 0]
pair(rng, expit(0.5 * x), risk, "ends")
risk = rng.choice([0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.9], 100)
pair(rng, risk, risk, "few")
risk = np.where(rng.random(250) < 0.5, 0.05, np.round(rng.random(250), 3))
pair(rng, risk, risk, "half_tied")
risk = np.where(rng.random(250) < 0.8, 0.05, np.round(rng.random(250), 3))
pair(rng, risk, risk, "mostly_tied")
risk = np.round(rng.random(12), 3)
outcome = np.array([0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0])
write("tiny", {"outcome": outcome, "risk": risk})
risk = np.round(rng.random(60) * 0.3, 4)
outcome = np.zeros(60, int)
outcome[int(np.argsort(risk)[40])] = 1
write("one_event", {"outcome": outcome, "risk": risk})
risk = np.round(rng.random(40), 4)
write("separated", {"outcome": (risk > 0.5).astype(int), "risk": risk})
risk = np.round(rng.random(40), 1)
outcome = (risk > 0.5).astype(int)
outcome[np.flatnonzero(risk == 0.5)[0]] = 1
write("touching", {"outcome": outcome, "risk": risk})
write("constant", {"outcome": (rng.random(50) < 0.2).astype(int), "risk": np.full(50, 0.2)})
risk = np.round(np.concatenate([rng.normal(0.1, 0.002, 400), rng.normal(0.8, 0.02, 150), rng.random(5)]), 7).clip(0, 1)
pair(rng, risk, risk, "clumps")
pair(rng, np.full(400, 0.3), np.round(rng.random(400), 5), "useless")
risk = np.round(rng.random(800) ** 3, 2)
pair(rng, expit(1.5 * (np.log(risk.clip(0.005)) + 1)), risk, "coarse")

outcome = (rng.random(150) < 0.35).astype(int)
latent = rng.normal(0, 1, 150) + 1.1 * outcome
write("markers", {
    "outcome": outcome,
    "first": np.round(latent + rng.normal(0, 0.6, 150), 1),
    "second": np.round(100 * np.exp(0.4 * latent + rng.normal(0, 0.5, 150))).astype(int),
    "third": rng.integers(1, 6, 150),
})

n = 300
a, b = rng.normal(60, 12, n), rng.integers(0, 2, n)
c = 0.3 * a + rng.normal(0, 4, n)
offset = np.round(rng.normal(-0.5, 0.5, n), 4)
weight = rng.integers(0, 4, n)
share = np.round(rng.random(n), 3)
a, c = np.round(a, 1), np.round(c, 3)
outcome = (rng.random(n) < expit(-6 + 0.08 * a + 0.9 * b + 0.02 * c)).astype(int)
write("regression", {"outcome": outcome, "share": share, "a": a, "b": b, "c": c, "offset": offset, "weight": weight})
