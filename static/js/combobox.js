/* Text fields that suggest (ARIA combobox): the server writes the options, arrows and Enter choose.
   An option that is a link is followed; another one fills the field. */
(() => {
  const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
  const inputOf = (list) => document.querySelector(`[role=combobox][aria-controls="${list.id}"]`);
  const optionsOf = (list) => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const activeOf = (input) => document.getElementById(input.getAttribute("aria-activedescendant") || "");
  const isOpen = (input) => input.getAttribute("aria-expanded") === "true";

  const show = (input, open) => {
    const list = listOf(input);
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open && optionsOf(list).length > 0));
    if (!open) mark(input, null);
  };

  const mark = (input, option) => {
    const former = activeOf(input);
    if (former) former.setAttribute("aria-selected", "false");
    if (!option) { input.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const choose = (input, option) => {
    show(input, false);
    if (option.href) { window.location.assign(option.href); return; }
    input.value = option.dataset.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const move = (input, step) => {
    const options = optionsOf(listOf(input));
    if (!options.length) return;
    const at = options.indexOf(activeOf(input));
    const next = at < 0 ? (step > 0 ? 0 : options.length - 1) : (at + step + options.length) % options.length;
    show(input, true);
    mark(input, options[next]);
  };

  document.addEventListener("keydown", (event) => {
    const input = event.target.closest("[role=combobox]");
    if (!input || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(input, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && isOpen(input) && activeOf(input)) {
      event.preventDefault();
      choose(input, activeOf(input));
    } else if (event.key === "Escape" && !listOf(input).hidden) {
      event.preventDefault();
      show(input, false);
    }
  });

  /* The option is taken before the field loses the focus. */
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest(".combo-list")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest(".combo-list [role=option]:not([aria-disabled])");
    if (option && !option.href) choose(inputOf(option.closest(".combo-list")), option);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches("[role=combobox]")) show(event.target, false);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const list = event.detail.target;
    if (!list.matches(".combo-list")) return;
    const input = inputOf(list);
    if (!input || document.activeElement !== input) return;
    mark(input, null);
    show(input, list.childElementCount > 0);
    const region = document.getElementById("announce");
    const count = optionsOf(list).length;
    if (region) region.textContent = count === 0 ? "Aucune suggestion." : count === 1 ? "1 suggestion." : `${count} suggestions.`;
  });
})();
