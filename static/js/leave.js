/* Who comes to a door finds nothing of the person before: the week kept for want of a network goes, on arrival and on entering. */
(() => {
  if (!window.caches) return;
  const forget = () => caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("mirec-")).map((name) => caches.delete(name))
  )).catch(() => {});
  forget();
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) return;
    const form = event.target;
    event.preventDefault();
    forget().then(() => form.submit());
  });
})();
