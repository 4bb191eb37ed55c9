"""The peers of benches/trees.rs, on the same patients, and these patients as a file. Times are
those of the thread on a core, without what it waited for others.

    OMP_NUM_THREADS=1 python benches/peers/trees.py FILE
    cargo bench -p medlab-benches --bench trees -- FILE
"""
import sys
import time

import numpy as np
import sklearn
from sklearn.datasets import make_classification
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.tree import DecisionTreeClassifier

x, y = make_classification(n_samples=20_000, n_features=20, n_informative=8, n_redundant=4,
                           flip_y=0.05, random_state=1)
np.savetxt(sys.argv[1], np.column_stack([x, y]), fmt="%.17g", delimiter=",")
new, outcomes = x[10_000:], y[10_000:]

print(f"numpy {np.__version__}, scikit-learn {sklearn.__version__}")
for name, peer in [
        ("tree", DecisionTreeClassifier(random_state=1)),
        ("forest", RandomForestClassifier(100, n_jobs=1, random_state=1)),
        ("boosting", HistGradientBoostingClassifier(early_stopping=False))]:
    for rows in (10_000, 2_000):
        fit, predict = np.inf, np.inf
        for _ in range(5):
            start = time.thread_time()
            peer.fit(x[:rows], y[:rows])
            middle = time.thread_time()
            risks = peer.predict_proba(new)[:, 1]
            fit = min(fit, middle - start)
            predict = min(predict, time.thread_time() - middle)
        print(f"{name:9} {rows:6} rows: fit {fit * 1e3:7.1f} ms, predict {predict * 1e3:6.1f} ms; "
              f"accuracy {((risks > 0.5) == outcomes).mean():.4f}, "
              f"AUROC {roc_auc_score(outcomes, risks):.4f}, "
              f"log loss {log_loss(outcomes, np.clip(risks, 0.005, 0.995)):.4f}", flush=True)
