// Scrolls to the top of the page when the step of the work is another one than before.
export default function ({ data }) {
  if (data.step !== (window.atlasStep ?? "")) document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
  window.atlasStep = data.step;
}
