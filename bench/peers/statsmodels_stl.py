"""Robust STL, period 7, of every series in a JSON file of equally long lists.

    statsmodels_stl.py SERIES.json    prints {"seconds": s, "figure": sum of all absolute trend values}

Importing Python modules and reading the file is not counted.
"""

import json
import sys
import time

import numpy as np
from statsmodels.tsa.seasonal import STL

with open(sys.argv[1]) as file:
    series = [np.array(values, dtype=float) for values in json.load(file)]
began = time.perf_counter()
results = [STL(values, period=7, robust=True).fit() for values in series]
seconds = time.perf_counter() - began
print(json.dumps({"seconds": seconds, "figure": float(sum(np.abs(r.trend).sum() for r in results))}))
