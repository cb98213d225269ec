// Copies the address of the view. Where a browser allows no copying, shows the address, selected.
//
// It is on every page, so it also has the server run the page again when the line to it was cut and is there again:
// the server may have forgotten the visit meanwhile, and Streamlit's page would not notice until the next click.
const app = () => document.querySelector("[data-testid=stApp]");
const isConnected = () => app()?.dataset.testConnectionState === "CONNECTED";

function runAgainAfterCut(setTriggerValue) {
  let wasCut = false;
  const watch = new MutationObserver(() => {
    if (!isConnected()) wasCut = true;
    else if (wasCut) {
      wasCut = false;
      setTriggerValue("reconnected", Date.now());
    }
  });
  watch.observe(app(), { attributeFilter: ["data-test-connection-state"] });
  return watch;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const watch = runAgainAfterCut(setTriggerValue);
  const button = parentElement.querySelector("button"), said = parentElement.querySelector("span");
  if (data?.label) button.textContent = data.label;
  button.onclick = async () => {
    const address = window.location.href;
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = "Copied.";
    } catch {
      const field = document.createElement("input");
      field.value = address;
      field.readOnly = true;
      field.setAttribute("aria-label", "The link to this view");
      said.replaceChildren("Copy this:", field);
      field.select();
    }
  };
  return () => watch.disconnect();
}
