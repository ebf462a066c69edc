"""Writes lib/domain/trees/fixtures/lightgbm.json: what LightGBM makes of a small generated table.

    python3 -m venv venv && venv/bin/pip install lightgbm==4.7.0 shap==0.51.0 && venv/bin/python bench/peers/golden_trees.py

The table is integer arithmetic, repeated in `lib/domain/trees/fixtures/table.ts`, so no data file is needed.
One thread, deterministic, column-wise histograms: nothing depends on the machine.
"""

import json
import pathlib

import lightgbm as lgb
import numpy as np
import shap

ROWS = 1000


def table():
    i = np.arange(ROWS)
    x = np.stack(
        [
            (i * 7919 % 9973) / 10.0 - 300,  # distinct in every row: more values than bins
            i * 104729 % 12,  # a count
            np.maximum(0, i * 1299709 % 31 - 20),  # mostly zero
            (i * 15485863 % 101) / 4.0 - 12,  # both signs
            np.where(i % 7 == 3, np.nan, i * 32452843 % 57),  # sometimes missing
            (i * 49979687 % 997) / 8.0,
        ],
        axis=1,
    )
    noise = (i * 86028121 % 9973) / 9973.0
    score = x[:, 0] / 300 + np.sin(x[:, 3]) + 0.3 * x[:, 1] * (x[:, 2] > 3) + np.where(i % 7 == 3, 1.5, 0)
    # LightGBM keeps labels and weights in single precision.
    target = np.float32(score + 2 * noise)
    label = (target > 1.75).astype(int)
    weight = np.float32(0.5 + (i * 67867967 % 9967) / 9967.0)
    return x, target, label, weight


CASES = {
    "regression": dict(objective="regression"),
    "regression, few leaves, penalties": dict(
        objective="regression", num_leaves=7, lambda_l1=0.5, lambda_l2=3, min_gain_to_split=0.1, learning_rate=0.3
    ),
    "binary, weighted rows": dict(objective="binary"),
    "binary, all settings": dict(
        objective="binary",
        num_leaves=15,
        max_depth=4,
        min_data_in_leaf=5,
        min_sum_hessian_in_leaf=0.5,
        lambda_l2=1,
        max_bin=40,
        min_data_in_bin=7,
        scale_pos_weight=2.5,
        boost_from_average=False,
    ),
}


def main():
    x, target, label, weight = table()
    fixed = dict(verbose=-1, num_threads=1, deterministic=True, force_col_wise=True)
    cases = []
    for name, params in CASES.items():
        binary = params["objective"] == "binary"
        # Where a leaf holds no missing value, the side that missing values would go to is decided by rounding in
        # LightGBM. It rarely is with the round numbers of these targets, often with weights.
        used = np.where(np.isnan(x), -5, x) if binary else x
        data = lgb.Dataset(used, label if binary else target, weight=weight if binary else None)
        model = lgb.train({**fixed, **params}, data, 20)
        first = model.dump_model()["tree_info"][0]
        raw = model.predict(used, raw_score=True)
        nodes = []

        def visit(node):
            if "split_feature" in node:
                nodes.append(node)
                visit(node["left_child"])
                visit(node["right_child"])

        visit(first["tree_structure"])
        nodes.sort(key=lambda node: node["split_index"])
        cases.append(
            dict(
                name=name,
                params=params,
                feature=[node["split_feature"] for node in nodes],
                threshold=[node["threshold"] for node in nodes],
                gain=[node["split_gain"] for node in nodes],
                rows=[node["internal_count"] for node in nodes],
                every50th=raw[::50].tolist(),
                importance=dict(
                    split=model.feature_importance("split").tolist(), gain=model.feature_importance("gain").tolist()
                ),
            )
        )
    small = lgb.train(
        {**fixed, "objective": "binary", "num_leaves": 6}, lgb.Dataset(x, label, weight=weight), 4
    )
    rows = x[:12]
    contrib = small.predict(rows, pred_contrib=True)
    explainer = shap.TreeExplainer(small)
    interactions = explainer.shap_interaction_values(rows[:4])
    fixture = dict(
        madeWith=f"LightGBM {lgb.__version__}, shap {shap.__version__}, bench/peers/golden_trees.py",
        cases=cases,
        model=dict(
            text=small.model_to_string().split("\nfeature_importances")[0],
            raw=small.predict(rows, raw_score=True).tolist(),
            contrib=contrib.tolist(),
            interactions=np.asarray(interactions).tolist(),
            leaves=small.predict(rows, pred_leaf=True).tolist(),
        ),
    )
    out = pathlib.Path(__file__).parents[2] / "lib/domain/trees/fixtures/lightgbm.json"
    out.write_text(json.dumps(fixture, separators=(",", ":")))


main()
