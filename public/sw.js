// Keeps the app on this device: after the first visit it opens without a network.
//
// A version is kept whole or not at all. Every file is fetched with the hash that
// the build has written below; if one is missing or differs (a host in the middle
// of an upload, a torn connection), nothing of the new version stays, the old one
// goes on, and the browser tries again at a later visit. A new version waits until
// the page asks for it, since people choose when the page they work on changes.

const VERSION = "";
const FILES = [];

// Several copies may live in folders of one host: each keeps to its own caches.
const OURS = `kapocs ${self.registration.scope} `;
const CACHE = OURS + VERSION;

// Ends what this version still asks of the network: a browser lets no version go
// while one of its answers is awaited.
const leaving = new AbortController();

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(self.registration.scope)) event.respondWith(answer(event.request));
});
self.addEventListener("message", (event) => {
  if (event.data === "use the new version") event.waitUntil(takeOver());
  if (event.data === "make way") leaving.abort();
});

async function install() {
  const cache = await caches.open(CACHE);
  const kept = await Promise.allSettled(FILES.map(([path, integrity]) => keep(cache, path, integrity)));
  const failed = kept.find(({ status }) => status === "rejected");
  if (failed) {
    await caches.delete(CACHE);
    throw failed.reason;
  }
}

async function keep(cache, path, integrity) {
  const url = new URL(path, self.registration.scope).href;
  // What the page has just loaded need not travel twice; the hash tells if it is old.
  const response = await fetch(url, { integrity }).catch(() => fetch(url, { integrity, cache: "reload" }));
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  // A page that came by a redirect must not say so when it is shown later.
  const { headers } = response;
  await cache.put(url, response.redirected ? new Response(response.body, { headers }) : response);
}

async function takeOver() {
  self.registration.active?.postMessage("make way");
  await self.skipWaiting();
}

// The version before this one stays for tabs that still show it.
async function activate() {
  const others = (await names()).filter((name) => name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request) {
  return (await find(request.url)) ?? fetch(request, { signal: leaving.signal });
}

async function find(url) {
  const others = (await names()).filter((name) => name !== CACHE);
  const address = url.split(/[?#]/)[0].replace(/\/index\.html$/, "/");
  for (const name of [CACHE, ...others.reverse()]) {
    const kept = await (await caches.open(name)).match(address);
    if (kept) return kept;
  }
}

async function names() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}
