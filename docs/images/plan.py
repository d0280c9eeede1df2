"""Draws a plan: python3 docs/images/plan.py INSTANCE.json PLAN.json [PARTICIPANT ...] > plan.svg

One row per table, one column per slot, one block per meeting. The participants named stand out; everybody else is grey.
"""
import json
import sys
from html import escape

INK, SOFT, LINE, GRID, PAPER, MEETING, CLOSED = "#1f2733", "#667085", "#e4e7ec", "#b4bcc9", "#ffffff", "#d5dae3", "#f2f4f7"
COLOURS = ["#d1495b", "#2a7f9e", "#e09f3e", "#5b8e5a"]
LABEL, TOP, ROW, MINUTE, GAP, PAD = 158, 112, 24, 1.72, 26, 28
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def spans(instance):
    """Runs of slots without a long pause: [(start, end)], whatever the site."""
    found = []
    for slot in sorted(instance["slots"], key=lambda s: s["start"]):
        if found and slot["start"] <= found[-1][1] + 30:
            found[-1][1] = max(found[-1][1], slot["end"])
        else:
            found.append([slot["start"], slot["end"]])
    return found


def day(instance, minute):
    import datetime
    if "origin" not in instance:
        return f"Day {minute // 1440 + 1}"
    date = datetime.date.fromisoformat(instance["origin"]) + datetime.timedelta(days=minute // 1440)
    return DAYS[date.weekday()]


def text(x, y, words, size=12, fill=INK, anchor="start", weight=400):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{escape(words)}</text>')


def box(x, y, width, height, fill, radius=3, more=""):
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius}" fill="{fill}"{more}/>'


def draw(instance, plan, chosen):
    people = {p["id"]: p.get("name", p["id"]) for p in instance["participants"]}
    slots = {s["id"]: s for s in instance["slots"]}
    sites = {s["id"]: s.get("name", s["id"]) for s in instance["sites"]}
    of_site = {s["id"]: s["site"] for s in instance["sessions"]}
    meetings = {m["id"]: [m["attendees"]] + m.get("alternatives", []) for m in instance["meetings"]}
    colour = dict(zip(chosen, COLOURS))
    out = []

    # Where every minute and every table is.
    panels, x = [], PAD + LABEL
    for start, end in spans(instance):
        panels.append((start, end, x))
        x += (end - start) * MINUTE + GAP
    width = x - GAP + PAD
    rows, y = {}, TOP + 30
    for room in instance["rooms"]:
        for table in range(1, room["tables"] + 1):
            rows[room["id"], table] = y
            y += ROW
        y += 16
    bottom = y - 16

    def at(minute):
        start, _, left = next(p for p in panels if p[0] <= minute < p[1])
        return left + (minute - start) * MINUTE

    score = plan["score"]
    n_placed, n_meetings = len(plan["assignments"]), len(instance["meetings"])
    proven = plan.get("bounds", {}).get("unplaced") == score.get("unplaced")
    facts = f"{n_placed} of {n_meetings} meetings" + (", proven to be the most possible" if proven else "")
    facts += {0: ", and nobody waits"}.get(score.get("idle"), f", {score.get('idle')} idle slots")
    out.append(text(PAD, 44, instance["name"], 21, weight=650))
    out.append(text(PAD, 68, facts, 14, SOFT))

    for start, end, left in panels:
        part = "morning" if start % 1440 < 720 else "afternoon"
        out.append(text(left, TOP - 4, f"{day(instance, start)} {part}", 13, weight=650))
        for minute in range(start, end + 1):
            if minute % 60 == 0 and minute < end:
                out.append(text(left + (minute - start) * MINUTE, TOP + 18, f"{minute % 1440 // 60}:00", 11, SOFT))
                for room in instance["rooms"]:
                    used = [s for s in instance["slots"] if of_site[s["session"]] == room["site"]]
                    if any(start <= s["start"] <= minute < s["end"] for s in used):
                        top, here = rows[room["id"], 1] - 4, left + (minute - start) * MINUTE
                        out.append(f'<path d="M{here:.1f} {top}v{room["tables"] * ROW + 4}" stroke="{GRID}"/>')

    for room in instance["rooms"]:
        first = rows[room["id"], 1]
        out.append(text(PAD, first + 11, room.get("name", room["id"]), 12.5, weight=600))
        if room["tables"] > 1:
            out.append(text(PAD, first + 27, sites[room["site"]], 11, SOFT))
        for table in range(1, room["tables"] + 1):
            y = rows[room["id"], table]
            out.append(text(PAD + LABEL - 10, y + ROW / 2 + 2, str(table), 10.5, SOFT, "end"))
            for slot in instance["slots"]:
                if of_site[slot["session"]] == room["site"]:
                    is_closed = slot["id"] in room.get("closed", [])
                    left, span = at(slot["start"]), (slot["end"] - slot["start"]) * MINUTE
                    fill = "url(#closed)" if is_closed else CLOSED
                    out.append(box(left + 1, y, span - 2, ROW - 4, fill))

    for row in plan["assignments"]:
        slot, lineup = slots[row["slot"]], meetings[row["meeting"]][row.get("lineup", 0)]
        left, y = at(slot["start"]) + 1, rows[row["room"], row["table"]]
        span = (slot["end"] - slot["start"]) * MINUTE - 2
        who = ", ".join(people[p] for p in lineup)
        shown = [colour[p] for p in lineup if p in colour] or [MEETING]
        out.append(f"<g><title>{escape(who)}</title>")
        out.append(box(left, y, span, ROW - 4, shown[0]))
        if len(shown) > 1:
            out.append(box(left + span / 2, y, span / 2, ROW - 4, shown[1]))
        out.append("</g>")

    x, y = PAD + LABEL, bottom + 34
    placed = [meetings[row["meeting"]][row.get("lineup", 0)] for row in plan["assignments"]]
    for person in chosen:
        words = f"{people[person]}: {sum(person in lineup for lineup in placed)} meetings"
        out.append(box(x, y - 11, 14, 14, colour[person]))
        out.append(text(x + 21, y, words, 12.5))
        x += 21 + 6.4 * len(words) + 22
    for fill, words in [(MEETING, "other meetings"), ("url(#closed)", "room closed")]:
        out.append(box(x, y - 11, 14, 14, fill))
        out.append(text(x + 21, y, words, 12.5, SOFT))
        x += 21 + 6.4 * len(words) + 22
    height = bottom + 34 + PAD
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" '
            f'height="{height:.0f}" font-family="system-ui, \'Segoe UI\', Roboto, \'Liberation Sans\', sans-serif" role="img">'
            f"<title>{escape(instance['name'])}: {escape(facts)}</title>"
            f'<defs><pattern id="closed" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="6" height="6" fill="{CLOSED}"/><path d="M0 0V6" stroke="#c3c9d4" stroke-width="2"/></pattern></defs>')
    frame = box(0.5, 0.5, width - 1, height - 1, PAPER, 12, f' stroke="{LINE}"')
    return "\n".join([head, frame, *out, "</svg>"])


def main(argv):
    with open(argv[1], encoding="utf-8") as file:
        instance = json.load(file)
    with open(argv[2], encoding="utf-8") as file:
        plan = json.load(file)
    print(draw(instance, plan, argv[3:] or ["p03", "p26", "e1"]))


if __name__ == "__main__":
    main(sys.argv)
