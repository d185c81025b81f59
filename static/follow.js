// Asks for the page again while something on it is still under way, and puts the new words in place.
// Without scripts the page's own link does the same.
const PAUSE = 2000;

async function look() {
  const old = document.querySelector("[data-followed]");
  if (!old?.querySelector("[data-follow]")) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-followed]");
    if (fresh && !fresh.querySelector("[data-follow]")) {
      // What stands around it has changed as well, and only a page loaded anew says all of it.
      if (!document.activeElement || document.activeElement === document.body) location.reload();
      else old.replaceChildren(...fresh.childNodes);
      return;
    }
  } catch {
    // The network is away for a moment; the next look tells.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
