"""Gradient-boosted trees of LightGBM and XGBoost on a table that the suite wrote. Prints {"seconds": s}.

    trees.py lightgbm|xgboost train|predict|explain TABLE.f32 LABELS.u8 FEATURES EXPLAINED.f32 [DUMP]

100 trees of 31 leaves, learning rate 0.1, two threads, histograms; everything else as the library has it. `train` counts
binning and training, `predict` and `explain` only themselves. With DUMP, LightGBM also writes its model as DUMP.txt and its
contributions of the explained rows as DUMP.f64. Reading files, Python itself and its modules are not counted.
"""

import json
import sys
import time

import numpy as np

THREADS = 2
library, what, table, labels, features, explained = sys.argv[1:7]
x = np.fromfile(table, np.float32).reshape(-1, int(features))
y = np.fromfile(labels, np.uint8)
rows = np.fromfile(explained, np.float32).reshape(-1, int(features))

if library == "lightgbm":
    import lightgbm as lgb

    def train():
        params = dict(objective="binary", num_threads=THREADS, verbose=-1)
        return lgb.train(params, lgb.Dataset(x, y), 100)

    def predict(model):
        return model.predict(rows, num_threads=THREADS)

    def explain(model):
        return model.predict(rows, pred_contrib=True, num_threads=THREADS)

else:
    import xgboost as xgb

    def train():
        params = dict(
            objective="binary:logistic",
            tree_method="hist",
            grow_policy="lossguide",
            max_leaves=31,
            max_depth=0,
            eta=0.1,
            nthread=THREADS,
        )
        return xgb.train(params, xgb.QuantileDMatrix(x, y, nthread=THREADS), 100)

    def predict(model):
        return model.inplace_predict(rows)

    def explain(model):
        return model.predict(xgb.DMatrix(rows, nthread=THREADS), pred_contribs=True)


def timed(work, *args):
    began = time.perf_counter()
    result = work(*args)
    return time.perf_counter() - began, result


seconds, model = timed(train)
if what != "train":
    seconds, result = timed(predict if what == "predict" else explain, model)
    if len(sys.argv) > 7:
        model.save_model(sys.argv[7] + ".txt")
        np.asarray(result, np.float64).tofile(sys.argv[7] + ".f64")
print(json.dumps({"seconds": seconds}))
