"""Solves the constants of datasets/breast-screening/dataset.toml that keep the averages at what a variant asks for.

Risk, misses and false alarms differ by breast density; the constants divide each by its own average over the women
(with cancer, or without), so that sensitivity, specificity and cancers per 1,000 come out as drawn. Needs numpy.
"""
import sys

import numpy as np

age = np.arange(50, 70)[:, None]
weights = np.array([0.10, 0.41, 0.39, 0.10]) * np.exp(np.array([0.03, 0.015, -0.015, -0.03]) * (age - 60))
share = weights / weights.sum(1, keepdims=True) / len(age)
risk = np.exp(0.03 * (age - 60)) * np.array([0.6, 0.9, 1.15, 1.5])
ill = share * risk / (share * risk).sum()
misses = np.array([0.6, 0.8, 1.15, 1.5])
alarms = np.array([0.6, 0.9, 1.2, 1.1])
print(f"numpy {np.__version__}, python {sys.version.split()[0]}")
print("density", share.sum(0).round(3))
print(f"average relative risk {(share * risk).sum():.5f}")
print(f"average of misses among women with cancer {(ill * misses).sum():.5f}, of false alarms among all {(share * alarms).sum():.5f}")
