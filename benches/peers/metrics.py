"""The same work as benches/metrics.rs in numpy and scikit-learn, best of several runs.

Run beside `cargo bench --bench metrics`, on a quiet machine, one thread:
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python metrics.py
"""
import time

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score


def best(work, repeats=15):
    """Seconds of the fastest run, and what it gave."""
    fastest = np.inf
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest, result


def one_sort(y, p):
    """AUROC and DeLong's variance from one sort of keys that carry the outcome, the fastest
    way known to us in numpy: no ranks, only counts over ties."""
    keys = (p.view(np.uint64) << np.uint64(1)) | y
    keys.sort()
    event = (keys & np.uint64(1)).astype(np.uint8)
    score = keys >> np.uint64(1)
    starts = np.concatenate(([0], np.flatnonzero(score[1:] != score[:-1]) + 1, [len(keys)]))
    events_before = np.concatenate(([0], np.cumsum(event, dtype=np.int64)))[starts]
    others_before = starts - events_before
    events, others = np.diff(events_before), np.diff(others_before)
    n1, n0 = events_before[-1], others_before[-1]
    of_events = (others_before[:-1] + 0.5 * others) / n0
    of_others = (events_before[:-1] + 0.5 * events) / n1
    area = events @ of_events / n1
    centre = n1 - n1 * area
    variance = (events @ (of_events - area) ** 2 / (n1 - 1) / n1
                + others @ (of_others * n1 - centre) ** 2 / n1 ** 2 / (n0 - 1) / n0)
    return area, variance


def one_sort_without_ties(y, p):
    """The same where no two scores are equal, as in these data: no grouping at all."""
    keys = (p.view(np.uint64) << np.uint64(1)) | y
    keys.sort()
    event = (keys & np.uint64(1)).astype(bool)
    place = np.flatnonzero(event)
    n1, n = len(place), len(keys)
    n0 = n - n1
    below = place - np.arange(n1)
    other = np.flatnonzero(~event)
    events_below = other - np.arange(n0)
    area = below.mean() / n0
    return area, (below / n0).var(ddof=1) / n1 + (events_below / n1).var(ddof=1) / n0


rng = np.random.default_rng(1)
y = rng.random(1_000_000) < 0.3
u = rng.random(1_000_000)
p = np.where(y, np.sqrt(u), u)
print(f"numpy {np.__version__}, scikit-learn {sklearn.__version__}")
print(f"np.sort of 1,000,000 keys            {best(lambda: np.sort(p.view(np.uint64)))[0] * 1e3:8.1f} ms")
for work in (one_sort, one_sort_without_ties):
    seconds, (area, variance) = best(lambda: work(y, p))
    print(f"{work.__name__:36} {seconds * 1e3:8.1f} ms   {area:.15f} {variance:.6e}")
seconds, area = best(lambda: roc_auc_score(y, p), 3)
print(f"roc_auc_score, no interval           {seconds * 1e3:8.1f} ms   {area:.15f}")

causes, j = rng.normal(size=(10_000, 8)), np.arange(20)
x = causes[:, j % 8] + 0.5 * causes[:, (3 * j + 1) % 8] + 0.6 * rng.normal(size=(10_000, 20))
outcome = rng.normal(size=10_000) < x @ ((j - 9.5) / 15)
x *= 1 + 0.2 * j
for solver, tol in (("lbfgs", 1e-4), ("lbfgs", 1e-10), ("newton-cholesky", 1e-10)):
    fit = LogisticRegression(C=np.inf, solver=solver, tol=tol, max_iter=1000)
    seconds, _ = best(lambda: fit.fit(x, outcome))
    print(f"logistic 10,000 x 20, {solver} {tol:g}   {seconds * 1e3:8.1f} ms")
