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

// What went wrong is read at once.
document.querySelector(".faults[tabindex]")?.focus();
