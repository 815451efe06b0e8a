/* Keeps one page in the own telephone: the last known week, shown as such when there is no network.
   Nothing else is kept but what the page looks like. Signed out, or sent to another page: nothing stays. */
const WEEK = "mirec-week";
const LOOKS = "mirec-looks";
const PATIENCE_MS = 8000;
const home = new URL("./", self.location).href;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const forget = () => Promise.all([caches.delete(WEEK), caches.delete(LOOKS)]);

/* A page of the week, as the house has just given it; anything but that takes what was kept away. */
const keepWeek = async (answer) => {
  if (answer.ok && !answer.redirected) {
    const cache = await caches.open(WEEK);
    await cache.put(home, answer.clone());
  } else if (answer.type === "opaqueredirect" || answer.redirected || answer.status < 500) {
    await forget();
  }
  return answer;
};

const lastKnown = async () => {
  const kept = await caches.match(home, { cacheName: WEEK });
  if (!kept) return null;
  const page = (await kept.text()).replace("data-last-known hidden", "data-last-known");
  return new Response(page, { headers: kept.headers });
};

const nothingKept = () => new Response(
  "<!doctype html><html lang=\"fr-BE\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
  + "<meta name=\"color-scheme\" content=\"light dark\"><title>Pas de connexion</title>"
  + "<style>body{max-width:30em;margin:0 auto;padding:24px 16px;font:1.125rem/1.5 system-ui,sans-serif}"
  + "a{display:block;padding:14px;border:2px solid;border-radius:6px;text-align:center;font-weight:600;color:inherit}</style></head>"
  + "<body><h1>Pas de connexion</h1><p>Votre horaire n'est pas gardé sur cet appareil. "
  + "Essayez à nouveau quand le réseau revient.</p><p><a href=\"\">Essayer à nouveau</a></p></body></html>",
  { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } }
);

const within = (promise, ms) => Promise.race([
  promise, new Promise((_, reject) => { setTimeout(() => reject(new Error("slow")), ms); })
]);

const showWeek = async (request) => {
  const asked = fetch(request).then(keepWeek);
  try {
    return await (await caches.has(WEEK) ? within(asked, PATIENCE_MS) : asked);
  } catch {
    return await lastKnown() || nothingKept();
  }
};

const showOther = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return await lastKnown() || nothingKept();
  }
};

const showLook = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { cacheName: LOOKS });
    if (kept) return kept;
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.location.origin)) return;
  const page = request.url.split(/[?#]/)[0];
  if (request.mode === "navigate") {
    event.respondWith(page === home ? showWeek(request) : showOther(request));
  } else if (["style", "script", "font", "image"].includes(request.destination)) {
    event.respondWith(showLook(request));
  }
});

/* The page names what it looks like, once it stands: the first visit came before this worker. */
const keepAll = async (looks) => {
  if (!await caches.has(WEEK)) await fetch(home).then(keepWeek).catch(() => {});
  if (!await caches.has(WEEK)) return;
  const cache = await caches.open(LOOKS);
  const wanted = looks.filter((url) => url.startsWith(self.location.origin)).slice(0, 60);
  const kept = (await cache.keys()).map((each) => each.url);
  await Promise.all(kept.filter((url) => !wanted.includes(url)).map((url) => cache.delete(url)));
  await Promise.all(wanted.filter((url) => !kept.includes(url)).map((url) => cache.add(url).catch(() => {})));
};

self.addEventListener("message", (event) => {
  if (event.data && Array.isArray(event.data.keep)) event.waitUntil(keepAll(event.data.keep));
});
