/* Nothing typed is lost: a form with the tag `draft` is kept on the server a second after one stops typing. */
(() => {
  const WAIT_MS = 1000;
  const LEFT_OUT = new Set(["csrfmiddlewaretoken", "version", "brouillon", "seen_twins"]);
  const known = new WeakMap();
  const minded = [];
  const lost = {
    session: "Votre session est terminée. Votre texte est toujours ici : connectez-vous dans un autre onglet, puis revenez, il sera gardé.",
    other: "Quelqu'un d'autre s'est connecté dans ce navigateur : votre texte n'est plus gardé. Copiez-le avant de quitter la page.",
    network: "Pas de connexion. Votre texte est toujours ici ; il sera gardé dès que la connexion revient.",
  };

  const fieldsOf = (form) => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (!LEFT_OUT.has(name) && typeof value === "string") (found[name] ??= []).push(value);
    }
    return found;
  };
  const element = (tag, words, more = {}) => Object.assign(document.createElement(tag), { textContent: words, ...more });
  const isJson = (answer) => (answer.headers.get("Content-Type") || "").startsWith("application/json");

  /* The secret of the page: renewed when one has signed in again in another tab. */
  const renew = (token) => {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
    if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  };

  class Draft {
    constructor(field) {
      this.field = field;
      this.form = field.form;
      this.words = field.parentElement.querySelector("[data-draft-words]");
      this.home = field.dataset.home;
      this.kept = this.now();
      if (field.value === this.home) {
        field.value = `${this.home}~${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
        this.untouched = this.kept;
      }
      this.trouble = "";
      this.form.addEventListener("input", () => this.typed());
      this.form.addEventListener("change", () => this.typed());
      this.offer();
    }

    now() { return JSON.stringify(fieldsOf(this.form)); }
    get isDirty() { return this.form.isConnected && this.now() !== this.kept; }

    typed() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), WAIT_MS);
    }

    body(typed) {
      const heading = this.form.closest("dialog")?.querySelector("h2") || document.querySelector("h1");
      const { page } = this.field.dataset;
      const here = location.pathname + location.search;
      const content = { title: heading ? heading.textContent.trim() : document.title, page: page && !page.startsWith("#") ? page : here + page, fields: JSON.parse(typed) };
      const body = new FormData();
      body.set("brouillon", this.field.value);
      body.set("owner", this.field.dataset.owner);
      body.set("content", JSON.stringify(content));
      body.set("csrfmiddlewaretoken", this.form.querySelector("[name=csrfmiddlewaretoken]").value);
      return body;
    }

    /* True when nothing that was typed can be lost by leaving the page. */
    async save() {
      clearTimeout(this.timer);
      const typed = this.now();
      if (this.isSent || (typed === this.kept && !this.trouble)) return true;
      try {
        if (this.trouble) await this.knock();
        if (typed === this.untouched) return this.forget(typed);
        const answer = await fetch(this.field.dataset.save, { method: "POST", body: this.body(typed) });
        if (answer.status === 409) return this.warn("other");
        if (answer.redirected || answer.status === 403) return this.warn("session");
        if (answer.ok && isJson(answer)) {
          const { moment } = await answer.json();
          this.kept = typed;
          this.trouble = "";
          this.say(`Brouillon gardé ${moment}`);
        }
        return true;
      } catch {
        return this.warn(this.trouble === "session" ? "session" : "network");
      }
    }

    /* All was taken away again: nothing is left to keep. */
    forget(typed) {
      this.kept = typed;
      this.trouble = "";
      if (this.status) this.say("");
      this.drop(this.field.value);
      return true;
    }

    /* Is the session still there? Throws when it is not. */
    async knock() {
      const address = `${this.field.dataset.read}?brouillon=${encodeURIComponent(this.home)}`;
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) { this.trouble = "session"; throw new Error("session"); }
      if (!answer.ok || !isJson(answer)) return { drafts: [] };
      const said = await answer.json();
      if (String(said.owner) === this.field.dataset.owner) renew(said.token);
      return said;
    }

    /* Before the form leaves: its text is kept or the session is seen to be there. */
    async mayLeave() {
      if (this.isDirty || this.trouble) return this.save();
      try { await this.knock(); return true; } catch (error) { return this.warn(error.message === "session" ? "session" : "network"); }
    }

    leave() {
      if (this.isSent || !this.isDirty) return;
      navigator.sendBeacon(this.field.dataset.save, this.body(this.now()));
      this.kept = this.now();
    }

    say(text) {
      this.status ??= this.words.appendChild(element("p", "", { className: "draft-kept" }));
      this.status.removeAttribute("role");
      this.status.className = "draft-kept";
      this.status.textContent = text;
    }

    warn(why) {
      this.trouble = why;
      this.say("");
      this.status.setAttribute("role", "alert");
      this.status.className = "draft-lost";
      this.status.textContent = `${lost[why]} `;
      if (why === "session") this.status.append(element("a", "Se connecter dans un autre onglet", { href: this.field.dataset.login, target: "_blank" }));
      return false;
    }

    async offer() {
      let said;
      try { said = await this.knock(); } catch { this.trouble = ""; return; }
      for (const draft of said.drafts || []) {
        if (draft.key !== this.field.value && JSON.stringify(draft.fields) !== this.now()) this.propose(draft);
      }
    }

    propose(draft) {
      const line = element("div", "", { className: "draft-offer" });
      const start = Object.entries(draft.fields).filter(([name]) => /text|note|remark|titre|title|reason/.test(name)).map(([, values]) => values[0]).find((text) => text && text.trim()) || "";
      const words = element("p", `Brouillon gardé ${draft.moment}${start ? ` : « ${start.trim().slice(0, 60)}${start.trim().length > 60 ? "…" : ""} »` : "."}`);
      const take = element("button", "Reprendre", { type: "button", className: "btn btn-tonal btn-sm" });
      const drop = element("button", "Effacer", { type: "button", className: "btn btn-quiet btn-sm" });
      take.addEventListener("click", () => { line.remove(); this.take(draft); });
      drop.addEventListener("click", () => { line.remove(); this.drop(draft.key); });
      line.append(words, take, drop);
      this.words.prepend(line);
    }

    async take(draft) {
      this.field.value = draft.key;
      const waits = [];
      this.form.dispatchEvent(new CustomEvent("draft:take", { detail: { fields: draft.fields, waits } }));
      await Promise.all(waits);
      for (const each of [...this.form.elements]) {
        if (!each.name || LEFT_OUT.has(each.name) || each.type === "file" || each.dataset.keep !== undefined) continue;
        const values = draft.fields[each.name];
        if (["checkbox", "radio"].includes(each.type)) each.checked = Boolean(values && values.includes(each.value));
        else if (values) each.value = values[0];
      }
      this.kept = this.now();
      this.say(`Brouillon gardé ${draft.moment}`);
      const text = this.form.querySelector("textarea") || this.form.querySelector("input:not([type=hidden])");
      if (text) text.focus();
      this.form.dispatchEvent(new CustomEvent("draft:taken", { bubbles: true }));
    }

    drop(key) {
      const body = new FormData();
      body.set("texte", key);
      body.set("csrfmiddlewaretoken", this.form.querySelector("[name=csrfmiddlewaretoken]").value);
      return fetch(this.field.dataset.discard, { method: "POST", body }).catch(() => {});
    }
  }

  const mind = (root) => root.querySelectorAll("[data-draft]").forEach((field) => {
    if (known.has(field)) return;
    const draft = new Draft(field);
    known.set(field, draft);
    minded.push(draft);
  });

  /* A form leaves only when the session is there to receive it. */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const field = form.querySelector("[data-draft]");
    const draft = field && known.get(field);
    if (!draft) return;
    if (draft.passes) { draft.passes = false; draft.isSent = true; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (draft.asks) return;
    draft.asks = true;
    const ok = await draft.mayLeave();
    draft.asks = false;
    if (!ok) { draft.status.scrollIntoView({ block: "nearest" }); return; }
    draft.passes = true;
    form.requestSubmit(event.submitter || undefined);
  }, true);

  window.addEventListener("pagehide", () => minded.forEach((draft) => draft.leave()));
  window.addEventListener("pageshow", (event) => { if (event.persisted) minded.forEach((draft) => { draft.isSent = false; }); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const field = event.target.querySelector?.("[data-draft]");
    if (field && known.get(field)) known.get(field).isSent = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") minded.filter((draft) => draft.trouble).forEach((draft) => draft.save());
    else minded.forEach((draft) => { if (!draft.isSent && draft.isDirty) draft.save(); });
  });
  window.addEventListener("focus", () => minded.filter((draft) => draft.trouble).forEach((draft) => draft.save()));
  window.addEventListener("online", () => minded.filter((draft) => draft.trouble).forEach((draft) => draft.save()));
  document.addEventListener("htmx:beforeSwap", (event) => minded.filter((draft) => event.detail.target.contains(draft.form)).forEach((draft) => draft.leave()));
  document.addEventListener("htmx:load", (event) => mind(event.detail.elt));
  mind(document);
})();
