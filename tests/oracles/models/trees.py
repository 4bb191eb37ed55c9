"""Expected values of trees, forests and boosting, by scikit-learn.

Run in this folder: python trees.py > trees.json
Values are whole numbers over 64, which scikit-learn's 32 bits hold. The trees have no ties:
where another random state, which orders the columns, gave another tree, other data are
taken. Forests are compared in the mean over seeds, whose spread stands beside it.
"""
import json
import sys

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.tree import DecisionTreeClassifier

PINNED = {"numpy": "2.4.6", "scikit-learn": "1.9.1"}
VERSIONS = {"numpy": np.__version__, "scikit-learn": sklearn.__version__}
for name, version in PINNED.items():
    if VERSIONS[name] != version:
        print(f"{name} is {VERSIONS[name]}, pinned is {version}", file=sys.stderr)

SEEDS = 30


def patients(rows, seed, half=False):
    """Six columns, one of five values and one of two, and outcomes of a known risk."""
    rng = np.random.default_rng(seed)
    x = np.round(64 * rng.normal(size=(rows, 6)))
    x[:, 4] = 64 * rng.integers(0, 5, rows)
    x[:, 5] = 64 * rng.integers(0, 2, rows)
    x /= 64
    eta = x[:, 0] - x[:, 1] * (x[:, 2] > 0) + 0.5 * (x[:, 4] - 2) * x[:, 5]
    y = (rng.random(rows) < 1 / (1 + np.exp(-eta))).astype(int)
    if half:
        y = (eta + rng.logistic(size=rows)).argsort().argsort() >= rows // 2
    return x, y.astype(int)


def data(x, y):
    return {"columns": np.round(64 * x.T).astype(int).tolist(), "outcomes": y.tolist()}


def told(tree):
    """Column, threshold and rows of each node, in the order of the tree."""
    return [[int(tree.feature[at]) if tree.feature[at] >= 0 else None,
             float(tree.threshold[at]), int(tree.n_node_samples[at])]
            for at in range(tree.node_count)]


def trees():
    new, _ = patients(200, 99)
    cases = []
    for criterion, depth, leaf, rows in [
            ("gini", 1, 1, 100), ("gini", 3, 10, 200), ("gini", 4, 5, 200),
            ("gini", 6, 8, 400), ("log_loss", 3, 10, 200), ("log_loss", 5, 8, 400)]:
        for seed in range(1000):
            x, y = patients(rows, seed)
            fits = [DecisionTreeClassifier(criterion=criterion, max_depth=depth,
                                           min_samples_leaf=leaf, random_state=state)
                    .fit(x, y) for state in range(20)]
            if all(told(fit.tree_) == told(fits[0].tree_) for fit in fits):
                break
        else:
            raise SystemExit(f"no data without ties for {criterion} {depth} {leaf}")
        cases.append({"impurity": criterion, "depth": depth, "leaf": leaf, **data(x, y),
                      "nodes": told(fits[0].tree_),
                      "importance": fits[0].feature_importances_.tolist(),
                      "risks": fits[0].predict_proba(new)[:, 1].tolist()})
    return {"new": data(new, np.zeros(200))["columns"], "cases": cases}


def boosting():
    new, _ = patients(200, 98)
    cases = []
    # Half of the patients have the event: in the first round all derivatives are 1/2 and 1/4,
    # which 32 bits hold. Later scikit-learn rounds them.
    for rows, rounds, rate, leaves, leaf, l2 in [
            (200, 1, 0.1, 31, 20, 0.0), (200, 1, 1.0, 4, 5, 3.0), (200, 2, 0.5, 6, 10, 0.0),
            (200, 20, 0.1, 8, 10, 0.0), (200, 20, 0.3, 31, 5, 1.0),
            (200, 12, 1.0, 6, 2, 0.0),  # Rows become certain, and leaves are not split.
            (1000, 1, 0.1, 31, 20, 0.0), (1000, 30, 0.1, 31, 20, 0.0)]:
        x, y = patients(rows, rows, half=True)
        if rows == 1000:  # More than 255 distinct values, so that bins hold several.
            x[:, 0] += np.random.default_rng(7).integers(-2, 3, rows) / 64 * 40
        fit = HistGradientBoostingClassifier(
            max_iter=rounds, learning_rate=rate, max_leaf_nodes=leaves,
            min_samples_leaf=leaf, l2_regularization=l2, early_stopping=False).fit(x, y)
        cases.append({"rounds": rounds, "rate": rate, "leaves": leaves, "leaf": leaf,
                      "l2": l2, **data(x, y),
                      "distinct": len(np.unique(x[:, 0])),
                      "risks": fit.predict_proba(new)[:, 1].tolist()})
    return {"new": data(new, np.zeros(200))["columns"], "cases": cases}


def forests():
    (x, y), (new, outcomes) = patients(300, 1), patients(1000, 2)

    def measures(outcomes, risks):
        # Half a tree of fifty is as near to 0 and 1 as is judged.
        return [roc_auc_score(outcomes, risks),
                log_loss(outcomes, np.clip(risks, 0.01, 0.99))]

    cases = []
    for depth, leaf, features in [(None, 1, "sqrt"), (None, 5, "sqrt"), (3, 10, 4),
                                  (None, 1, None)]:
        found = []
        for seed in range(SEEDS):
            fit = RandomForestClassifier(
                50, max_depth=depth, min_samples_leaf=leaf, max_features=features,
                oob_score=True, random_state=seed).fit(x, y)
            unseen = fit.oob_decision_function_[:, 1]
            found.append(measures(outcomes, fit.predict_proba(new)[:, 1])
                         + measures(y, unseen) + fit.feature_importances_.tolist())
        found = np.array(found)
        cases.append({"depth": depth or 64, "leaf": leaf,
                      "features": {"sqrt": 0, None: 6}.get(features, features),
                      "mean": found.mean(0).tolist(),
                      "deviation": found.std(0, ddof=1).tolist()})
    return {"fit": data(x, y), "new": data(new, outcomes), "seeds": SEEDS, "trees": 50,
            "cases": cases}


json.dump({"versions": VERSIONS, "trees": trees(), "boosting": boosting(),
           "forests": forests()}, sys.stdout, separators=(",", ":"))
