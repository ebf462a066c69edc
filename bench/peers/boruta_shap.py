"""The BorutaShap package (Keany) with LightGBM on a table that the suite wrote. Prints {"seconds": s}.

    boruta_shap.py default|same TABLE.f32 LABELS.u8 FEATURES TRIALS SETTINGS.json

SETTINGS.json holds the trees' settings under LightGBM's names; two threads. `default` leaves everything else as the
package has it: 70 % of the rows train, all are explained. `same` trains on all rows, too. No p-value is ever small enough
for a verdict, so that every trial works on all features and their shadows. The package also prints, so the figure comes
last. Reading files, Python itself and its modules are not counted. Needs pandas below 2 and scipy below 1.12.
"""

import json
import sys
import time

import numpy as np
import pandas as pd
from BorutaShap import BorutaShap
from lightgbm import LGBMClassifier

THREADS = 2
mode, table, labels, features, trials, settings = sys.argv[1:7]
values = np.fromfile(table, np.float32).reshape(-1, int(features))
x = pd.DataFrame(values, columns=[f"f{i}" for i in range(int(features))])
y = np.fromfile(labels, np.uint8)
with open(settings) as file:
    trees = json.load(file)
model = LGBMClassifier(n_jobs=THREADS, verbose=-1, **trees)

began = time.perf_counter()
selector = BorutaShap(model=model, importance_measure="shap", classification=True, pvalue=1e-300)
rows = {"train_or_test": "train"} if mode == "same" else {}
selector.fit(x, y, n_trials=int(trials), verbose=False, **rows)
seconds = time.perf_counter() - began
if len(selector.tentative) != x.shape[1]:
    raise SystemExit("the package decided, so its trials were not all of the same size")
print(json.dumps({"seconds": seconds}))
