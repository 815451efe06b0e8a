/* Small manners of the page: toasts, menus, dialogs, shortcuts, what a screen reader hears after an exchange. */
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const TOAST_MS = 10000;

  const say = (text) => { const region = $("#announce"); if (region) region.textContent = text; };

  /* A toast leaves after ten seconds, waits under the pointer or the focus; an error stays. */
  const mind = (toast) => {
    if (toast.dataset.minded || toast.classList.contains("toast-error")) return;
    toast.dataset.minded = "1";
    let timer;
    const start = () => { clearTimeout(timer); timer = setTimeout(() => toast.remove(), TOAST_MS); };
    const stop = () => clearTimeout(timer);
    toast.addEventListener("mouseenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("mouseleave", start);
    toast.addEventListener("focusout", start);
    start();
  };
  const mindAll = () => document.querySelectorAll(".toasts .toast").forEach(mind);

  const closeMenus = (except) => document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });

  document.addEventListener("click", (event) => {
    const target = event.target;
    closeMenus(target.closest("details[data-menu]"));
    if (target.closest("[data-close]")) target.closest(".toast").remove();
    const opener = target.closest("[data-dialog]");
    if (opener) $(`#${opener.dataset.dialog}`).showModal();
    if (target.closest("[data-close-dialog]")) target.closest("dialog").close();
    if (target.closest("[data-print]")) window.print();
    if (target.closest("[data-back]")) window.history.back();
    const fold = target.closest("[data-fold]");
    if (fold) {
      const folded = fold.form.classList.toggle("is-folded");
      fold.setAttribute("aria-expanded", !folded);
    }
    const tab = target.closest("[data-tabs] a");
    if (tab) {
      tab.parentElement.querySelectorAll("[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
      tab.setAttribute("aria-current", "page");
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = $("details[data-menu][open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); }
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && $("#recherche")) {
      event.preventDefault();
      $("#recherche").focus();
      $("#recherche").select();
    }
  });

  /* On a phone the tabs pass the edge: the current one is brought into view. */
  document.querySelectorAll("[data-tabs]").forEach((tabs) => {
    const current = $("[aria-current]", tabs);
    if (current) tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
  });

  /* One press sends a form once. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    mindAll();
    const count = event.detail.target.id === "tableau" && $("#tableau [data-count]");
    if (count) say(count.textContent.trim());
    const heading = event.detail.elt.hasAttribute("data-panel") && $("h2", event.detail.elt);
    if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
  });
  document.addEventListener("htmx:responseError", () => say("La page n'a pas pu répondre. Réessayez dans un moment."));
  document.addEventListener("htmx:sendError", () => say("Pas de connexion. Réessayez dans un moment."));

  /* On a telephone the list comes first: its filters wait behind a button. */
  document.querySelectorAll("[data-fold]").forEach((button) => {
    const inUse = new URLSearchParams(location.search).toString() !== "";
    button.hidden = false;
    button.form.classList.toggle("is-folded", !inUse);
    button.setAttribute("aria-expanded", inUse);
  });

  mindAll();
  const summary = $("form [data-focus]");
  if (summary) summary.focus();
})();
