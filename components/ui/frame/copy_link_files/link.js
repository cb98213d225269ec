// Copies the address of the view. Where a browser allows no copying, shows the address, selected.
export default function ({ data, parentElement }) {
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
}
