// Starts the service worker, on a site with `offline: true`. It stands at the site's root, so that
// it may serve all of it, wherever that root is.
(() => {
  "use strict";
  if (!("serviceWorker" in navigator)) return;
  const worker = new URL("../sw.js", document.currentScript.src);
  window.addEventListener("load", async () => {
    const isFirst = !navigator.serviceWorker.controller;
    try {
      await navigator.serviceWorker.register(worker);
      if (!isFirst) return;
      // The page that brings the worker was loaded without it: it names what it was made of.
      const { active } = await navigator.serviceWorker.ready;
      const files = performance.getEntriesByType("resource").map((one) => one.name);
      active.postMessage([window.location.href.split("#")[0], ...files]);
    } catch {
      // Refused, by a setting or by the network: the site is as good without it.
    }
  });
})();
