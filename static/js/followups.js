/* The entry of a follow-up: a button or the key « a » on any page, persons by a few letters, quick days. */
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const dialog = $("#entree");
  const body = $("#entree-corps");
  const opener = $("[data-entry-open]");
  const TYPED_MS = 120;

  /* Opening: what is there unsent stays; otherwise a new form, about the person of the page. */
  const focusFirst = () => {
    const person = $("[role=combobox]", body);
    const chosen = $(".who-lines .who-line", body);
    (chosen || !person ? $("textarea", body) : person)?.focus();
  };
  const open = async () => {
    if (!dialog || dialog.open) return;
    dialog.showModal();
    if (!$("form", body)) {
      const person = $("[data-person-of-page]")?.dataset.personOfPage;
      const query = person ? `?personne=${person}` : "";
      await htmx.ajax("GET", `${opener.dataset.entryOpen}${query}`, { target: "#entree-corps", swap: "innerHTML show:none" });
    }
    focusFirst();
  };
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

  if (dialog && opener) {
    opener.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "a" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (document.documentElement.dataset.shortcuts === "off" || isTyping(event.target) || $("dialog[open]")) return;
      event.preventDefault();
      open();
    });
    document.addEventListener("followupKept", () => dialog.close());
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $("form", body)?.requestSubmit(); }
    });
    if (location.hash === "#suivi") open();
  }

  /* Persons by a few letters (ARIA's combobox, several may be taken): arrows, Enter, Escape; a single answer is taken on leaving. */
  const lines = (form) => $("[data-who-lines]", form);
  const add = (form, { pk, name, number }) => {
    if ($(`[data-person="${pk}"]`, lines(form))) return;
    const html = $("[data-who-template]", form).innerHTML;
    const line = document.createElement("ul");
    line.innerHTML = html.replaceAll("__pk__", pk);
    line.querySelectorAll("*").forEach((each) => {
      for (const { name: key, value } of [...each.attributes]) if (value.includes("__name__")) each.setAttribute(key, value.replaceAll("__name__", name));
      each.childNodes.forEach((node) => { if (node.nodeType === Node.TEXT_NODE) node.data = node.data.replaceAll("__name__", name).replaceAll("__number__", number); });
    });
    lines(form).append(line.firstElementChild);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  };

  class Combo {
    constructor(box) {
      this.input = $("[role=combobox]", box);
      this.list = $("[role=listbox]", box);
      this.said = $("[data-combo-said]", box);
      this.url = box.dataset.url;
      this.form = this.input.form;
      this.input.addEventListener("input", (event) => { event.stopPropagation(); clearTimeout(this.timer); this.timer = setTimeout(() => this.search(), TYPED_MS); });
      this.input.addEventListener("change", (event) => event.stopPropagation());
      this.input.addEventListener("focus", () => { if (this.input.value) this.show(this.options.length > 0); else this.search(); });
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.leave());
      this.list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const option = event.target.closest("[role=option]");
        if (option) this.take(option);
      });
    }

    get options() { return [...this.list.children]; }

    search() {
      this.flight = this.ask();
      return this.flight;
    }

    /* What is typed has its answer in the list. */
    async answered() {
      if (this.shown !== this.input.value) await (this.asked === this.input.value ? this.flight : this.search());
    }

    async ask() {
      clearTimeout(this.timer);
      const asked = this.input.value;
      this.asked = asked;
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(asked)}`, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (!answer || !answer.ok || answer.redirected || this.asked !== asked) return;
      const html = await answer.text();
      if (this.asked !== asked) return;
      this.list.innerHTML = html;
      this.shown = asked;
      const count = this.options.length;
      this.said.textContent = asked && !count ? "Personne ne correspond : vérifiez l'orthographe, ou tapez le numéro de dossier." : "";
      if (document.activeElement === this.input) this.show(count > 0);
      if (count && asked) this.point(0);
    }

    show(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", open);
      if (!open) this.input.removeAttribute("aria-activedescendant");
    }

    point(index) {
      this.options.forEach((option, at) => option.setAttribute("aria-selected", at === index));
      const option = this.options[index];
      if (!option) return;
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    async key(event) {
      if (["ArrowDown", "ArrowUp", "Escape"].includes(event.key) || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) event.stopPropagation(); /* other fields that suggest listen on the document */
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        await this.answered();
        const at = this.options.findIndex((option) => option.getAttribute("aria-selected") === "true");
        const count = this.options.length;
        if (this.list.hidden) return void (count ? this.show(true) : this.search());
        this.point((at + (event.key === "ArrowDown" ? 1 : count - 1) + count) % count);
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        await this.answered();
        const option = this.options.find((each) => each.getAttribute("aria-selected") === "true");
        if (option) { this.take(option); $("textarea", this.form).focus(); }
      } else if (event.key === "Escape" && !this.list.hidden) {
        event.preventDefault();
        this.show(false);
      }
    }

    leave() {
      this.show(false);
      if (!this.input.value.trim()) return null;
      this.waiting = this.settle().finally(() => { this.waiting = null; });
      return this.waiting;
    }

    async settle() {
      await this.answered();
      if (this.options.length === 1) this.take(this.options[0]);
      else if (this.options.length) this.said.textContent = "Plusieurs personnes correspondent : choisissez dans la liste.";
    }

    take(option) {
      add(this.form, option.dataset);
      this.input.value = "";
      this.asked = this.shown = null;
      this.list.innerHTML = "";
      this.show(false);
      this.said.textContent = `${option.dataset.name} : ajout fait.`;
    }
  }

  /* The kind narrows the topics; a topic brings its kind. */
  const narrow = (form) => {
    const kind = form.elements.kind;
    const topic = form.elements.topic;
    const label = kind.selectedOptions[0]?.textContent;
    topic.querySelectorAll("optgroup").forEach((group) => { group.hidden = group.label !== label && !group.contains(topic.selectedOptions[0]); });
    form.elements.prompt?.querySelectorAll("option[data-kind]").forEach((option) => { option.hidden = Boolean(option.dataset.kind) && option.dataset.kind !== kind.value; });
  };
  const kindChanged = (form) => {
    const { kind, topic } = form.elements;
    const group = topic.selectedOptions[0]?.closest("optgroup");
    if (group && group.label !== kind.selectedOptions[0].textContent) topic.value = "";
    narrow(form);
  };
  const topicChanged = (form) => {
    const { kind, topic } = form.elements;
    const group = topic.selectedOptions[0]?.closest("optgroup");
    const option = group && [...kind.options].find((each) => each.textContent === group.label);
    if (option) kind.value = option.value;
    narrow(form);
  };

  /* A text to start from fills an empty text; over a typed one it asks. */
  const fill = (form, text) => {
    form.elements.text.value = text;
    form.dataset.filled = text;
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.text.focus();
  };
  const promptChanged = (form) => {
    const text = form.elements.prompt.selectedOptions[0]?.dataset.text;
    const typed = form.elements.text.value;
    const ask = $("[data-prompt-ask]", form);
    ask.hidden = true;
    if (!text) return;
    if (!typed.trim() || typed === form.dataset.filled) fill(form, text);
    else { ask.hidden = false; $("button", ask).focus(); }
  };
  const promptAnswered = (form, deed) => {
    const text = form.elements.prompt.selectedOptions[0]?.dataset.text || "";
    $("[data-prompt-ask]", form).hidden = true;
    if (deed === "after") fill(form, `${form.elements.text.value.trimEnd()}\n\n${text}`);
    if (deed === "replace") fill(form, text);
    if (deed === "leave") form.elements.text.focus();
  };

  /* « Pas joint » proposes the next try; what one typed oneself stays. */
  const outcomeChanged = async (form) => {
    const step = form.elements.next_step;
    const day = form.elements.next_step_on;
    const said = $("[data-try-said]", form);
    const untouched = (field, key) => !field.value || field.value === form.dataset[key];
    if (form.elements.outcome.value !== "not_reached") {
      if (form.dataset.tryText && step.value === form.dataset.tryText) { step.value = ""; day.value = ""; }
      said.textContent = "";
      return;
    }
    if (!untouched(step, "tryText") || !untouched(day, "tryDay")) return;
    const persons = [...form.querySelectorAll("[name=beneficiary]")].map((input) => `personne=${input.value}`).join("&");
    const answer = await fetch(`${$("[data-try]", form).dataset.try}?${persons}`).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) return;
    const proposed = await answer.json();
    step.value = form.dataset.tryText = proposed.text;
    day.value = form.dataset.tryDay = proposed.day;
    said.textContent = "Prochain essai proposé : changez-le ou effacez-le si vous voulez.";
    step.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const CHANGED = { kind: kindChanged, topic: topicChanged, prompt: promptChanged, outcome: outcomeChanged };

  const mind = (form) => {
    if (form.dataset.minded) return;
    form.dataset.minded = "1";
    narrow(form);
    $("[data-quick-days]", form).hidden = false;
    const combo = $("[data-combo]", form) && new Combo($("[data-combo]", form));
    form.addEventListener("change", (event) => (event.target === form ? outcomeChanged : CHANGED[event.target.name])?.(form));
    form.addEventListener("click", (event) => {
      const day = event.target.closest("[data-day]");
      const deed = event.target.closest("[data-prompt-do]");
      const drop = event.target.closest("[data-drop-person]");
      if (day) {
        form.elements.next_step_on.value = day.dataset.day;
        form.elements.next_step_on.dispatchEvent(new Event("input", { bubbles: true }));
        if (!form.elements.next_step.value) form.elements.next_step.focus();
      }
      if (deed) promptAnswered(form, deed.dataset.promptDo);
      if (drop) { drop.closest(".who-line").remove(); $("[role=combobox]", form)?.focus(); form.dispatchEvent(new Event("change", { bubbles: true })); }
    });
    /* A person typed but not yet taken, when one sends at once. */
    if (combo) form.addEventListener("submit", async (event) => {
      const typed = combo.input.value.trim();
      if (!typed || combo.tried === typed) return;
      combo.tried = typed;
      event.preventDefault();
      event.stopImmediatePropagation();
      await (combo.waiting || combo.leave());
      form.requestSubmit();
    }, true);
    /* A draft names its persons by their keys. */
    form.addEventListener("draft:take", ({ detail }) => {
      const keys = (detail.fields.beneficiary || []).filter((pk) => !$(`[data-person="${pk}"]`, form));
      if (!combo || !keys.length) return;
      detail.waits.push(fetch(`${combo.url}?${keys.map((pk) => `personne=${pk}`).join("&")}`).then((answer) => (answer.ok ? answer.text() : "")).then((html) => {
        const found = document.createElement("ul");
        found.innerHTML = html;
        found.querySelectorAll("[data-pk]").forEach((option) => add(form, option.dataset));
      }).catch(() => {}));
    });
    form.addEventListener("draft:taken", () => narrow(form));
  };
  const mindAll = (root) => root.querySelectorAll("form:has([data-quick-days])").forEach(mind);
  document.addEventListener("htmx:load", () => mindAll(document));
  mindAll(document);
})();
