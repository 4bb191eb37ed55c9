"""Solves the constants of datasets/readmission/dataset.toml, and prints what comes of them.

Three constants (the intercept and the weight of LACE in the outcome, the intercept of emergency admission) make the share
8.0 % and the logistic curve over LACE run from 2.0 % at 0 to 43.7 % at 19 (van Walraven 2010). The means of illnesses and
cost by group are sums that can be written down: frailty is normal with mean m and variance 1 + (0.012 * 16)^2, so the mean
of charlson is its factor times exp(0.7 m), and the mean of cost is linear in the mean of illnesses. Needs numpy, scipy.
"""
import sys

import numpy as np
import scipy

from calibrate_sepsis_ward import auroc
from dataset_model import Model

model = Model("../../../datasets/readmission/dataset.toml")
node = {v["name"]: v for v in model.spec["node"]}
outcome, admitted = node["readmitted"]["logit"], node["emergency_admission"]["logit"]
START = np.array([-4.1331, 0.0932, -0.1805])
ENDS = np.log([0.02 / 0.98, 0.437 / 0.563])
SLOPE = (ENDS[1] - ENDS[0]) / 19


def curve(lace, risk):
    """Intercept and slope of a logistic regression of risk on LACE."""
    x, b = np.column_stack([np.ones(len(risk)), lace]), np.zeros(2)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ b))
        b = b + np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (risk - p))
    return b


def run(constants, patients=300_000):
    intercept, weight, emergency = (repr(float(c)) for c in constants)
    node["readmitted"]["logit"] = outcome.replace("-4.1331", intercept).replace("0.0932 *", weight + " *")
    node["emergency_admission"]["logit"] = admitted.replace("-0.1805", emergency)
    true, _, risks = model.generate(patients, np.random.default_rng(7), model.reference())
    return true["lace"], risks["readmitted"]


def misses(constants):
    lace, risk = run(constants)
    fitted = curve(lace, risk)
    return np.array([risk.mean() - 0.08, fitted[1] - SLOPE, fitted[0] - ENDS[0]])


if __name__ == "__main__":
    print(f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}")
    constants, steps = START, np.array([0.05, 0.01, 0.1])
    for _ in range(4):
        now = misses(constants)
        slopes = np.column_stack([(misses(constants + d) - now) / s for d, s in zip(np.diag(steps), steps)])
        constants = constants - np.linalg.solve(slopes, now)
    print("intercept, weight of LACE, intercept of emergency admission", constants.round(4))
    lace, risk = run(constants, 600_000)
    print(f"share {risk.mean():.4f}, c of LACE {auroc(lace, risk):.4f}, ideal {auroc(risk, risk):.4f}")
    for group, shift, factor, rest, access in [("A", 0, 0.9, 0.57, 1), ("B", 0.3, 1.135, 0.92, 0.8055)]:
        charlson = factor * np.exp(0.7 * shift - 0.254 + 0.245 * (1 + (0.012 * 16) ** 2))
        illnesses = rest + 0.7 * charlson
        print(f"group {group}: charlson {charlson:.4f}, illnesses {illnesses:.4f}, cost {access * (2500 + 4200 * illnesses):.1f}")
