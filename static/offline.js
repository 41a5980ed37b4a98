// Starts the service worker, on a site with `offline: true`. It stands at the site's root, so that
// it may serve all of it, wherever that root is.
(() => {
  "use strict";
  if (!("serviceWorker" in navigator)) return;
  const worker = new URL("../sw.js", document.currentScript.src);
  window.addEventListener("load", () => navigator.serviceWorker.register(worker).catch(() => {}));
})();
