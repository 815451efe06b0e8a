/* A line more in a list of lines (a Django formset), in place; without script the server adds it. */
(() => {
  const add = (button) => {
    const list = button.parentElement;
    const total = list.querySelector("[name$='-TOTAL_FORMS']");
    const number = Number(total.value);
    const most = list.querySelector("[name$='-MAX_NUM_FORMS']");
    if (most && number >= Number(most.value)) return null;
    const lines = list.querySelector("[data-lines]");
    const words = list.querySelector("template").innerHTML;
    lines.insertAdjacentHTML("beforeend", words.replaceAll("__prefix__", number).replaceAll("__number__", number + 1));
    total.value = number + 1;
    window.htmx?.process(lines.lastElementChild);
    return lines.lastElementChild;
  };

  document.querySelectorAll("[data-more]").forEach((button) => {
    button.type = "button";
    button.addEventListener("click", () => add(button)?.querySelector("input, select")?.focus());
    /* A draft that had more lines gets them back before its words. */
    button.form.addEventListener("draft:take", ({ detail: { fields } }) => {
      const total = button.parentElement.querySelector("[name$='-TOTAL_FORMS']");
      const wanted = Number(fields[total.name]?.[0] || 0);
      while (Number(total.value) < wanted && add(button));
    });
  });
})();
