"""The peers of benches/resampling.rs: the usual loop, and the best numpy known.

python benches/peers/resampling.py, with numpy 2.4.6 and scikit-learn 1.9.1, on one thread.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import time

import numpy as np
import sklearn
from sklearn.metrics import roc_auc_score

RESAMPLES, PATIENTS = 2000, 10_000

rng = np.random.default_rng(1)
y = rng.random(PATIENTS) < 0.3
u = rng.random(PATIENTS)
score = np.where(y, np.sqrt(u), u)


def usual_loop(resamples):
    """Draws rows, copies them, and lets scikit-learn sort them anew."""
    areas = np.empty(resamples)
    for b in range(resamples):
        rows = rng.integers(0, PATIENTS, PATIENTS)
        areas[b] = roc_auc_score(y[rows], score[rows])
    return areas


def sorted_once(resamples):
    """Sorts once; a resample is a count for each patient. The scores have no ties."""
    events = y[np.argsort(score)].astype(np.int64)
    areas = np.empty(resamples)
    for b in range(resamples):
        rows = rng.integers(0, PATIENTS, PATIENTS, dtype=np.uint32)
        counts = np.bincount(rows, minlength=PATIENTS)
        of_events = counts * events
        below = np.cumsum(counts - of_events)
        drawn = of_events.sum()
        areas[b] = np.dot(of_events, below) / (drawn * (PATIENTS - drawn))
    return areas


def best_of(times, work, *arguments):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        areas = work(*arguments)
        seconds.append(time.perf_counter() - start)
    return min(seconds), np.percentile(areas, [2.5, 97.5])


print(f"numpy {np.__version__}, scikit-learn {sklearn.__version__}")
seconds, limits = best_of(1, usual_loop, RESAMPLES)
print(f"{RESAMPLES} bootstrap AUROCs, n = {PATIENTS}, scikit-learn loop: {seconds:.3f} s, {limits}")
seconds, limits = best_of(5, sorted_once, RESAMPLES)
print(f"{RESAMPLES} bootstrap AUROCs, n = {PATIENTS}, numpy, sorted once: {seconds:.3f} s, {limits}")
