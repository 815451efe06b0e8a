/* « Ma journée »: after an answer the focus goes to the next line, the numbers follow, and an empty queue asks the house what comes next. */
(() => {
  const queue = document.querySelector("[data-queue]");
  const lines = () => [...queue.querySelectorAll("li.q")];

  const focus = (line) => {
    const target = line ? line.querySelector("a, button") : queue.querySelector("h2");
    if (!line) target.tabIndex = -1;
    target.focus();
  };

  const after = (gone) => {
    const rest = lines();
    return rest.find((line) => gone.compareDocumentPosition(line) & Node.DOCUMENT_POSITION_FOLLOWING) || rest.at(-1);
  };

  const count = () => {
    const left = lines().length;
    let isBehind = false;
    queue.querySelectorAll("[data-group]").forEach((group) => {
      const shown = group.querySelectorAll("li.q").length;
      const more = group.hasAttribute("data-more");
      group.querySelector("[data-count]").textContent = `${shown}${more ? "+" : ""}`;
      group.hidden = shown === 0;
      isBehind = isBehind || (shown === 0 && more);
    });
    const said = document.querySelector("[data-left]");
    said.textContent = left === 0 ? "Rien n'attend plus de réponse ici." : left === 1 ? "1 réponse attendue." : `${left} réponses attendues.`;
    return left === 0 || isBehind;
  };

  /* The last line has gone: the page is asked again once the toast has had its time to be undone. */
  let waiting;
  const settle = () => {
    clearTimeout(waiting);
    if (count()) waiting = setTimeout(() => location.reload(), 11000);
  };

  document.addEventListener("htmx:afterSettle", (event) => {
    const swapped = event.target;
    const isGone = swapped.classList.contains("q-gone");
    if (!isGone && !swapped.matches("li.q")) return;
    settle();
    focus(isGone ? after(swapped) : swapped);
  });
})();
