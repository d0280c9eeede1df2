"""The conformity table: docs/conformity.md says what is covered, and this script whether what it names is there.

One row for each requirement, in ascending order; files, folders and tests that exist; a summary that counts the rows.
Whether a row judges rightly, only a reader can say.
"""
import re
import subprocess
import sys
from pathlib import Path

DOCUMENT = Path("docs/conformity.md")
VERDICTS = ("yes", "partly", "no")
MOST_TESTS = 8
SUMMARY = "Summary"


def tables(text):
    """The cells of every row of a table, each with the heading above it and the number of its line."""
    heading = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            heading = line[3:].strip()
        elif line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line):
            yield heading, number, [cell.strip() for cell in line.strip().strip("|").split("|")]


def quoted(text):
    return re.findall(r"`([^`]+)`", text)


def listing(*patterns):
    # Committed and new files, whatever git ignores left out.
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return [Path(name) for name in sorted(set(names)) if Path(name).is_file()]


def known_tests():
    """The functions of the Rust sources, and the text of the tests in the browser."""
    functions = set()
    for path in listing("*.rs"):
        functions.update(re.findall(r"\bfn (\w+)\s*[(<]", path.read_text(encoding="utf-8")))
    return functions, "".join(path.read_text(encoding="utf-8") for path in listing("web/browser/*.mjs"))


def check_row(number, cells, tests):
    """What is wrong with the row of a requirement."""
    functions, browser = tests
    if len(cells) != 5:
        yield f"line {number} has {len(cells)} cells, and must have 5"
        return
    name, verdict, what, where, shown = cells
    name = name.split(" ")[0]
    if verdict not in VERDICTS:
        yield f"{name} is covered “{verdict}”, which is none of {', '.join(VERDICTS)}"
    if not what:
        yield f"{name} does not say what there is"
    if verdict != "no" and not quoted(where):
        yield f"{name} does not say where"
    named = quoted(shown)
    if len(named) > MOST_TESTS:
        yield f"{name} names {len(named)} tests, at most {MOST_TESTS}"
    for test in named:
        # A test in the browser is named by a sentence.
        if not (test in browser if " " in test else test in functions):
            yield f"{name} names the test {test}, which does not exist"


def check_paths(text):
    """Whatever stands in backticks outside the cells of tests and is one word is a file or a folder."""
    named = set()
    for _, _, cells in tables(text):
        named.update(quoted(cells[4]) if len(cells) == 5 else [])
    for quote in sorted(set(quoted(text)) - named):
        if " " not in quote and not Path(quote).exists():
            yield f"{quote} does not exist"


def check_summary(rows, counts):
    """What is wrong with the table of numbers: a row per area in order, and their sum."""
    expected = [[area, *(str(count[verdict]) for verdict in VERDICTS)] for area, count in counts.items()]
    sums = [str(sum(count[verdict] for count in counts.values())) for verdict in VERDICTS]
    expected.append(["all", *sums])
    found = [cells for _, cells in rows]
    for line in expected:
        if line not in found:
            yield f"the summary must say: {' | '.join(line)}"
    for number, cells in rows:
        if cells not in expected:
            yield f"line {number}: no area has these numbers"
    if sorted(found) == sorted(expected) and found != expected:
        yield "the summary has the areas in another order than the document"


def main():
    text = DOCUMENT.read_text(encoding="utf-8")
    tests = known_tests()
    faults, counts, summary, last = [], {}, [], 0
    for heading, number, cells in tables(text):
        if cells[0] in ("area", "requirement"):
            continue
        if heading == SUMMARY:
            summary.append((number, cells))
            continue
        match = re.match(r"R-(\d{3}) \S", cells[0])
        if not match:
            faults.append(f"line {number} does not begin with a requirement and a few words on it")
            continue
        if int(match[1]) <= last:
            faults.append(f"R-{match[1]} stands after R-{last:03}: once each, in order")
        last = max(last, int(match[1]))
        faults.extend(check_row(number, cells, tests))
        count = counts.setdefault(heading, dict.fromkeys(VERDICTS, 0))
        if len(cells) > 1 and cells[1] in VERDICTS:
            count[cells[1]] += 1
    faults.extend(check_paths(text))
    faults.extend(check_summary(summary, counts))
    for fault in faults:
        print(f"conformity: {fault}")
    print(f"conformity: looked at {sum(sum(count.values()) for count in counts.values())} requirements")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
