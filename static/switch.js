// Keeps the reader's place when the edition changes: the passage in view becomes the fragment of
// the switch's links. Passages have the same id in every edition. Without this script the links
// lead to the top of the same page.
(() => {
  "use strict";
  const links = document.querySelectorAll(".switch a[hreflang]");
  const bar = document.querySelector(".bar");

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
  };

  for (const link of links) {
    for (const moment of ["pointerdown", "focus", "click"]) link.addEventListener(moment, aim);
  }
})();
