// What a popover holds stands at the very end of the page. Here Tab goes into an open one from its button, and out of it
// to what follows the button; Escape, which closes it, gives the focus back to the button.
(() => {
  const CONTROLS = "a[href], button, input, select, textarea, [tabindex]";
  const body = () => document.querySelector("[data-testid=stPopoverBody]");
  const button = () => document.querySelector("[data-testid=stPopoverButton][aria-expanded=true]");
  // While the focus is elsewhere, Streamlit takes what a popover holds out of the order of Tab and notes it down.
  const inOrder = (e) => e.tabIndex >= 0 || "tabindex" in e.dataset;
  const controls = () => [...body().querySelectorAll(CONTROLS)].filter((e) => inOrder(e) && !e.disabled && e.checkVisibility());

  const onTab = (event) => {
    const all = controls(), at = document.activeElement;
    if (at === button() && !event.shiftKey && all.length) {
      event.preventDefault();
      all[0].focus();
    } else if (at === all[0] && event.shiftKey) {
      event.preventDefault();
      button().focus();
    } else if (at === all.at(-1) && !event.shiftKey) button().focus(); // and from there the browser goes on
  };
  const onEscape = () => {
    const opener = button(), closing = body();
    if (!closing.contains(document.activeElement)) return;
    // Who has gone on meanwhile is not called back.
    const isLost = () => document.activeElement === document.body || closing.contains(document.activeElement);
    setTimeout(() => { if (opener.getAttribute("aria-expanded") !== "true" && isLost()) opener.focus(); }, 100);
  };
  const onKey = (event) => {
    if (!body() || !button()) return;
    if (event.key === "Tab") onTab(event);
    if (event.key === "Escape") onEscape();
  };
  document.addEventListener("keydown", onKey, { capture: true });
})();
