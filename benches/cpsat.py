"""Gives an event to OR-Tools CP-SAT, a general constraint solver, so that its plan can be laid beside Carnet's.

    pip install ortools
    python3 benches/cpsat.py INSTANCE.json [--seconds 60] [--workers 2]

Reads carnet-instance/1. Modelled are: who is free when, travel, busy intervals, quotas, line-ups, rooms with their closings (alike
rooms as one, as Carnet does it), precedences, pins, the limit on the spread of breaks, and the criteria unplaced, shortfall, order, alternates,
changes, idle, breaks and max_idle. Not modelled: moves; tables are numbered at the end, as they come.

Criteria are minimised in the event's order: each gets half of the time that is left (the last one all of it), starts from the plan
before it, and is then held at the value that was reached. Where nothing better is found in a criterion's time, its value is that of
the plan before. Building the model, which Python is slow at, is not counted. All values printed are those of proptests/check_plan.py, which also
says whether the plan is valid.
"""
import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "proptests"))
sys.dont_write_bytecode = True
import check_plan  # noqa: E402 - beside the properties that hold it against Carnet's checker

try:
    from ortools.sat.python import cp_model
except ImportError:
    sys.exit("cpsat.py needs OR-Tools: pip install ortools")

DEFAULT_CRITERIA = ["unplaced", "shortfall", "order", "changes", "idle", "breaks", "max_idle", "moves", "alternates"]


def overlaps(a, b):
    return a[0] < b[1] and b[0] < a[1]


class Event:
    """What the model asks of an instance."""

    def __init__(self, data):
        self.data = data
        self.criteria = data.get("criteria", DEFAULT_CRITERIA)
        self.site_of = {s["id"]: s["site"] for s in data["sessions"]}
        self.slots = data["slots"]
        self.spans = [(s["start"], s["end"]) for s in self.slots]
        self.sites = [self.site_of[s["session"]] for s in self.slots]
        self.at = {s["id"]: i for i, s in enumerate(self.slots)}
        self.travel = defaultdict(int)
        for leg in data.get("travel", []):
            self.travel[leg["from"], leg["to"]] = self.travel[leg["to"], leg["from"]] = leg["minutes"]
        self.people = {p["id"]: p for p in data["participants"]}
        self.busy = defaultdict(list)
        for block in data.get("busy", []):
            for person in block["participants"]:
                self.busy[person].append((block["start"], block["end"], block["site"]))
        self.free = {p: [self.is_free(p, s) for s in range(len(self.slots))] for p in self.people}
        # Two slots that nobody can use both: overlapping, or too near for the way.
        self.clash = [[t for t in range(len(self.slots)) if t != s and self.too_near(s, t)] for s in range(len(self.slots))]
        self.sessions = defaultdict(list)
        for s in sorted(range(len(self.slots)), key=lambda s: self.spans[s]):
            self.sessions[self.slots[s]["session"]].append(s)
        self.meetings = data["meetings"]
        self.lineups = [[m["attendees"]] + m.get("alternatives", []) for m in self.meetings]
        self.index = {m["id"]: i for i, m in enumerate(self.meetings)}
        self.rank = [m.get("order", i) for i, m in enumerate(self.meetings)]
        self.read_rooms()

    def read_rooms(self):
        """Rooms that no meeting, closing or known plan tells apart are one pool."""
        named = defaultdict(list)
        for i, meeting in enumerate(self.meetings):
            for room in meeting.get("rooms", []):
                named[room].append(i)
            if "room" in meeting.get("pinned", {}):
                named[meeting["pinned"]["room"]].append(("pin", i))
        for i, row in enumerate(self.data.get("previous", [])):
            named[row["room"]].append(("previous", row["room"]))
        groups = defaultdict(list)
        for room in self.data["rooms"]:
            key = (room["site"], tuple(sorted(room.get("closed", []))), tuple(map(str, named[room["id"]])))
            groups[key].append(room)
        self.pools = list(groups.values())
        self.pool_of = {room["id"]: k for k, pool in enumerate(self.pools) for room in pool}
        self.tables = [sum(room["tables"] for room in pool) for pool in self.pools]
        self.open = []
        for pool in self.pools:
            closed = [self.spans[self.at[s]] for s in pool[0].get("closed", [])]
            self.open.append([self.sites[s] == pool[0]["site"] and not any(overlaps(self.spans[s], c) for c in closed)
                              for s in range(len(self.slots))])

    def is_free(self, person, s):
        if any(overlaps(self.spans[s], u) for u in self.people[person].get("unavailable", [])):
            return False
        for start, end, site in self.busy[person]:
            way = self.travel[site, self.sites[s]] if site != self.sites[s] else 0
            if self.spans[s][0] < end + way and start < self.spans[s][1] + way:
                return False
        return True

    def too_near(self, s, t):
        way = self.travel[self.sites[s], self.sites[t]] if self.sites[s] != self.sites[t] else 0
        return self.spans[s][0] < self.spans[t][1] + way and self.spans[t][0] < self.spans[s][1] + way

    def may_be_idle(self, person, s):
        """Whether the slot counts as idle when the person has no meeting that overlaps it."""
        if self.data.get("blocked_slots_are_idle", False):
            return True
        blocked = [(a, b) for a, b, _ in self.busy[person]] + [tuple(u) for u in self.people[person].get("unavailable", [])]
        return not any(overlaps(self.spans[s], b) for b in blocked)

    def spots(self, i):
        """(line-up, slot, pool) that meeting i may take."""
        meeting = self.meetings[i]
        pin = meeting.get("pinned")
        for k, people in enumerate(self.lineups[i]):
            if pin and pin.get("lineup", k) != k:
                continue
            for s, slot in enumerate(self.slots):
                if pin and slot["id"] != pin["slot"]:
                    continue
                if "slots" in meeting and slot["id"] not in meeting["slots"]:
                    continue
                if "sessions" in meeting and slot["session"] not in meeting["sessions"]:
                    continue
                if not all(self.free[p][s] for p in people):
                    continue
                for pool, rooms in enumerate(self.pools):
                    allowed = "rooms" not in meeting or rooms[0]["id"] in meeting["rooms"]
                    pinned = pin is None or "room" not in pin or self.pool_of[pin["room"]] == pool
                    if allowed and pinned and self.open[pool][s]:
                        yield k, s, pool


