// Keeps the reader's place when the edition changes: the passage in view, or whatever else has an
// id, becomes the fragment of the switch's links, and where it stands in the window is handed to
// the page that opens, so that it stands there again. Ids are the same in every edition. Without
// this script the links lead to the top of the same page, and each passage has links of its own.
(() => {
  "use strict";
  const links = document.querySelectorAll(".switch a[hreflang]");
  const bar = document.querySelector(".bar");

  // Where nothing may be kept (cookies refused), to name `sessionStorage` is a fault by itself.
  const keep = (name, value) => {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // The page that opens begins at the fragment: the place, if not its height, is kept.
    }
  };
  const keptAs = (name) => {
    try {
      return JSON.parse(sessionStorage.getItem(name) ?? "null");
    } catch {
      return null;
    }
  };

  const KEPT = "wenzhai-place";
  let settled = null; // the place that was kept, until the reader moves on
  const edge = () => (bar ? bar.getBoundingClientRect().bottom : 0);

  // The topmost element with an id whose end is below the bar: of those inside one another the
  // innermost. Where there is none in the window, the last above it. At the top of the page there
  // is none to keep.
  const placeInView = () => {
    const top = edge();
    if (settled && Math.abs(window.scrollY - settled.at) < 2) return settled.id;
    if (window.scrollY < 40) return "";
    let found = null;
    let above = null;
    for (const one of document.querySelectorAll("main [id]")) {
      if (found && !found.contains(one)) break;
      const box = one.getBoundingClientRect();
      if (box.height === 0 || box.top >= window.innerHeight) continue;
      if (box.bottom > top + 8) found = one;
      else if (!found) above = one;
    }
    return (found ?? above)?.id ?? "";
  };

  const aim = (event) => {
    const link = event.currentTarget;
    const target = new URL(link.href);
    const place = placeInView();
    target.hash = place ? `#${place}` : "";
    target.search = window.location.search; // the words of a search go along
    link.href = target.href;
    if (event.type === "click" && place) {
      const box = document.getElementById(place).getBoundingClientRect();
      const below = box.top - edge();
      keep(KEPT, { address: target.href, place, below, height: box.height });
    }
  };

  // The page that opens: lift the place to the height it had. Of what began above the window as
  // much is above it again: the other language may be longer.
  const settle = () => {
    const kept = keptAs(KEPT);
    keep(KEPT, null);
    const place = kept && document.getElementById(kept.place);
    if (!place || kept.address !== window.location.href) return;
    const box = place.getBoundingClientRect();
    const below = kept.below < 0 ? (kept.below / kept.height) * box.height : kept.below;
    const away = box.top - edge() - below;
    window.scrollBy({ top: away, behavior: "instant" });
    settled = { id: place.id, at: window.scrollY };
  };

  for (const link of links) {
    for (const moment of ["pointerdown", "focus", "click"]) link.addEventListener(moment, aim);
  }
  // The way back from a passage to the citation on another page that led to it. On the same page
  // the passage has its own link back.
  const FROM = "wenzhai-from";
  const main = document.querySelector("main");
  main?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#p']");
    if (!link || link.closest(".passage")) return;
    const place = link.closest("[id]:not(main)");
    const back = new URL(window.location.href);
    back.hash = place ? `#${place.id}` : "";
    keep(FROM, { to: link.href, back: back.href });
  });
  const offerBack = () => {
    const from = keptAs(FROM);
    const passage = document.getElementById(window.location.hash.slice(1))?.closest(".passage");
    if (!passage || from?.to !== window.location.href) return;
    if (from.back.split("#")[0] === window.location.href.split("#")[0]) return;
    const back = passage.querySelector(".back") ?? document.createElement("a");
    back.className = "back";
    back.href = from.back;
    back.textContent = main.dataset.back;
    passage.append(back);
  };
  offerBack();

  // After the browser has scrolled to the fragment, which it does when all is loaded.
  window.addEventListener("load", () => requestAnimationFrame(settle));
})();
