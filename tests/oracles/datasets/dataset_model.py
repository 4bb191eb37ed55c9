"""An independent reading of a dataset.toml: draws patients with numpy, not with the streams of the crate.

It shares no code with the generator, so that both can be held against the published figures and against
each other. Missing cells are NaN in `recorded`; `true` keeps what was there. Needs numpy and scipy.
"""
import re
import tomllib

import numpy as np
from scipy.special import expit, logit, ndtr, ndtri


def step(x, *pairs):
    bounds, values = pairs[0::2], pairs[1::2]
    out = np.full(np.shape(x), np.nan)
    for bound, value in reversed(list(zip(bounds, values))):
        out = np.where(x <= bound, value, out)
    return out


FUNCTIONS = dict(
    if_=lambda c, a, b: np.where(c, a, b), exp=np.exp, ln=np.log, sqrt=np.sqrt, abs=np.abs, floor=np.floor,
    min=lambda *a: np.minimum.reduce(np.broadcast_arrays(*a)), max=lambda *a: np.maximum.reduce(np.broadcast_arrays(*a)),
    clip=np.clip, round=lambda x, d=0: np.round(x, int(d)), logit=logit, expit=expit, normal_cdf=ndtr, normal_quantile=ndtri,
    step=step, inf=np.inf)


def python(formula):
    """The formula in Python's words; comparisons are bracketed because & and | bind tighter there."""
    parts = re.split(r"('[^']*')", str(formula))
    for i in range(0, len(parts), 2):
        p = parts[i]
        p = re.sub(r"\bif\s*\(", "if_(", p)
        p = re.sub(r"\bvary\.(\w+)", r"vary_\1", p)
        p = re.sub(r"\brecorded\((\w+)\)", r"recorded_\1", p)
        p = re.sub(r"\bknown\((\w+)\)", r"(recorded_\1 == recorded_\1)", p)
        p = p.replace("^", "**")
        if "step(" in p:
            p = p.replace(":", ",")
        parts[i] = p
    text = "".join(parts)
    if re.search(r"\b(and|or|not)\b", text):
        text = re.sub(r"([\w.]+\s*(?:==|!=|<=|>=|<|>)\s*(?:'[^']*'|[\w.]+))", r"(\1)", text)
        text = re.sub(r"\band\b", "&", re.sub(r"\bor\b", "|", re.sub(r"\bnot\b", "~", text)))
    return text


class Model:
    def __init__(self, path):
        with open(path, "rb") as f:
            self.spec = tomllib.load(f)

    def reference(self):
        return {k: v["reference"] for k, v in self.spec.get("varies", {}).items()}

    def variant(self, rng):
        drawn = {}
        for name, v in self.spec.get("varies", {}).items():
            if "choose" in v:
                drawn[name] = v["choose"][rng.integers(len(v["choose"]))]
            else:
                low, high = v["uniform"]
                drawn[name] = round(float(rng.uniform(low, high)), v.get("decimals", 6))
        return drawn

    def generate(self, n, rng, vary):
        """So many patients, or clusters with all of their rows; `clusters` then says of which cluster each row is."""
        names = dict(FUNCTIONS, **{"vary_" + k: v for k, v in vary.items()})
        true, recorded, risks = {}, {}, {}
        of_cluster = lambda node: node.get("per") == "cluster"
        nodes, clusters, whole, expanded = self.spec["node"], np.arange(n), n, False

        def value(formula):
            with np.errstate(over="ignore"):
                return np.broadcast_to(np.asarray(eval(python(formula), {"__builtins__": {}}, {**names, **true})), (n,))

        def gaps(node, x):
            if "missing" not in node:
                return x
            m = node["missing"]
            p = expit(value(m["logit"])) if "logit" in m else value(m["probability"])
            gone = (rng.random(whole)[clusters] if of_cluster(node) else rng.random(n)) < p
            x = x.astype(float).copy()
            x[gone] = np.nan
            return x

        everything = str(nodes)
        for node in sorted(nodes, key=lambda node: not of_cluster(node)):
            family = node["family"]
            if "cluster" in self.spec and not of_cluster(node) and not expanded:
                expanded = True
                rows = self.spec["cluster"]["rows"]
                rows = np.full(n, rows) if isinstance(rows, int) else true[rows].astype(int)
                clusters = np.repeat(np.arange(n), rows)
                numbers = np.concatenate([np.arange(1, k + 1) for k in rows]).astype(float)
                true = {name: x[clusters] for name, x in true.items()}
                n = len(clusters)
            if family == "row":
                x = numbers
            elif family == "normal":
                x = value(node["mean"]) + value(node["sd"]) * rng.standard_normal(n)
            elif family == "lognormal":
                x = np.exp(value(node["mean_log"]) + value(node["sd_log"]) * rng.standard_normal(n))
            elif family == "uniform":
                low, high = value(node["low"]), value(node["high"])
                x = low + (high - low) * rng.random(n)
            elif family == "exponential":
                x = value(node["mean"]) * rng.exponential(size=n)
            elif family == "poisson":
                x = rng.poisson(value(node["mean"])).astype(float)
            elif family == "bernoulli":
                p = expit(value(node["logit"])) if "logit" in node else value(node["probability"])
                risks[node["name"]] = p
                x = (rng.random(n) < p) * 1.0
            elif family == "categorical":
                w = np.column_stack([value(w) for w in node["weights"]]).astype(float)
                w = np.cumsum(w / w.sum(1, keepdims=True), axis=1)
                k = (rng.random(n)[:, None] > w[:, :-1]).sum(1)
                x = np.array(node["levels"])[k]
            elif family == "formula":
                x = value(node["value"])
            else:
                raise ValueError(family)
            if family not in ("categorical", "bernoulli") and x.dtype.kind != "U":
                x = x.astype(float)
                if "decimals" in node:
                    x = np.round(x, node["decimals"])
                if "range" in node:
                    x = np.clip(x, *node["range"])
            true[node["name"]] = x
            if re.search(rf"\b(recorded|known)\({node['name']}\)", everything):
                recorded[node["name"]] = true["recorded_" + node["name"]] = gaps(node, x)
        self.clusters = clusters
        for node in nodes:
            if node["name"] not in recorded:
                recorded[node["name"]] = gaps(node, true[node["name"]])
        return true, recorded, risks

    def visible(self):
        return [v["name"] for v in self.spec["node"] if not v.get("hidden") and v.get("available_at", 1) <= 0]