class Model:
    def __init__(self, event):
        self.event, self.cp = event, cp_model.CpModel()
        self.x = [{spot: self.cp.new_bool_var("") for spot in event.spots(i)} for i in range(len(event.meetings))]
        self.in_slot = defaultdict(list)  # (person, slot) -> variables
        self.of_person = defaultdict(list)
        self.objectives = {}
        self.build_rules()
        self.build_counts()
        if {"idle", "breaks", "max_idle"} & set(event.criteria) or "max_break_spread" in event.data.get("limits", {}):
            self.build_gaps()

    def build_rules(self):
        event, cp = self.event, self.cp
        in_pool = defaultdict(list)
        self.placed, by_slot = [], []
        for i, spots in enumerate(self.x):
            placed = cp.new_bool_var("")
            cp.add(sum(spots.values()) == placed)
            self.placed.append(placed)
            if "pinned" in event.meetings[i]:
                cp.add(placed == 1)
            mine = defaultdict(list)
            for (k, s, pool), var in spots.items():
                mine[s].append(var)
                in_pool[pool, s].append(var)
                for person in event.lineups[i][k]:
                    self.in_slot[person, s].append(var)
                    self.of_person[person].append(var)
            by_slot.append(mine)
        # busy[person, slot] says whether the person meets somebody then; at most one meeting at a time.
        self.meets = {}
        for key, variables in self.in_slot.items():
            self.meets[key] = cp.new_bool_var("")
            cp.add(sum(variables) == self.meets[key])
        for (person, s), var in self.meets.items():
            for t in event.clash[s]:
                if s < t and (person, t) in self.meets:
                    cp.add_at_most_one([var, self.meets[person, t]])
        # A pool is too full at some minute only if it is at the start of a slot.
        for (pool, s) in list(in_pool):
            minute = event.spans[s][0]
            there = [var for (other, t), variables in in_pool.items() if other == pool
                     and event.spans[t][0] <= minute < event.spans[t][1] for var in variables]
            if len(there) > event.tables[pool]:
                cp.add(sum(there) <= event.tables[pool])
        for person, facts in event.people.items():
            if "max_meetings" in facts and len(self.of_person[person]) > facts["max_meetings"]:
                cp.add(sum(self.of_person[person]) <= facts["max_meetings"])
        for i, meeting in enumerate(event.meetings):
            for other in meeting.get("after", []):
                j = event.index[other]
                for s, late in by_slot[i].items():
                    # Where the later one starts at s, the earlier one ends by then or is not placed.
                    bad = [v for t, variables in by_slot[j].items() if event.spans[t][1] > event.spans[s][0] for v in variables]
                    if bad:
                        cp.add(sum(late) + sum(bad) <= 1)

    def build_counts(self):
        event, cp, data = self.event, self.cp, self.event.data
        left = [1 - placed for placed in self.placed]
        self.objectives["unplaced"] = sum(m.get("priority", 1) * l for m, l in zip(event.meetings, left))
        ranks = sorted(event.rank)
        from bisect import bisect_left
        self.objectives["order"] = sum((len(ranks) - bisect_left(ranks, event.rank[i])) * l for i, l in enumerate(left))
        demand = defaultdict(int)
        for lineups in event.lineups:
            for person in lineups[0]:
                demand[person] += 1
        missing = []
        for person, facts in event.people.items():
            promised = min(facts.get("min_meetings", 1), demand[person])
            if promised > 0:
                short = cp.new_int_var(0, promised, "")
                cp.add_max_equality(short, [0, promised - sum(self.of_person[person])])
                missing.append(short)
        self.objectives["shortfall"] = sum(missing)
        self.objectives["alternates"] = sum(k * var for spots in self.x for (k, _, _), var in spots.items() if k > 0)
        changes = []
        for row in data.get("previous", []):
            spots = self.x[event.index[row["meeting"]]].items()
            stays = [v for (_, s, pool), v in spots if s == event.at[row["slot"]] and pool == event.pool_of[row["room"]]]
            changes.append(1 - sum(stays))
        self.objectives["changes"] = sum(changes)

    def build_gaps(self):
        """Idle slots and breaks: a slot with meetings before and after it in the session, but none in it."""
        event, cp = self.event, self.cp
        idle, breaks = defaultdict(list), defaultdict(list)
        overlapping = [[t for t in event.clash[s] if overlaps(event.spans[s], event.spans[t])] for s in range(len(event.slots))]
        for person in event.people:
            for slots in event.sessions.values():
                mine = [p for p, s in enumerate(slots) if (person, s) in self.meets]
                if len(mine) < 2:
                    continue
                first, last = mine[0], mine[-1]
                before = after = None
                begun, to_come = {}, {}
                for p in range(first, last + 1):  # begun: a meeting before p
                    begun[p] = before
                    var = self.meets.get((person, slots[p]))
                    if var is not None:
                        before = self.either(before, var)
                for p in range(last, first - 1, -1):
                    to_come[p] = after
                    var = self.meets.get((person, slots[p]))
                    if var is not None:
                        after = self.either(after, var)
                previous = None
                for p in range(first + 1, last):
                    s = slots[p]
                    if not event.may_be_idle(person, s):
                        previous = None
                        continue
                    taken = [self.meets[person, t] for t in [s] + overlapping[s] if (person, t) in self.meets]
                    gap = cp.new_bool_var("")
                    cp.add_bool_or([begun[p].negated(), to_come[p].negated(), gap] + taken)
                    idle[person].append(gap)
                    start = cp.new_bool_var("")
                    cp.add_bool_or([gap.negated(), start] + ([previous] if previous is not None else []))
                    cp.add_implication(start, gap)
                    if previous is not None:
                        cp.add_implication(start, previous.negated())
                    for var in taken + [begun[p].negated(), to_come[p].negated()]:
                        cp.add_implication(gap, var.negated())
                    breaks[person].append(start)
                    previous = gap
        self.objectives["idle"] = sum(v for row in idle.values() for v in row)
        self.objectives["breaks"] = sum(v for row in breaks.values() for v in row)
        if "max_idle" in event.criteria:
            most = cp.new_int_var(0, len(event.slots), "")
            cp.add_max_equality(most, [0] + [sum(row) for row in idle.values()])
            self.objectives["max_idle"] = most
        spread = event.data.get("limits", {}).get("max_break_spread")
        if spread is not None:
            low, high = cp.new_int_var(0, len(event.slots), ""), cp.new_int_var(0, len(event.slots), "")
            cp.add(high - low <= spread)
            for person in event.people:
                cp.add(sum(breaks[person]) <= high)
                cp.add(sum(breaks[person]) >= low)

    def either(self, a, b):
        if a is None:
            return b
        c = self.cp.new_bool_var("")
        self.cp.add_max_equality(c, [a, b])
        return c


