/* Look and density, before the first paint. Kept in this browser only; "auto" follows the system. */
(() => {
  const FIRST = { theme: "auto", density: "comfortable", shortcuts: "on", size: "normal" };
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const kept = (key) => {
    try { return localStorage.getItem(key) || FIRST[key]; } catch { return FIRST[key]; }
  };
  const apply = () => {
    const theme = kept("theme");
    root.dataset.bsTheme = theme === "auto" ? (dark.matches ? "dark" : "light") : theme;
    root.dataset.density = kept("density");
    root.dataset.shortcuts = kept("shortcuts");
    root.dataset.size = kept("size");
  };
  const show = (group) => {
    const value = kept(group.dataset.setting);
    group.querySelectorAll("button").forEach((b) => b.setAttribute("aria-pressed", b.value === value));
  };
  apply();
  dark.addEventListener("change", apply);
  window.addEventListener("beforeprint", () => { root.dataset.bsTheme = "light"; }); /* paper is white */
  window.addEventListener("afterprint", apply);
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-setting]").forEach(show));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-setting] button");
    if (!button) return;
    const group = button.closest("[data-setting]");
    try { localStorage.setItem(group.dataset.setting, button.value); } catch { /* private window */ }
    apply();
    document.querySelectorAll(`[data-setting="${group.dataset.setting}"]`).forEach(show);
  });
})();
