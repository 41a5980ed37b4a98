// Forms are saved in place: sent, the site is built, and the page shows the outcome where you are.
// Without this script every form works by itself and comes back to the same page.
"use strict";

const said = document.getElementById("said");
const body = document.body;
body.classList.add("js");
let working = 0;

function say(words, kind) {
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = words;
  if (kind === "fault") line.setAttribute("role", "alert");
  said.replaceChildren(line);
  clearTimeout(say.timer);
  if (kind === "said") say.timer = setTimeout(() => line.remove(), 6000);
}

const told = (one) => `${one.path}:${one.line} ${one.cause} — ${one.fix}`;

// What a form is about, whatever number it has on the page: its fields that are not typed into.
function nameOf(form) {
  const fixed = [...form.querySelectorAll("input[type=hidden]")].filter(
    (one) => !["token", "version", "back"].includes(one.name)
  );
  return form.getAttribute("action") + fixed.map((one) => `${one.name}=${one.value}`).join("&");
}

const typed = (form) =>
  [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");

function isDirty(form) {
  return typed(form).some((one) => {
    if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
    if (one.tagName === "SELECT") return [...one.options].some((o) => o.selected !== o.defaultSelected);
    return one.value !== one.defaultValue;
  });
}

const forms = () => [...document.querySelectorAll("form[data-save]")];

// The page as it is now, put in place of the old one; what is typed elsewhere and not saved stays.
async function refresh(saved) {
  const answer = await fetch(location.pathname + location.search, { headers: { "X-Wenzhai-Desk": "1" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const unsaved = forms()
    .filter((form) => form !== saved && isDirty(form))
    .map((form) => [nameOf(form), typed(form).map((one) => [one.value, one.checked])]);
  const open = [...document.querySelectorAll("details")].map((one) => one.open);
  const focus = document.activeElement;
  const place = focus && focus.form ? [nameOf(focus.form), [...focus.form.elements].indexOf(focus)] : null;
  const focusId = focus && focus.id;
  const card = focus && focus.closest("[id]:not(main)");
  const cardId = card && card.id;
  const top = card ? card.getBoundingClientRect().top : null;
  const y = scrollY;
  const folded = document.querySelectorAll("main details").length;
  document.getElementById("steps").replaceWith(document.adoptNode(fresh.getElementById("steps")));
  document.getElementById("main").replaceWith(document.adoptNode(fresh.getElementById("main")));
  document.title = fresh.title;
  body.dataset.number = fresh.body.dataset.number;
  const details = [...document.querySelectorAll("details")];
  if (folded === details.length) details.forEach((one, at) => (one.open = open[at]));
  for (const [name, values] of unsaved) {
    const form = forms().find((one) => nameOf(one) === name);
    if (form) typed(form).forEach((one, at) => {
      if (!values[at]) return;
      if (one.type === "checkbox" || one.type === "radio") one.checked = values[at][1];
      else one.value = values[at][0];
    });
  }
  const same = cardId && document.getElementById(cardId);
  if (same && top !== null) scrollBy({ top: same.getBoundingClientRect().top - top, behavior: "instant" });
  else scrollTo({ top: y, behavior: "instant" });
  let next = focusId && document.getElementById(focusId);
  if (!next && place) {
    const form = forms().find((one) => nameOf(one) === place[0]);
    next = form && form.elements[place[1]];
  }
  if (!next && same) { next = same; same.tabIndex = -1; }
  if (next) next.focus({ preventScroll: true });
}

async function save(form, button) {
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  working += 1;
  say(body.dataset.saving, "busy");
  const fields = new URLSearchParams(new FormData(form, button));
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json", "X-Wenzhai-Token": body.dataset.token },
      body: fields,
    });
    if (!(answer.headers.get("Content-Type") || "").includes("json")) {
      say(await answer.text(), "fault");
      return;
    }
    const result = await answer.json();
    if (result.refused) {
      say(told(result.refused), "fault");
      return;
    }
    await refresh(form);
    if (result.problems.length) say(result.problems.map(told).join("\n"), "fault");
    else say(result.late || result.told, "said");
  } catch {
    say(body.dataset.offline, "fault");
  } finally {
    delete form.dataset.busy;
    working -= 1;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-save]");
  if (!form) return;
  event.preventDefault();
  save(form, event.submitter);
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.matches("[data-auto]")) form.requestSubmit();
});

// Ctrl or ⌘ with Enter saves the text one is in.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.form;
    if (form && form.matches("[data-save]")) { event.preventDefault(); form.requestSubmit(); }
  }
});

addEventListener("beforeunload", (event) => {
  if (forms().some((form) => !form.matches("[data-auto]") && isDirty(form))) event.preventDefault();
});

// Another desk, or a hand in the files: the page follows, unless something typed would be in the way.
function listen() {
  const socket = new WebSocket(`ws://${location.host}/livereload`);
  const tell = (message) => socket.send(JSON.stringify(message));
  socket.onopen = () => {
    const protocols = ["http://livereload.com/protocols/official-7"];
    tell({ command: "hello", protocols, snipver: Number(body.dataset.number) });
    tell({ command: "info", plugins: {}, url: location.href });
  };
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.command !== "reload" || working) return;
    if (forms().some((form) => !form.matches("[data-auto]") && isDirty(form))) say(body.dataset.changed, "busy");
    else refresh(null);
  };
  socket.onclose = () => setTimeout(listen, 2000);
}
listen();
