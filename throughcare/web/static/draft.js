// What is typed into the form in hand is kept on this computer until it is saved: encrypted with a
// key that the server gives to this session and to this form alone, and that the page holds in
// memory only. One form, for twelve hours at most. Without a script, or where the service has not
// allowed it, every page is saved by its button as before.

const SLOT = "throughcare-draft";
const LARGEST = 200_000;
const PATIENCE = 8000;
const PAUSE = 300;
const NOT_OURS = new Set(["csrfmiddlewaretoken", "form_key", "seen"]);

const forget = () => localStorage.removeItem(SLOT);
const kept = () => {
  try {
    return JSON.parse(localStorage.getItem(SLOT));
  } catch {
    return null;
  }
};
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// The server says which draft it has saved, by a cookie that holds the draft's own random name.
function savedByServer() {
  const said = document.cookie.match(/(?:^|; )draft-saved=([\w-]+)/);
  if (!said) return "";
  document.cookie = "draft-saved=; max-age=0; path=/; samesite=strict";
  return said[1];
}

function typed(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => !NOT_OURS.has(name) && typeof value === "string",
  );
}

function putBack(form, pairs) {
  for (const field of form.elements) {
    if (!field.name || NOT_OURS.has(field.name)) continue;
    const values = pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = values.includes(field.value);
    } else if (field.type !== "hidden" && field.type !== "submit" && values.length) {
      field.value = values[0];
    }
  }
}

async function keepDraft(form) {
  const { draft: id, draftKey, draftUntil } = form.dataset;
  const region = document.getElementById("draft-says");
  const words = region.querySelector("p");
  const offer = region.querySelector("[data-draft-offer]");
  const key = await crypto.subtle.importKey("raw", toBytes(draftKey), "AES-GCM", false, [
    "encrypt",
    "decrypt",
  ]);
  delete form.dataset.draftKey;
  const bound = new TextEncoder().encode(id);
  const tell = (says) => {
    region.hidden = false;
    words.textContent = says;
  };

  async function keep() {
    const text = new TextEncoder().encode(JSON.stringify(typed(form)));
    if (text.length > LARGEST) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, text);
    localStorage.setItem(
      SLOT,
      JSON.stringify({ id, until: Number(draftUntil), iv: toText(iv), box: toText(box) }),
    );
  }

  async function open(draft) {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: toBytes(draft.iv), additionalData: bound },
      key,
      toBytes(draft.box),
    );
    return JSON.parse(new TextDecoder().decode(opened));
  }

  const draft = kept();
  if (draft?.id === id) {
    try {
      const pairs = await open(draft);
      if (JSON.stringify(pairs) !== JSON.stringify(typed(form))) {
        tell("Kept on this computer, not sent. It is what you typed here before.");
        offer.hidden = false;
        // What was typed here last is at least as new as what the server keeps of this page.
        const elsewhere = document.getElementById("begun");
        elsewhere?.setAttribute("hidden", "");
        offer.querySelector("[data-draft-put-back]").addEventListener("click", () => {
          putBack(form, pairs);
          offer.hidden = true;
          tell("This is what you typed before. It is not sent yet: check it and save.");
        });
        offer.querySelector("[data-draft-throw-away]").addEventListener("click", () => {
          forget();
          offer.hidden = true;
          elsewhere?.removeAttribute("hidden");
          tell("Thrown away.");
        });
      }
    } catch {
      forget(); // another session's: nobody can open it any more
    }
  }

  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });

  // Before a page is sent, ask whether the server can be reached: a browser that finds it cannot
  // shows a page of its own in place of what was typed.
  const reached = async () => {
    try {
      await fetch(document.querySelector("link[rel=icon]").href, {
        method: "HEAD",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      return true;
    } catch {
      return false;
    }
  };
  let sending = false;
  form.addEventListener("submit", async (event) => {
    if (sending) return;
    event.preventDefault();
    event.stopPropagation();
    clearTimeout(waiting);
    await keep();
    if (navigator.onLine && (await reached())) {
      sending = true;
      form.requestSubmit(event.submitter);
      return;
    }
    tell("No connection. Kept on this computer, not sent. Save again when you are connected.");
    region.focus();
  });
  window.addEventListener("online", () => {
    if (!region.hidden) tell("You are connected again. It is not sent yet: save it now.");
  });
  window.addEventListener("pageshow", () => (sending = false));
}

const saved = savedByServer();
const draft = kept();
const form = document.querySelector("form[data-draft]");
if (draft && (draft.id === saved || !(draft.until > Date.now()))) forget();
if (document.body.dataset.signedIn === undefined) forget();
if (form && crypto.subtle) keepDraft(form);
