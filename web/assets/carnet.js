// Makes pages nicer; every page works without it.

// The progress of a run: values and phase as they come, and the page anew when there is more to draw or it ends.
const phase = document.getElementById("phase");
if (phase) follow(location.pathname + "/progress");

function follow(address) {
  const source = new EventSource(address);
  const rows = document.querySelectorAll(".scores tbody tr");
  source.onmessage = (message) => {
    const run = JSON.parse(message.data);
    if (!run.going || run.scores.length !== rows.length) {
      source.close();
      location.reload();
      return;
    }
    if (run.phase) phase.textContent = run.phase;
    if (run.seconds !== null) document.getElementById("elapsed").value = run.seconds;
    run.scores.forEach((score, i) => {
      rows[i].children[1].textContent = score.value;
      rows[i].children[2].textContent = score.bound ?? "–";
      rows[i].children[3].textContent = score.bound === score.value ? run.yes : "";
    });
  };
}

// Meetings are dragged to another place, or onto another meeting; what that would do is shown before anything is saved.
const grid = document.querySelector("table[data-change]");
if (grid) makeDraggable(grid);

function makeDraggable(grid) {
  const meetings = document.querySelectorAll("[data-meeting]");
  const targets = grid.querySelectorAll("td");
  let dragged = null;
  for (const meeting of meetings) {
    meeting.draggable = true;
    for (const link of meeting.querySelectorAll("a")) link.draggable = false;
    meeting.addEventListener("dragstart", (event) => {
      dragged = meeting;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", meeting.textContent.trim());
    });
    meeting.addEventListener("dragend", () => (dragged = null));
  }
  for (const target of targets) {
    target.addEventListener("dragover", (event) => {
      if (!dragged || dragged === target) return;
      event.preventDefault();
      target.classList.add("over");
    });
    target.addEventListener("dragleave", () => target.classList.remove("over"));
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      const query = new URLSearchParams({ meeting: dragged.dataset.meeting });
      if (target.dataset.place) query.set("place", target.dataset.place);
      else query.set("swap", target.dataset.meeting);
      location.href = `${grid.dataset.change}?${query}`;
    });
  }
}

// Where the visitor is stands in sight, in a row of ways that is longer than the screen.
for (const row of document.querySelectorAll(".event ul, .desk ul")) {
  const here = row.querySelector("[aria-current]");
  if (here) row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

// What went wrong is read at once.
document.querySelector(".faults[tabindex]")?.focus();

// Availability is painted with the mouse or a pen: what the first cell becomes, all become that are passed. Fingers and keys tick.
for (const paint of document.querySelectorAll(".paint")) {
  let tone = null;
  const box = (event) => event.target.closest("td")?.querySelector("input[type=checkbox]");
  const paints = (event) => event.pointerType === "mouse" || event.pointerType === "pen";
  paint.addEventListener("pointerdown", (event) => {
    const first = box(event);
    if (!first || !paints(event) || event.button !== 0) return;
    tone = !first.checked;
    first.checked = tone;
  });
  paint.addEventListener("pointerover", (event) => {
    const next = box(event);
    if (next && tone !== null) next.checked = tone;
  });
  addEventListener("pointerup", () => (tone = null));
  addEventListener("pointercancel", () => (tone = null));
  // The click that follows would take back what was painted.
  paint.addEventListener("click", (event) => {
    if (event.detail > 0 && paints(event) && box(event)) event.preventDefault();
  });
  paint.addEventListener("dragstart", (event) => event.preventDefault());
}
