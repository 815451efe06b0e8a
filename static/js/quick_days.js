/* Days one click away: they fill the date field that their group names. */
(() => {
  document.querySelectorAll("[data-days-for]").forEach((group) => { group.hidden = false; });
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-days-for] [data-day]");
    if (!chosen) return;
    const field = chosen.closest("form").elements[chosen.closest("[data-days-for]").dataset.daysFor];
    field.value = chosen.dataset.day;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
