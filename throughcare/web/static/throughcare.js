// What a page gains where scripts run: the design system's components, boards that refresh
// themselves in place, and forms that cannot be sent twice by an impatient finger.
// Everything works without it.

const WAIT_AFTER_FAILURE = 10;

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
import(document.getElementById("design-system").href).then((system) => system.initAll());

// A second press of a button sends nothing; coming back to the page makes it ready again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  // What opens beside this page, such as a preview on paper, leaves the form to be sent after it.
  if (event.submitter?.formTarget === "_blank") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary";

// Put the new row where the old one is, keeping the reader's focus and what they had opened.
function swap(old, fresh) {
  const focused = [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  const opened = [...old.querySelectorAll("details")].map((details) => details.open);
  fresh.querySelectorAll("details").forEach((details, n) => (details.open = opened[n] ?? false));
  old.replaceWith(fresh);
  if (focused >= 0) fresh.querySelectorAll(FOCUSABLE)[focused]?.focus({ preventScroll: true });
}

const beingTypedIn = (row) =>
  row.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");

// Bring a board up to date row by row; gives how many rows came, went or changed their state.
function update(board, latest) {
  const body = board.tBodies[0];
  const rows = [...latest.tBodies[0].rows];
  const kept = new Set(rows.map((row) => row.id));
  let changes = 0;
  for (const row of [...body.rows]) {
    if (kept.has(row.id) || row.contains(document.activeElement)) continue;
    row.remove();
    changes += 1;
  }
  rows.forEach((fresh, place) => {
    fresh = document.importNode(fresh, true);
    const old = document.getElementById(fresh.id);
    if (!old) changes += 1;
    else if (old.dataset.state !== fresh.dataset.state) changes += 1;
    if (old && !beingTypedIn(old)) {
      fresh.querySelectorAll("details").forEach((details) => (details.open = false));
      if (!old.isEqualNode(fresh)) swap(old, fresh);
    }
    const now = document.getElementById(fresh.id) ?? fresh;
    // Moving a row that holds the focus would lose it, so that row moves when the reader leaves.
    if (body.rows[place] !== now && !now.contains(document.activeElement)) {
      body.insertBefore(now, body.rows[place] ?? null);
    }
  });
  return changes;
}

// For sighted readers the line above the board always says how old it is; others are told of
// changes politely, and never of the mere passing of minutes.
function announcer() {
  const region = document.createElement("p");
  region.className = "nhsuk-u-visually-hidden";
  region.setAttribute("aria-live", "polite");
  document.body.append(region);
  return (words) => (region.textContent = words);
}

function keepFresh(board) {
  const seconds = Number(board.dataset.refresh);
  const status = document.querySelector(`[data-refresh-status="${board.id}"]`);
  const announce = announcer();
  let failed = false;
  let timer;

  async function refresh() {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, {
        cache: "no-store",
        headers: { "X-Refresh": "1" },
        redirect: "error",
      });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const changes = update(board, page.getElementById(board.id));
      status.textContent = page.querySelector(`[data-refresh-status="${board.id}"]`).textContent;
      document.querySelectorAll(`[data-refresh-with="${board.id}"]`).forEach((part, n) => {
        const fresh = page.querySelectorAll(`[data-refresh-with="${board.id}"]`)[n];
        if (fresh && !part.contains(document.activeElement)) part.innerHTML = fresh.innerHTML;
      });
      status.classList.remove("tc-refresh-status--failed");
      if (changes) announce(`The ${board.dataset.refreshWords} has ${changes} ${changes === 1 ? "change" : "changes"}.`);
      failed = false;
    } catch {
      if (!failed) {
        status.textContent += " It is not updating: load the page again, or sign in again.";
        status.classList.add("tc-refresh-status--failed");
        announce(status.textContent);
      }
      failed = true;
    }
    timer = setTimeout(refresh, (failed ? Math.min(WAIT_AFTER_FAILURE, seconds) : seconds) * 1000);
  }

  timer = setTimeout(refresh, seconds * 1000);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) refresh();
  });
}

document.querySelectorAll("table[data-refresh]").forEach(keepFresh);
