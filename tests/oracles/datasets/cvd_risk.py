"""The attainable risk in `cvd-risk`, by a sum of its own.

The mean over the hidden susceptibility is taken in closed form: it is 1 - (1 - Framingham)^(what the statin leaves). What is
left is whether somebody who was not asked smokes, and the HDL that was not ordered. The scores are written out again here.
"""
import numpy as np
from scipy.special import expit

MEN = (3.06117, 1.12370, -0.93263, 1.93303, 1.99881, 0.65451, 0.57367, 23.9802, 0.88936)
WOMEN = (2.32888, 1.20904, -0.70833, 2.76157, 2.82263, 0.52873, 0.69154, 26.1931, 0.95012)


def framingham(male, age, total, hdl, systolic, treated, smoker, diabetes):
    a, t, h, untreated, drugs, s, d, mean, free = MEN if male else WOMEN
    pressure = drugs if treated else untreated
    linear = a * np.log(age) + t * np.log(total) + h * np.log(hdl) + pressure * np.log(systolic) + s * smoker + d * diabetes
    return 1 - free ** np.exp(linear - mean)


def attainable(row, hdl_means, hdl_sd, rate_ratio=0.78, points=4001, width=8.0):
    """One patient of the sample, as texts by column."""
    x = {k: float(v) for k, v in row.items() if k not in ("patient", "practice", "lipid_unit", "sex") and v}
    male, american = row["sex"] == "male", row["lipid_unit"] == "mg/dL"
    total = x["total_cholesterol"] * (1 if american else 38.67)
    fat = x["triglycerides"] * (1 if american else 88.57)
    if row["hdl"]:
        hdls, weights = np.array([x["hdl"] * (1 if american else 38.67)]), np.ones(1)
    else:
        z = np.linspace(-width, width, points)
        level = np.clip(np.exp(hdl_means[not male] - 0.17 * (np.log(fat) - 4.6) + hdl_sd * z), 20, 140)
        hdls = np.floor(level + 0.5) if american else 38.67 * np.clip(np.floor(level / 3.867 + 0.5) / 10, 0.5, 140)
        weights = np.exp(-0.5 * z * z)
    weights = weights / weights.sum()
    if row["smoker"]:
        smokers = [(x["smoker"], 1.0)]
    else:
        p = expit(-1.2 - 0.015 * (x["age"] - 49) + 0.2 * male)
        yes, no = p * expit(-3.0 + 0.9), (1 - p) * expit(-3.0)
        smokers = [(1, yes / (yes + no)), (0, no / (yes + no))]
    risk = 0.0
    for smoker, share in smokers:
        without = framingham(male, x["age"], total, hdls, x["systolic"], x["bp_treated"], smoker, x["diabetes"])
        ldl = np.clip(total - hdls - fat / 5, 20, 450)
        lowered = 0.33 * ldl / 38.67 * x["statin"]
        risk += share * (weights * (1 - (1 - without) ** (rate_ratio ** lowered))).sum()
    return risk
