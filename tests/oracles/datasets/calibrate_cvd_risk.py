"""Solves the constants of datasets/cvd-risk/dataset.toml, and prints what comes of them.

In the reference variant: mean age 49 and C statistics 0.763 (men) and 0.793 (women) as in D'Agostino 2008, by where ages lie
and how widely; mean systolic pressure 122 mmHg, total cholesterol 190.9 mg/dL with 12.8 % at 240 and more, HDL below 40 in
28.9 % of men and 10.6 % of women, as in US adults. Each is met one at a time, in turn, until all are. Needs numpy, scipy.
"""
import sys

import numpy as np
import scipy

from calibrate_sepsis_ward import auroc
from dataset_model import Model

SEXES = ["male", "female"]
model = Model("../../../datasets/cvd-risk/dataset.toml")
node = {v["name"]: v for v in model.spec["node"]}
everything = model.spec["node"]
last = [v["name"] for v in everything].index("framingham")
model.spec["node"] = everything[: last + 1]
at = dict(age_male=-0.18, age_female=-0.18, spread_male=0.75, spread_female=0.85, systolic=4.79, cholesterol=5.23, cholesterol_sd=0.21,
          hdl_male=3.85, hdl_female=4.03)


def formulas(c):
    return {
        ("age", "value"): f"30 + 44 * normal_cdf(if(sex == 'male', {c['age_male']} + {c['spread_male']} * age_score,"
                          f" {c['age_female']} + {c['spread_female']} * age_score))",
        ("systolic", "mean_log"): f"{c['systolic']} + if(sex == 'male', 0.01 + 0.004 * (age - 49), -0.01 + 0.009 * (age - 49))",
        ("total_cholesterol_level", "mean_log"): f"{c['cholesterol']} + if(sex == 'male', 0.001, 0.006) * (age - 49)",
        ("total_cholesterol_level", "sd_log"): c["cholesterol_sd"],
        ("hdl_level", "mean_log"): f"if(sex == 'male', {c['hdl_male']}, {c['hdl_female']}) - 0.17 * (ln(triglycerides_mg) - 4.6)",
    }


def figures(c, n):
    for (name, key), formula in formulas(c).items():
        node[name][key] = formula
    true, _, _ = model.generate(n, np.random.default_rng(7), model.reference())
    found = dict(systolic=true["systolic"].mean(), cholesterol=true["total_cholesterol_mg"].mean(),
                 cholesterol_sd=100 * (true["total_cholesterol_mg"] >= 240).mean())
    for sex in SEXES:
        w = true["sex"] == sex
        risk = true["framingham"][w]
        found.update({f"age_{sex}": true["age"][w].mean(), f"spread_{sex}": auroc(risk, risk),
                      f"hdl_{sex}": 100 * (true["hdl_mg"][w] < 40).mean(), f"risk of {sex}": risk.mean(),
                      f"SD of age, {sex}": true["age"][w].std()})
    return found


wanted = dict(age_male=49.0, age_female=49.0, spread_male=0.763, spread_female=0.793, systolic=122.0, cholesterol=190.9,
              cholesterol_sd=12.8, hdl_male=28.9, hdl_female=10.6)
# What a step of one does, about: age by a shift on the probit scale, a mean by a logarithm, and so on.
slope = dict(age_male=14, age_female=14, spread_male=0.1, spread_female=0.1, systolic=122, cholesterol=191, cholesterol_sd=100, hdl_male=-150,
             hdl_female=-75)
print(f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}")
for turn in range(30):
    found = figures(at, 200_000 if turn < 20 else 2_000_000)
    at = {k: v + 0.8 * float(wanted[k] - found[k]) / slope[k] for k, v in at.items()}
at = {k: round(v, 4) for k, v in at.items()}
for k, v in figures(at, 4_000_000).items():
    print(f"{k}: {v:.4f}, wanted {wanted.get(k)}")
for (name, key), formula in formulas(at).items():
    print(name, key, "=", formula)
