"""Asks check_plan.py about many cases in one process.

Reads JSON lines {"instance": ..., "plan": ... or null} and answers each with one JSON line: {"refused": why} where the
instance cannot be read as the format demands, else {"errors": [...], "score": {...}}; without a plan just {}.
"""
import json
import sys

import check_plan

FAULTS = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, check_plan.FormatError)


def answer(case):
    try:
        instance = check_plan.Instance(case["instance"])
    except FAULTS as fault:
        return {"refused": f"{type(fault).__name__}: {fault}"}
    if case["plan"] is None:
        return {}
    errors, score = check_plan.check(instance, case["plan"])
    return {"errors": errors, "score": score}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
