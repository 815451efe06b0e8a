/* The own space on the own telephone: keep the last known week for when there is no network; forget it at sign-out. */
(() => {
  /* French punctuation stays with its word on a narrow screen: « ainsi : » */
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest("textarea, script")) continue;
    const joined = text.data.replace(/ (?=[:;?!»–])/g, "\u00a0").replace(/« /g, "«\u00a0");
    if (joined !== text.data) text.data = joined;
  }
  /* The week that was kept on another day no longer speaks of today. */
  const known = document.querySelector("[data-last-known]:not([hidden])");
  if (known && known.dataset.day !== new Date().toLocaleDateString("sv")) {
    document.querySelectorAll("[data-today]").forEach((word) => { word.textContent = word.dataset.today; });
  }
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(() => {
        button.querySelector("span").textContent = button.nextElementSibling.textContent = button.dataset.copied;
      }).catch(() => {});
    });
  });
})();
(() => {
  const body = document.body;
  if (!("serviceWorker" in navigator) || !window.caches) return;
  const forget = () => caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("mirec-")).map((name) => caches.delete(name))
  )).catch(() => {});

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.action.endsWith("/deconnexion/")) return;
    event.preventDefault();
    forget().then(() => form.submit());
  });

  if (!("keep" in body.dataset)) { forget(); return; }  /* not the own telephone: nothing stays */
  navigator.serviceWorker.register(body.dataset.worker, { scope: "/" }).catch(() => {});
  const tell = (worker) => {
    const looks = performance.getEntriesByType("resource").map((entry) => entry.name)
      .filter((name) => name.startsWith(location.origin) && /\.(css|js|woff2|svg)(\?|$)/.test(name));
    worker.postMessage({ keep: [...new Set(looks)] });
  };
  window.addEventListener("load", () => navigator.serviceWorker.ready.then((ready) => tell(ready.active)));
})();
