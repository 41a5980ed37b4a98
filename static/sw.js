// The service worker of a site with `offline: true`: pages that were read once can be read again
// without a network. Pages come from the network while there is one; files whose names change with
// their contents come from what is kept. Nothing is fetched that the reader did not ask for.
"use strict";
const KEPT = "wenzhai-1";
const MOST = 120; // pages and files; the oldest go first

const keep = async (request, answer) => {
  if (!answer.ok || answer.type !== "basic") return;
  const kept = await caches.open(KEPT);
  await kept.delete(request); // so that it stands last
  await kept.put(request, answer);
  const all = await kept.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((one) => kept.delete(one)));
};

const isFixed = (address) => /\/assets\/.+\.[0-9a-f]{10}\.\w+$/.test(address.pathname) || address.searchParams.has("v");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const others = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== KEPT && name.startsWith("wenzhai-")).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(others());
});
self.addEventListener("message", (event) => {
  const own = event.data.filter((address) => new URL(address).origin === self.location.origin);
  const kept = own.map(async (address) => keep(new Request(address), await fetch(address)));
  event.waitUntil(Promise.allSettled(kept));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const answer = async () => {
    const known = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (known && isFixed(address)) return known;
    try {
      const fresh = await fetch(request);
      event.waitUntil(keep(request, fresh.clone()));
      return fresh;
    } catch (fault) {
      if (known) return known;
      throw fault;
    }
  };
  event.respondWith(answer());
});
