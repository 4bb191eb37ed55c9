"""What datasets/sepsis-ward/dataset.toml gives, by numpy: the published figures, missingness, leaks."""
import sys

import numpy as np
import scipy

from calibrate_sepsis_ward import auroc, logistic
from dataset_model import Model

model = Model("../../../datasets/sepsis-ward/dataset.toml")
print(f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}")
vary = model.reference()
true, seen, risks = model.generate(600_000, np.random.default_rng(1), vary)
p = risks["sepsis"]
for site in ["Castlebridge", "Northmere"]:
    at = true["site"] == site
    t = {k: v[at] for k, v in true.items()}
    q = p[at]
    print(f"\n{site}: n {at.sum()}")
    for k in ["age", "respiratory_rate", "temperature", "systolic_pressure", "diastolic_pressure", "pulse", "oxygen_saturation", "news2"]:
        print(f"  {k}: {t[k].mean():.3f} ({t[k].std():.3f})")
    print(f"  male {np.mean(t['sex'] == 'male'):.4f} oxygen {t['on_oxygen'].mean():.4f} sepsis {q.mean():.4f}",
          {k: round(float(np.mean(t['consciousness'] == k)), 4) for k in ["alert", "confused", "voice", "pain", "unresponsive"]})
    numbers = [t[k] for k in ["respiratory_rate", "temperature", "systolic_pressure", "diastolic_pressure", "pulse", "oxygen_saturation", "on_oxygen", "age"]]
    male, cvpu = (t["sex"] == "male") * 1.0, (t["consciousness"] != "alert") * 1.0
    points = [(t["respiratory_rate"] >= 21) * 1.0, (t["respiratory_rate"] >= 25) * 1.0, (t["temperature"] <= 36) * 1.0, (t["temperature"] > 38) * 1.0,
              (t["systolic_pressure"] <= 110) * 1.0, (t["systolic_pressure"] <= 90) * 1.0, (t["pulse"] > 90) * 1.0, (t["pulse"] > 130) * 1.0,
              (t["oxygen_saturation"] < 96) * 1.0, (t["oxygen_saturation"] < 92) * 1.0]
    high = t["news2"] >= 5
    print(f"  c NEWS {auroc(t['news2'], q):.4f}, + age + sex {auroc(logistic(np.column_stack([t['news2'], t['age'], male]), q), q):.4f},"
          f" full {auroc(logistic(np.column_stack(numbers + [male, cvpu] + points), q), q):.4f}, ideal {auroc(q, q):.4f};"
          f" at 5 or more: share {high.mean():.4f}, sensitivity {(q * high).sum() / q.sum():.4f}, PPV {(q * high).sum() / high.sum():.4f}")
    print("  missing", {k: round(float(np.isnan(seen[k][at]).mean()), 3) for k in ["lactate", "white_cells", "crp", "creatinine", "platelets"]})
y = true["sepsis"]
print("\nmissing lactate with sepsis", np.isnan(seen["lactate"][y == 1]).mean().round(3), "without", np.isnan(seen["lactate"][y == 0]).mean().round(3))
LATER = ["antibiotics_six_hours", "outreach_visit", "icu_transfer", "blood_culture_positive", "length_of_stay"]
NOW = ["antibiotics_first_hour", "blood_culture_taken", "lactate", "crp", "white_cells", "creatinine", "platelets", "age", "temperature"]
rng = np.random.default_rng(2)
for leak in ["icu_transfer", "blood_culture_positive", "antibiotics_six_hours", "length_of_stay"]:
    t, s, r = model.generate(200_000, rng, dict(vary, leak=leak))
    print(leak, {k: round(auroc(t[k], t["sepsis"]), 3) for k in LATER})
print({k: round(auroc(true[k], y), 3) for k in NOW}, {k: round(float(true[k].mean()), 3) for k in NOW + LATER})
for inter in [0, 1]:
    for _ in range(6):
        v = dict(model.variant(rng), interaction=inter)
        t, s, r = model.generate(100_000, rng, v)
        q = r["sepsis"]
        a = t["site"] == "Castlebridge"
        print(v, "shares", q[a].mean().round(4), q[~a].mean().round(4), "ideal", round(auroc(q, q), 3))
