// Links that are written in a text or in a picture are followed in the same visit: a plain link would begin a new one, and a
// list that a visitor brought would be gone. These are the links of findings, and the marks of a still map, which open an
// organization's card. A small mark is no small target, and arrow keys step from one mark to the next.
(() => {
  const AT_REST = 3000; // ms, after which whoever may go on to the live map gets its library beforehand
  const REACH = 12; // pixels from a mark to a click on it
  const plotOf = ({ target }) => target.closest?.(".still-map .plot");
  const links = (plot) => [...plot.querySelectorAll("a")];
  const far = (link, { clientX, clientY }) => {
    const { x, y, width } = link.getBoundingClientRect();
    return Math.hypot(x + width / 2 - clientX, y + width / 2 - clientY) - width / 2;
  };
  const nearest = (plot, event) => {
    const [link] = links(plot).sort((a, b) => far(a, event) - far(b, event));
    return link && far(link, event) <= REACH ? link : null;
  };
  setTimeout(() => { document.getElementById("atlas-library")?.setAttribute("rel", "prefetch"); }, AT_REST);
  document.addEventListener("click", (event) => {
    const plot = plotOf(event), own = event.target.closest?.(".still-map .plot a, .st-key-findings a");
    const link = own ?? (plot && nearest(plot, event));
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    dispatchEvent(new PopStateEvent("popstate")); // as the browser's own Back does, which Streamlit follows
  });
  document.addEventListener("keydown", (event) => {
    const plot = plotOf(event), step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!plot || !step) return;
    const all = links(plot), at = all.indexOf(event.target.closest("a"));
    all.at((at + step) % all.length).focus();
    event.preventDefault();
  });
})();
