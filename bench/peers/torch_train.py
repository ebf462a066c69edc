"""The same training in PyTorch on one thread. Prints {"windowsPerSecond": n}, the median over the rounds.

    torch_train.py train|predict gru|bilstm|gru-bilstm [rounds]

One round shuffles 27,536 windows of 7 x 40 and trains on all of them in batches of 256, or predicts all in batches of
1,024. A first round is not counted.

PyTorch must use a fast BLAS: on Debian `apt-get install python3-torch libopenblas0-pthread`. With the reference BLAS, which
is what the first package alone brings, it is twenty times slower.
"""

import json
import os
import statistics
import sys
import time

# Before PyTorch is loaded: its BLAS has threads of its own, which only get into each other's way here.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import torch
from torch import nn

WINDOWS, STEPS, FEATURES, UNITS, BATCH, PREDICT_BATCH = 27_536, 7, 40, 64, 256, 1_024


class Model(nn.Module):
    def __init__(self, name):
        super().__init__()
        self.gru = nn.GRU(FEATURES, UNITS, batch_first=True) if name != "bilstm" else None
        width = FEATURES if self.gru is None else UNITS
        self.lstm = nn.LSTM(width, UNITS, batch_first=True, bidirectional=True) if name != "gru" else None
        self.head = nn.Linear(UNITS if self.lstm is None else 2 * UNITS, 1)

    def forward(self, x):
        if self.gru is not None:
            x, last = self.gru(x)
            state = last[0]
        if self.lstm is not None:
            _, (last, _) = self.lstm(x)
            state = torch.cat([last[0], last[1]], dim=1)
        return self.head(state)[:, 0]


def train_epoch(model, optimizer, loss_of, x, y):
    order = torch.randperm(WINDOWS)
    total = 0.0
    for start in range(0, WINDOWS, BATCH):
        rows = order[start : start + BATCH]
        optimizer.zero_grad()
        loss = loss_of(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    return total / WINDOWS


def predict(model, x):
    with torch.no_grad():
        return torch.cat([torch.sigmoid(model(part)) for part in x.split(PREDICT_BATCH)])


if __name__ == "__main__":
    what, name = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = Model(name)
    x, y = torch.rand(WINDOWS, STEPS, FEATURES) * 2 - 1, torch.randint(2, (WINDOWS,)).float()
    optimizer, loss_of = torch.optim.Adam(model.parameters(), lr=1e-3), nn.BCEWithLogitsLoss()
    figures = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        if what == "train":
            train_epoch(model, optimizer, loss_of, x, y)
        else:
            predict(model, x)
        figures.append(WINDOWS / (time.perf_counter() - began))
    print(json.dumps({"windowsPerSecond": statistics.median(figures[1:])}))
