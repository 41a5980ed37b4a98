// Keeps the reader's place when the edition changes: the passage in view becomes the fragment of
// the switch's links, and its height in the window is handed to the page that opens, so that it
// stands where it stood. Passages have the same id in every edition. Without this script the links
// lead to the top of the same page.
(() => {
  "use strict";
  const links = document.querySelectorAll(".switch a[hreflang]");
  const bar = document.querySelector(".bar");

  const KEPT = "wenzhai-place";

  // The topmost passage whose end is below the bar. At the top of the page there is none to keep.
  const passageInView = () => {
    const top = bar ? bar.getBoundingClientRect().bottom : 0;
    if (window.scrollY < 40) return "";
    for (const passage of document.querySelectorAll(".passage > [id], .table > [id]")) {
      const box = passage.getBoundingClientRect();
      if (box.bottom > top + 8) return box.top < window.innerHeight ? passage.id : "";
    }
    return "";
  };

  const aim = (event) => {
    const link = event.currentTarget;
    const target = new URL(link.href);
    const passage = passageInView();
    target.hash = passage ? `#${passage}` : "";
    target.search = window.location.search; // the words of a search go along
    link.href = target.href;
    if (event.type === "click" && passage) {
      const top = document.getElementById(passage).getBoundingClientRect().top;
      sessionStorage.setItem(KEPT, JSON.stringify({ address: target.href, passage, top }));
    }
  };

  // The page that opens: lift the passage to the height it had.
  const settle = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    const passage = kept && document.getElementById(kept.passage);
    if (!passage || kept.address !== window.location.href) return;
    const away = passage.getBoundingClientRect().top - kept.top;
    window.scrollBy({ top: away, behavior: "instant" });
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
    sessionStorage.setItem(FROM, JSON.stringify({ to: link.href, back: back.href }));
  });
  const offerBack = () => {
    const from = JSON.parse(sessionStorage.getItem(FROM) ?? "null");
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
