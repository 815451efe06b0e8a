/* A signature drawn in its frame: the pointer's strokes become the path of an SVG, kept in a hidden field. */
(() => {
  const CLOSE = 3, MOST = 58000;

  const ready = (box) => {
    const pad = box.querySelector("[data-sign-pad]");
    const ink = pad.querySelector("path");
    const field = box.querySelector("[name$=drawing]");
    const way = box.querySelector("[name$=way]");
    const parts = { screen: box.querySelector("[data-sign-screen]"), paper: box.querySelector("[data-sign-paper]") };
    let last = null;

    const keep = (path) => { field.value = path; ink.setAttribute("d", path); };
    const show = (chosen) => {
      way.value = chosen;
      parts.screen.hidden = chosen !== "screen";
      parts.paper.hidden = chosen !== "paper";
    };
    const point = (event) => {
      const frame = pad.getBoundingClientRect();
      const within = (at, most) => Math.round(Math.min(most, Math.max(0, at)));
      return [
        within((event.clientX - frame.left) * 600 / frame.width, 600),
        within((event.clientY - frame.top) * 200 / frame.height, 200),
      ];
    };
    const draw = (event) => {
      const moves = event.getCoalescedEvents ? event.getCoalescedEvents() : [];
      (moves.length ? moves : [event]).forEach((move) => {
        const [x, y] = point(move);
        if (Math.hypot(x - last[0], y - last[1]) < CLOSE || field.value.length > MOST) return;
        last = [x, y];
        keep(`${field.value} L${x} ${y}`);
      });
    };

    pad.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      pad.setPointerCapture(event.pointerId);
      last = point(event);
      keep(`${field.value} M${last[0]} ${last[1]}`.trim());
    });
    pad.addEventListener("pointermove", (event) => { if (last) draw(event); });
    ["pointerup", "pointercancel"].forEach((name) => pad.addEventListener(name, () => { last = null; }));
    box.querySelector("[data-sign-clear]").addEventListener("click", () => keep(""));
    box.querySelectorAll("[data-sign-way]").forEach((button) => button.addEventListener("click", () => {
      show(button.dataset.signWay);
      const next = parts[way.value].querySelector("input, button");
      if (next) next.focus();
    }));
    box.querySelector("[data-sign-back]").hidden = false;
    keep(field.value);
    show(box.querySelector("[data-sign-paper] .field-errors") ? "paper" : "screen");
  };

  document.querySelectorAll("[data-signature]").forEach(ready);
})();
