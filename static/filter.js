// Shows only the passages of a source, a place or a year, without loading a page. Without this script the
// choices are links to the first passage of each; with it they are buttons. Counts follow the
// choice of the other kind, an empty group is hidden, and what is shown is said aloud.
(() => {
  "use strict";
  const nav = document.querySelector(".filter");
  if (!nav) return;
  const cards = [...document.querySelectorAll(".card")];
  const chosen = { source: "", place: "", year: "" };
  const buttons = [];

  const status = document.createElement("p");
  status.className = "status";
  status.setAttribute("role", "status");
  nav.append(status);

  const fits = (card, by, value) => !value || card.dataset[by] === value;
  const shown = (except) =>
    cards.filter((card) => Object.keys(chosen).every((by) => by === except || fits(card, by, chosen[by])));

  const show = (speak) => {
    const visible = new Set(shown());
    for (const card of cards) card.hidden = !visible.has(card);
    for (const group of document.querySelectorAll(".group:has(.card)")) {
      const left = group.querySelectorAll(".card:not([hidden])").length;
      group.hidden = left === 0;
      group.querySelector("h2 .count").textContent = left;
      const link = nav.querySelector(`a[href="#${group.id}"]`);
      if (link) {
        link.closest("li").hidden = left === 0;
        link.querySelector(".count").textContent = left;
      }
    }
    for (const { button, by, value, count } of buttons) {
      button.setAttribute("aria-pressed", String(chosen[by] === value));
      if (!count) continue;
      const number = shown(by).filter((card) => fits(card, by, value)).length;
      count.textContent = number;
      button.disabled = number === 0 && chosen[by] !== value;
    }
    if (speak) status.textContent = nav.dataset.shown + visible.size;
  };

  const button = (by, value, parts, lang) => {
    const made = document.createElement("button");
    made.type = "button";
    made.append(...parts);
    if (lang) made.lang = lang;
    made.addEventListener("click", () => {
      chosen[by] = chosen[by] === value ? "" : value;
      show(true);
    });
    buttons.push({ button: made, by, value, count: made.querySelector(".count") });
    return made;
  };

  for (const row of nav.querySelectorAll("[data-by]")) {
    const by = row.dataset.by;
    for (const link of row.querySelectorAll("a[data-value]")) {
      link.replaceWith(button(by, link.dataset.value, [...link.childNodes], link.lang));
    }
    const all = document.createElement("li");
    all.append(button(by, "", [nav.dataset.all]));
    row.querySelector("ul").prepend(all);
  }
  show(false);

  // A link to a passage that the filter hides shows it.
  window.addEventListener("hashchange", () => {
    const target = document.querySelector(":target");
    if (target && target.closest(".card[hidden], .group[hidden]")) {
      for (const by of Object.keys(chosen)) chosen[by] = "";
      show(true);
      target.scrollIntoView();
    }
  });
})();
