"""Solves the instances that `instances` wrote with another solver (HiGHS, by SciPy), and
compares what is reached at every level, and the time.

One level after the other: each is optimised as an integer program, then held. The even load
is a sum of convex costs: a school's k-th pairing costs 2k - 1 more than the one before.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

# What the other solver can do within minutes.
LARGEST = 200_000


class Program:
    def __init__(self, instance):
        self.rows, self.low, self.high, self.entries = 0, [], [], []
        self.upper, self.cost = [], {}
        schools, offers = instance["schools"], instance["offers"]
        worth = {(s, p): w for s, p, w in instance["worth"]}
        banned = {tuple(pair) for pair in instance["banned"]}
        self.levels = {name: {} for name in ("receiving", "giving", "severity", "squares", "used")}
        takes, uses, pairs, gives = {}, {}, {}, {}
        for school, topic, severity in instance["needs"]:
            mine = []
            for p, offer in enumerate(offers):
                if offer["school"] == school or topic not in offer["topics"] or (school, p) in banned:
                    continue
                x = self.variable(1)
                mine.append(x)
                self.levels["severity"][x] = severity + worth.get((school, p), 0)
                takes.setdefault(school, []).append(x)
                uses.setdefault(p, []).append(x)
                pairs.setdefault((school, p), []).append(x)
                gives.setdefault(offer["school"], []).append(x)
            self.at_most(mine, 1)
        for xs in pairs.values():
            if len(xs) > 1:
                self.at_most(xs, 1)
        self.base = dict(receiving=0, giving=0, severity=instance["met"], squares=0, used=0)
        for s, seat in enumerate(schools):
            self.at_most(takes.get(s, []), seat["room"])
            self.base["receiving"] += seat["received"] > 0
            self.base["giving"] += seat["given"] > 0
            self.base["squares"] += seat["given"] ** 2
            if not seat["received"]:
                self.some(takes.get(s, []), "receiving")
            if not seat["given"]:
                self.some(gives.get(s, []), "giving")
            xs = gives.get(s, [])
            units = [self.variable(1) for _ in xs]
            for k, unit in enumerate(units, seat["given"]):
                self.levels["squares"][unit] = 2 * k + 1
            self.row([(x, 1) for x in xs] + [(unit, -1) for unit in units], 0, 0)
        for p, offer in enumerate(offers):
            self.at_most(uses.get(p, []), offer["capacity"])
            self.base["used"] += offer["used"] > 0
            if not offer["used"]:
                self.some(uses.get(p, []), "used")

    def variable(self, upper):
        self.upper.append(upper)
        return len(self.upper) - 1

    def row(self, entries, low, high):
        self.entries += [(self.rows, x, value) for x, value in entries]
        self.low.append(low)
        self.high.append(high)
        self.rows += 1

    def at_most(self, xs, most):
        if xs:
            self.row([(x, 1) for x in xs], -np.inf, most)

    def some(self, xs, level):
        """A variable that can be 1 if any of these is."""
        if xs:
            one = self.variable(1)
            self.levels[level][one] = 1
            self.row([(one, 1)] + [(x, -1) for x in xs], -np.inf, 0)

    def solve(self):
        reached = {}
        for level, sign in (("receiving", -1), ("giving", -1), ("severity", -1), ("squares", 1), ("used", -1)):
            cost = np.zeros(len(self.upper))
            for x, value in self.levels[level].items():
                cost[x] = sign * value
            if self.upper:
                rows, columns, values = zip(*self.entries) if self.entries else ((), (), ())
                matrix = coo_array((values, (rows, columns)), shape=(self.rows, len(self.upper))).tocsr()
                answer = milp(
                    cost,
                    integrality=np.ones(len(self.upper)),
                    bounds=Bounds(0, self.upper),
                    constraints=LinearConstraint(matrix, self.low, self.high),
                    options={"mip_rel_gap": 0},
                )
                if not answer.success:
                    sys.exit(f"{level}: {answer.message}")
                best = round(answer.fun * sign)
            else:
                best = 0
            reached[level] = best + self.base[level]
            values = [(x, value) for x, value in self.levels[level].items()]
            self.row(values, *((best, np.inf) if sign < 0 else (-np.inf, best)))
        return reached


def main(folder):
    different = 0
    files = [file for file in Path(folder).glob("*.json") if not file.name.endswith(".kapocs.json")]
    for file in sorted(files, key=lambda file: int(file.name.split("-")[0])):
        case = json.loads(file.read_text())
        ours = {level: int(value) for level, value in case["objective"].items()}
        begun = time.perf_counter()
        program = Program(case["instance"])
        if len(program.upper) > LARGEST:
            print(f"{file.stem}: Kapocs {case['seconds']:.3f} s; {len(program.upper)} variables, too many for the other")
            continue
        theirs = program.solve()
        seconds = time.perf_counter() - begun
        same = theirs == ours
        different += not same
        verdict = "the same" if same else f"DIFFERENT: {ours} and {theirs}"
        print(f"{file.stem}: Kapocs {case['seconds']:.3f} s, HiGHS {seconds:.3f} s: {verdict}")
    sys.exit(bool(different))


main(sys.argv[1])