def solve(event, seconds, workers):
    """{criterion: bound}, the last plan found, and the seconds it took."""
    start = time.monotonic()
    model = Model(event)
    print(f"modelled in {time.monotonic() - start:.1f} s", file=sys.stderr)
    start = time.monotonic()
    modelled = [c for c in event.criteria if c in model.objectives]
    bounds, plan = {}, None
    for criterion in modelled:
        rest = seconds - (time.monotonic() - start)
        objective = model.objectives[criterion]
        if rest <= 0:
            break
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = rest if criterion == modelled[-1] else rest / 2
        solver.parameters.num_workers = workers
        model.cp.minimize(objective)
        status = solver.solve(model.cp)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            print(f"{criterion}: {solver.status_name(status)}", file=sys.stderr)
            continue
        value = round(solver.objective_value)
        bound = value if status == cp_model.OPTIMAL else max(0, -int(-solver.best_objective_bound // 1))
        bounds[criterion] = bound
        print(f"{time.monotonic() - start:6.1f} s  {criterion} {value} (at least {bound})", file=sys.stderr)
        plan = [next((spot for spot, var in spots.items() if solver.boolean_value(var)), None) for spots in model.x]
        model.cp.clear_hints()
        for spots in model.x:
            for var in spots.values():
                model.cp.add_hint(var, solver.boolean_value(var))
        if not isinstance(objective, int):
            model.cp.add(objective <= value)
    return bounds, plan, time.monotonic() - start


def assignments(event, plan):
    """The plan with rooms and tables: in each pool, each meeting takes the first table that is free."""
    rows, taken = [], defaultdict(list)  # (room, table) -> spans
    order = sorted((i for i, spot in enumerate(plan) if spot), key=lambda i: event.spans[plan[i][1]])
    for i in order:
        k, s, pool = plan[i]
        tables = [(room["id"], n) for room in event.pools[pool] for n in range(1, room["tables"] + 1)]
        room, table = next(t for t in tables if not any(overlaps(event.spans[s], span) for span in taken[t]))
        taken[room, table].append(event.spans[s])
        rows.append({"meeting": event.meetings[i]["id"], "slot": event.slots[s]["id"], "room": room, "table": table, "lineup": k})
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("instance")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with open(options.instance, encoding="utf-8") as file:
        data = json.load(file)
    event = Event(data)
    bounds, spots, seconds = solve(event, options.seconds, options.workers)
    if spots is None:
        sys.exit(f"no plan after {seconds:.1f} s")
    rows = assignments(event, spots)
    placed = {row["meeting"] for row in rows}
    left = [{"meeting": m["id"], "reason": "not_reached"} for m in event.meetings if m["id"] not in placed]
    plan = {"format": "carnet-plan/1", "instance": data["name"], "assignments": rows, "unplaced": left}
    errors, score = check_plan.check(check_plan.Instance(data), plan)
    errors = [error for error in errors if error.startswith("H")]  # the plan states no score
    print(f"placed {len(rows)} of {len(event.meetings)} meetings in {seconds:.1f} s: {errors or 'valid'}")
    for criterion in event.criteria:
        value, bound = score[criterion], bounds.get(criterion)
        proof = "" if bound is None else "  proven" if bound == value else f"  at least {bound}"
        print(f"  {criterion:<10} {value:>8}{proof}")


if __name__ == "__main__":
    main()
