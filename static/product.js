// Makes pages that work without it a little easier: counts of characters, print and copy buttons.
import { initAll } from "./built/govuk-frontend.min.js";

initAll();

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      button.textContent = "Copied";
    } catch {
      // The text is selected, so it can still be copied by hand where the browser refuses.
      button.textContent = "Selected: copy it now";
    }
  });
}
