"""What datasets/breast-screening/dataset.toml gives, by numpy: the published figures of both programmes."""
import sys

import numpy as np
import scipy

from dataset_model import Model

model = Model("../../../datasets/breast-screening/dataset.toml")
print(f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}")
EUROPE = dict(programme="europe", cancers_per_1000=8.65, reader_sensitivity=0.936, reader_readiness=1.0)


def figures(vary, n, seed):
    t, s, r = model.generate(n, np.random.default_rng(seed), vary)
    y = t["cancer"] == 1
    out = {"per 1,000": 1000 * y.mean()}
    for who in ["reader", "ai"]:
        c = t[f"{who}_result"] == "call_back"
        out.update({f"{who} sensitivity": c[y].mean(), f"{who} specificity": 1 - c[~y].mean(), f"{who} recall": c.mean(), f"{who} PPV": y[c].mean(),
                    f"{who} found per 1,000": 1000 * (c & y).mean(), f"{who} missed per 1,000": 1000 * (~c & y).mean()})
    a, b = t["reader_result"] == "call_back", t["ai_result"] == "call_back"
    out["agree ill (phi)"] = np.corrcoef(a[y], b[y])[0, 1]
    out["agree healthy (phi)"] = np.corrcoef(a[~y], b[~y])[0, 1]
    return {k: round(float(v), 4) for k, v in out.items()}


reference = model.reference()
print("us", figures(reference, 4_000_000, 1))
print("europe", figures(dict(reference, **EUROPE), 4_000_000, 2))
rng = np.random.default_rng(3)
for _ in range(4):
    v = model.variant(rng)
    print(v, figures(v, 1_000_000, 4))
