/* The board of proposals: cards move by their own menu, by dragging, and by Alt with an arrow. The server answers with the whole board. */
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => [...from.querySelectorAll(selector)];
  const dialog = $("#non");

  const say = (text) => { $("#announce").textContent = text; };
  const nameOf = (card) => $("strong", card).textContent;
  const column = (stage) => $(`[data-column="${stage}"]`);
  const cards = (within) => $$("[data-card]", within);
  const show = (card) => {
    const fold = card.closest("details:not([data-menu])");
    if (fold) fold.open = true;
    $("a", card).focus();
  };

  /* On a telephone one column shows; the address keeps which, for the server and for a reload. */
  const open = (stage) => {
    $$("[data-column]").forEach((each) => each.classList.toggle("is-shown", each.dataset.column === stage));
    $$("[data-tab]").forEach((tab) => (tab.dataset.tab === stage ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current")));
    const here = new URL(location.href);
    here.searchParams.set("colonne", stage);
    history.replaceState(history.state, "", here);
  };

  const move = (card, stage) => {
    if (!stage || stage === card.dataset.stage) return;
    const act = $(`[data-to="${stage}"]`, card);
    if (act) act.click();
    else say(stage === "hired" ? `Engager ${nameOf(card)} : c'est à l'équipe de la personne d'encoder le contrat.` : `${nameOf(card)} ne se déplace pas vers cette étape.`);
  };

  const stages = () => $$("[data-column]").map((each) => each.dataset.column);
  const beside = (stage, step) => stages()[stages().indexOf(stage) + step];

  const next = (card, key) => {
    const own = cards(card.closest("[data-column]"));
    const place = own.indexOf(card);
    if (key === "ArrowUp" || key === "ArrowDown") return own[place + (key === "ArrowUp" ? -1 : 1)];
    const step = key === "ArrowLeft" ? -1 : 1;
    for (let stage = beside(card.dataset.stage, step); stage; stage = beside(stage, step)) {
      const found = cards(column(stage));
      if (found.length) return found[Math.min(place, found.length - 1)];
    }
    return null;
  };

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card || !event.key.startsWith("Arrow") || event.target.closest("details[open]:not(.board-fold), input, select")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (event.altKey) {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step && card.hasAttribute("data-movable")) move(card, beside(card.dataset.stage, step));
      return;
    }
    const target = next(card, event.key);
    if (!target) return;
    open(target.dataset.stage);
    show(target);
  });

  /* Dragging: the column under the pointer is lit, and the drop is a press in the card's menu. */
  let dragged = null;
  const light = (lit) => $$("[data-column]").forEach((each) => each.classList.toggle("is-lit", each === lit));
  const arm = () => $$("[data-movable]").forEach((card) => { card.draggable = true; });

  document.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.("[data-movable]");
    if (!card) return;
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", nameOf(card));
    card.classList.add("is-dragged");
  });
  document.addEventListener("dragend", () => {
    if (dragged) dragged.classList.remove("is-dragged");
    dragged = null;
    light(null);
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest("[data-column]");
    light(over || null);
    if (over) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const over = dragged && event.target.closest("[data-column]");
    if (!over) return;
    event.preventDefault();
    move(dragged, over.dataset.column);
  });

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tab]");
    if (!tab) return;
    event.preventDefault();
    open(tab.dataset.tab);
  });

  /* A no is asked for in the dialog; any answer brings the board back, with the focus on the card. */
  let asking = null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    asking = event.target.closest("[data-card]") || asking;
    if (event.target.hasAttribute("data-undo")) event.target.closest(".toast").hidden = true;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.target;
    if (target.id === "non-corps") {
      $$("details[data-menu][open]").forEach((menu) => { menu.open = false; });
      if (!dialog.open) dialog.showModal();
      const first = $(".is-invalid, input:not([type=hidden]), select", dialog);
      if (first) first.focus();
      return;
    }
    const board = $("#tableau");
    if (target.id !== "tableau" || !board) return;
    arm();
    const moved = board.dataset.moved && document.getElementById(board.dataset.moved);
    if (dialog?.open) dialog.close();
    if (!moved) return;
    open(moved.dataset.stage);
    show(moved);
  });
  dialog?.addEventListener("close", () => {
    const card = asking && document.getElementById(asking.id);
    if (card && document.activeElement === document.body) show(card);
  });

  arm();
})();
