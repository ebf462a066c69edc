"""The same work in pandas, as the notebooks of the original study did it. Prints {"seconds": s}.

    pandas_job.py import  EVENTS.csv OUT.parquet
    pandas_job.py prepare RAW_FOLDER VERSION_FOLDER WORK
    pandas_job.py job     RAW_FOLDER VERSION_FOLDER WORK

`import` reads one CSV and writes Parquet; `prepare` makes the daily table and the windows from Parquet parts; `job` does
both, from the raw CSV files. Reading Python itself and its modules is not counted.
"""

import glob
import hashlib
import json
import os
import sys
import time

import numpy as np
import pandas as pd

ZONE = "Asia/Seoul"


def read_events(file, quarantine):
    """What the import does: hash the file, trim, set rows aside that cannot be used, read naive times in the zone."""
    with open(file, "rb") as raw:
        hashlib.file_digest(raw, "sha256")
    text = pd.read_csv(file, dtype=str, keep_default_na=False)
    for column in ["actor_id", "room_id", "event"]:
        text[column] = text[column].str.strip()
    local = pd.to_datetime(text["ts"].str.strip(), errors="coerce")
    missing = (text[["actor_id", "room_id", "event"]] == "").any(axis=1)
    rejected = missing | local.isna()
    if rejected.any():
        text[rejected].assign(reason=np.where(missing[rejected], "missing_value", "bad_timestamp")).to_csv(quarantine)
    events, local = text[~rejected].drop(columns="ts"), local[~rejected]
    events["ts"] = local.dt.tz_localize(ZONE).dt.tz_convert("UTC").dt.tz_localize(None)
    events["day"] = local.dt.normalize()
    events["hour"] = local.dt.hour.astype("uint8")
    return events


def import_events(file, out):
    read_events(file, f"{out}.rejected.csv").to_parquet(out, index=False)


def read_lake(folder):
    events = pd.concat(pd.read_parquet(f, columns=["day", "actor_id", "room_id", "event"]) for f in sorted(glob.glob(f"{folder}/events/*.parquet")))
    events["day"] = pd.to_datetime(events["day"])
    stickers = pd.concat(pd.read_parquet(f, columns=["day", "from_id", "celeb_id", "quantity", "amount"]) for f in sorted(glob.glob(f"{folder}/stickers/*.parquet")))
    stickers["day"] = pd.to_datetime(stickers["day"])
    celebs = pd.read_parquet(f"{folder}/celebs.parquet")
    return events, stickers, celebs


def read_raw(folder, work):
    files = sorted(glob.glob(f"{folder}/events-*.csv"))
    events = pd.concat(read_events(f, os.path.join(work, "rejected.csv")) for f in files)
    events.to_parquet(os.path.join(work, "pandas-events.parquet"), index=False)
    stickers = pd.read_csv(f"{folder}/stickers.csv", parse_dates=["ts"])
    stickers["day"] = stickers["ts"].dt.normalize()
    celebs = pd.read_csv(f"{folder}/celebs.csv", parse_dates=["joined_on"])
    return events, stickers, celebs


def prepare(events, stickers, celebs, work):
    events["own"] = events["actor_id"] == events["room_id"]
    own = events[events["own"] & events["room_id"].isin(celebs["celeb_id"])]
    first = own.groupby("room_id", observed=True)["day"].min()
    start, end = events["day"].min(), events["day"].max()
    joined = pd.to_datetime(celebs.set_index("celeb_id")["joined_on"])
    begin = pd.concat([first, joined.reindex(first.index)], axis=1).min(axis=1).clip(lower=start)
    events = events[events["room_id"].isin(first.index)]

    side = np.where(events["own"], "own_", "fan_")
    events = events.assign(name=side + events["event"].astype(str).to_numpy())
    counts = events.groupby(["room_id", "day", "name"], observed=True).size().unstack(fill_value=0)
    counts["own_total"] = counts[[c for c in counts if c.startswith("own_")]].sum(axis=1)
    counts["fan_total"] = counts[[c for c in counts if c.startswith("fan_")]].sum(axis=1)
    counts["fan_unique"] = events[~events["own"]].groupby(["room_id", "day"], observed=True)["actor_id"].nunique()
    given = stickers.groupby(["celeb_id", "day"]).agg(
        sticker_count=("quantity", "sum"), sticker_amount=("amount", "sum"), sticker_senders=("from_id", "nunique")
    )
    given.index = given.index.set_names(["room_id", "day"])
    span = pd.MultiIndex.from_tuples(
        [(celeb, day) for celeb, since in begin.items() for day in pd.date_range(since, end)], names=["room_id", "day"]
    )
    daily = counts.join(given, how="outer").reindex(span).fillna(0).sort_index().reset_index()
    daily.to_parquet(os.path.join(work, "pandas-daily.parquet"), index=False)

    by = daily.groupby("room_id")
    observed = by["own_total"].rolling(7, min_periods=1).sum().reset_index(drop=True)
    ahead = lambda column: by[column].transform(lambda s: s[::-1].rolling(7, min_periods=1).sum()[::-1].shift(-1).fillna(0))
    windows = pd.DataFrame(
        {
            "room_id": daily["room_id"],
            "anchor": daily["day"] + pd.Timedelta(days=1),
            "observed": observed,
            "churn": (ahead("own_total") == 0).astype("uint8"),
            "sticker": (ahead("sticker_count") > 0).astype("uint8"),
        }
    )
    keep = (windows["observed"] > 0) & (windows["anchor"] >= start + pd.Timedelta(days=7))
    complete = windows[keep & (windows["anchor"] + pd.Timedelta(days=6) <= end)]
    windows[keep].sort_values(["anchor", "room_id"]).to_parquet(os.path.join(work, "pandas-windows.parquet"), index=False)
    return len(complete), int(complete["churn"].sum()), int(complete["sticker"].sum())


if __name__ == "__main__":
    part, args = sys.argv[1], sys.argv[2:]
    began = time.perf_counter()
    result = {}
    if part == "import":
        import_events(*args)
    else:
        raw, lake, work = args
        tables = read_raw(raw, work) if part == "job" else read_lake(lake)
        windows, churned, sticker = prepare(*tables, work)
        result = {"windows": windows, "churned": churned, "sticker": sticker}
    print(json.dumps({"seconds": time.perf_counter() - began, **result}))
