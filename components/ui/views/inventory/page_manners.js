// Scrolls to the top of the page when the step of the work is another one than before, and has the browser ask before
// a visitor leaves the site with changes that only this visit has.
const ask = (event) => event.preventDefault();

export default function ({ data }) {
  if (data.step !== (window.atlasStep ?? "")) document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  window.atlasStep = data.step;
  window.onbeforeunload = data.unsaved ? ask : null;
}
