"""What datasets/ward-alerts/dataset.toml gives, by numpy: shares, and the AI inside and outside its blind spot."""
import sys

import numpy as np
import scipy

from calibrate_sepsis_ward import auroc
from dataset_model import Model

model = Model("../../../datasets/ward-alerts/dataset.toml")
print(f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}")
for blind in ["beta_blocker", "strong_painkiller", "lung_disease", "frail"]:
    vary = dict(model.reference(), blind_spot=blind)
    t, s, r = model.generate(200_000, np.random.default_rng(1), vary)
    p, k, nw, a = r["worse"], t["case_kind"], t["news2"], t["ai_advice"]
    b = k == blind
    rank = np.select([a == "routine", a == "watch"], [0, 1], 2)
    rt = a == "routine"
    print(f"\n{blind}: worse {p.mean():.3f}; NEWS2 0-2 {np.mean(nw <= 2):.3f} 3-4 {np.mean((nw > 2) & (nw < 5)):.3f} 5-6 {np.mean((nw > 4) & (nw < 7)):.3f} 7+ {np.mean(nw >= 7):.3f}; ideal {auroc(p, p):.3f}")
    print(f"  AI AUROC outside {auroc(rank[~b], p[~b]):.3f} inside {auroc(rank[b], p[b]):.3f}; NEWS2 {auroc(nw, p):.3f}")
    print(f"  worse when routine: inside {p[b & rt].mean():.3f} ({np.mean(rt[b]):.2f} of them), outside {p[~b & rt].mean():.3f} ({np.mean(rt[~b]):.2f})")
    print(f"  low confidence (< 70) when routine: inside {np.mean(t['ai_confidence'][b & rt] < 70):.3f}, outside {np.mean(t['ai_confidence'][~b & rt] < 70):.3f}")
    for kind in model.spec["node"][0]["levels"]:
        m = k == kind
        rem = t["nurse_remark"][m & rt]
        print(f"  {kind}: worse {p[m].mean():.3f}, NEWS2 {nw[m].mean():.2f}, 5+ {np.mean(nw[m] >= 5):.3f}, 7+ {np.mean(nw[m] >= 7):.3f}, risk at 5-6 {p[m & (nw >= 5) & (nw < 7)].mean():.2f}, 7+ {p[m & (nw >= 7)].mean():.2f};",
              {x: round(float(np.mean(a[m] == x)), 2) for x in ["routine", "watch", "escalate"]},
              "routine by remark", {x: (round(float(p[m & rt][rem == x].mean()), 2), round(float(np.mean(rem == x)), 2)) for x in ["nothing_special", "a_little_worried", "worried"]},
              "by NEWS2", {x: round(float(p[m & rt & (nw == x)].mean()), 2) for x in range(5) if (m & rt & (nw == x)).any()})
