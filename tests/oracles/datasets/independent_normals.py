"""Mean NEWS if each sign were normal with the published mean and SD: too high, whatever their correlation."""
import sys

import numpy as np
import scipy
from scipy.stats import norm

CHART = dict(rr=(1, [8, 11, 20, 24], [3, 1, 0, 2, 3]), spo2=(1, [91, 93, 95], [3, 2, 1, 0]), sbp=(1, [90, 100, 110, 219], [3, 2, 1, 0, 3]),
             pulse=(1, [40, 50, 90, 110, 130], [3, 1, 0, 1, 2, 3]), temp=(0.1, [35.0, 36.0, 38.0, 39.0], [3, 1, 0, 1, 2]))
SITES = dict(Castlebridge=dict(rr=(18.6, 4.8), temp=(36.3, 0.8), sbp=(136, 27.3), pulse=(85.6, 21.1), spo2=(96.3, 2.9), o2=0.113, alert=0.971),
             Northmere=dict(rr=(18.1, 3.6), temp=(36.5, 0.7), sbp=(129.4, 23), pulse=(81.2, 17.8), spo2=(95.9, 3.0), o2=0.192, alert=0.981))
print(f"numpy {np.__version__}, scipy {scipy.__version__}, python {sys.version.split()[0]}")
for site, t in SITES.items():
    total = 2 * t["o2"] + 3 * (1 - t["alert"])
    for sign, (unit, bounds, points) in CHART.items():
        edges = norm.cdf((np.array([-np.inf, *bounds, np.inf]) + unit / 2 - t[sign][0]) / t[sign][1])
        total += float(np.diff(edges) @ points)
    print(site, round(total, 3))
