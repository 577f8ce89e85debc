// What is typed on a page and not sent is kept by the server every few seconds when it has changed,
// for its writer alone. Without a script nothing is kept, and every page is saved by its button.

const NOT_OURS = ["csrfmiddlewaretoken", "form_key"];

function keepBegun(form) {
  const says = form.querySelector("[data-begun-says]");
  const typed = () => {
    const fields = new URLSearchParams(new FormData(form));
    NOT_OURS.forEach((name) => fields.delete(name));
    return fields.toString();
  };
  let kept = typed();
  let waiting;
  let going;
  let sent = false;

  async function keep() {
    clearTimeout(waiting);
    waiting = undefined;
    const now = typed();
    if (sent || now === kept) return;
    going = new AbortController();
    try {
      const answer = await fetch(form.dataset.begun, {
        method: "POST",
        body: new URLSearchParams(`${now}&of=${form.elements.form_key.value}`),
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        redirect: "error",
        signal: going.signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      kept = now;
      const at = new Date().toLocaleTimeString("en-GB", {
        hour: "2-digit",
        minute: "2-digit",
        timeZone: "Europe/London",
      });
      says.textContent = `Kept for you at ${at}, not saved yet.`;
    } catch {
      if (sent) return;
      says.textContent = "What you typed last could not be kept. Save the page when you can.";
    }
    says.hidden = false;
    if (typed() !== kept) wait();
  }
  const wait = () => (waiting ??= setTimeout(keep, Number(form.dataset.begunEvery) * 1000));

  form.addEventListener("input", wait);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  // What is sent is saved by that, and what comes after it would be older.
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    sent = true;
    clearTimeout(waiting);
    going?.abort();
  });
  window.addEventListener("pageshow", () => (sent = false));
}

const form = document.querySelector("form[data-begun]");
if (form) keepBegun(form);
