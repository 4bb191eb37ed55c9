"""The attainable risk of the patients in each sample.csv, for the tests: writes attainable.json beside this script."""
import csv
import json
import re
import sys
from pathlib import Path

import numpy as np
import scipy

import cvd_risk
from attainable import attainable
from dataset_model import Model

here = Path(__file__).resolve().parent
datasets = here / "../../../datasets"


def cells(path, model):
    with open(path, newline="") as f:
        rows = list(csv.DictReader(f))
    texts = {v["name"] for v in model.spec["node"] if v["family"] == "categorical"}
    read = lambda name, cell: cell if name in texts else float(cell or "nan")
    return {v["name"]: np.array([read(v["name"], r[v["name"]]) for r in rows]) for v in model.spec["node"] if not v.get("hidden")}


out = {"made_with": f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}", "variant": "reference"}
for name in ["sepsis-ward", "ward-alerts", "breast-screening", "readmission", "ward-falls"]:
    model = Model(datasets / name / "dataset.toml")
    risk = attainable(model, model.reference(), cells(datasets / name / "sample.csv", model), points=401, width=8.0)
    out[name] = [float(f"{x:.10g}") for x in risk]
with open(datasets / "cvd-risk/sample.csv", newline="") as f:
    nodes = {v["name"]: v for v in Model(datasets / "cvd-risk/dataset.toml").spec["node"]}
    means = [float(x) for x in re.search(r"'male', ([\d.]+), ([\d.]+)\)", nodes["hdl_level"]["mean_log"]).groups()]
    out["cvd-risk"] = [float(f"{cvd_risk.attainable(row, means, nodes['hdl_level']['sd_log']):.10g}") for row in csv.DictReader(f)]
with open(here / "attainable.json", "w", newline="\n") as f:
    json.dump(out, f, indent=2)
    f.write("\n")
print(json.dumps(out, indent=1))
