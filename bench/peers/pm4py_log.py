"""The process questions in pm4py: visits split by 30 minutes, then a graph or variants.

    pm4py_log.py dfg      EVENTS_FOLDER    prints {"seconds": s, "figure": transitions}
    pm4py_log.py variants EVENTS_FOLDER    prints {"seconds": s, "figure": visits}
    pm4py_log.py xes      LOG.xes[.gz]     prints {"cases": n, "events": n, "transitions": n} as pm4py's reader finds them

Importing Python modules is not counted; reading Parquet and cutting visits is, as it is for Stagelight.
"""

import glob
import json
import sys
import time

import pandas as pd
import pm4py


def read_visits(folder):
    files = sorted(glob.glob(f"{folder}/*.parquet"))
    log = pd.concat((pd.read_parquet(f, columns=["ts", "actor_id", "event"]) for f in files), ignore_index=True)
    log = log.sort_values(["actor_id", "ts"], kind="stable", ignore_index=True)
    pause = log["ts"].diff() > pd.Timedelta(minutes=30)
    begins = pause | (log["actor_id"] != log["actor_id"].shift())
    log["case:concept:name"] = begins.cumsum().astype(str)
    log["time:timestamp"] = log["ts"].dt.tz_localize("UTC")
    return log.rename(columns={"event": "concept:name"})[["case:concept:name", "concept:name", "time:timestamp"]]


def main(question, source):
    if question == "xes":
        log = pm4py.read_xes(source)
        edges, _, _ = pm4py.discover_dfg(log)
        cases = int(log["case:concept:name"].nunique())
        print(json.dumps({"cases": cases, "events": len(log), "transitions": int(sum(edges.values()))}))
        return
    began = time.perf_counter()
    log = read_visits(source)
    if question == "dfg":
        edges, _, _ = pm4py.discover_performance_dfg(log)
        frequencies, _, _ = pm4py.discover_dfg(log)
        assert edges.keys() == frequencies.keys()
        figure = sum(frequencies.values())
    elif question == "variants":
        figure = sum(pm4py.get_variants(log).values())
    else:
        raise SystemExit(__doc__)
    print(json.dumps({"seconds": time.perf_counter() - began, "figure": int(figure)}))


main(*sys.argv[1:])
