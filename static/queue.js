// The queue with scripts: a decision is answered in place and the next comment takes the focus where the last one stood;
// single keys; claims.  Without scripts the same forms and links do the same with a page each.
const list = document.getElementById("queue");
const keys = list?.dataset.keys ? JSON.parse(list.dataset.keys) : null;
const acts = new Map(Object.entries(keys ?? {}).map(([act, key]) => [key.toLowerCase(), act]));
const token = document.querySelector("input[name=csrf_token]")?.value ?? "";
const FIRST = "queue-first", HOLD_ON = 60_000, SETTLE = 800;
let current = null, busy = false, held = null, timer = null;

const cards = () => [...document.querySelectorAll("#queue > .comment")];
const cardOf = (element) => element?.closest?.(".comment") ?? null;
const here = () => (current?.isConnected ? current : cards()[0]);

function focus(card, top = null) {
  if (!card) return;
  card.focus({ preventScroll: true });
  if (top === null) card.scrollIntoView({ block: "nearest" });
  else window.scrollBy(0, card.getBoundingClientRect().top - top);
}

// Asking the server, and putting what it says into its place.
async function ask(address, body = undefined) {
  const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { "X-In-Place": "true" }, credentials: "same-origin" });
  if (answer.redirected || ![200, 204, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
  return { status: answer.status, page: new DOMParser().parseFromString(`<ol>${await answer.text()}</ol>`, "text/html") };
}

function say(words) {
  let box = document.getElementById("said");
  if (!box) {
    box = document.createElement("p");
    box.id = "said";
    box.className = "govuk-visually-hidden";
    box.setAttribute("role", "status");
    document.getElementById("main").append(box);
  }
  box.textContent = words;
}

function settle(card, page, status) {
  const top = card.getBoundingClientRect().top;
  const following = card.nextElementSibling ?? card.previousElementSibling;
  const badge = document.querySelector(".way__link[aria-current] .count")?.firstChild;
  const waiting = page.getElementById("count")?.dataset.waiting;
  if (badge && waiting) badge.textContent = waiting;
  for (const id of ["count", "last"]) {
    const made = page.getElementById(id);
    if (made) document.getElementById(id)?.replaceWith(made);
  }
  const slot = page.querySelector("form.asked");
  const stays = page.querySelector(".comment");
  if (status === 422 && slot) return fill(card, page);
  if (stays) {
    card.replaceWith(stays);
    focus(stays, top);
  } else {
    card.remove();
    if (!following?.isConnected) return begin();
    focus(following, top);
  }
  say(page.getElementById("said")?.textContent ?? "");
}

function begin() {
  // The page is done: the list is asked for again, and its first comment takes the focus.
  sessionStorage.setItem(FIRST, "1");
  window.location.replace(window.location.href.split("#")[0]);
}

async function send(form, submitter) {
  const card = cardOf(form);
  if (busy || !card) return;
  busy = true;
  card.setAttribute("aria-busy", "true");
  try {
    const { status, page } = await ask(submitter?.getAttribute("formaction") ?? form.action, new FormData(form, submitter));
    held = null;
    settle(card, page, status);
  } catch {
    // Whatever went wrong, the server's own page says it better: the form is sent as it would be without scripts.
    if (submitter?.hasAttribute("formaction")) form.action = submitter.getAttribute("formaction");
    form.submit();
  } finally {
    busy = false;
    card.removeAttribute("aria-busy");
  }
}

function fill(card, page) {
  for (const other of document.querySelectorAll(".comment__slot")) other.replaceChildren();
  const slot = card.querySelector(".comment__slot");
  slot.replaceChildren(...page.querySelector("ol").childNodes);
  const first = slot.querySelector("input:not([type=hidden]), textarea, a");
  (first ?? slot).focus({ preventScroll: true });
  slot.scrollIntoView({ block: "nearest" });
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.deciding, form.asked") || !cardOf(event.target)) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("click", async (event) => {
  const opener = event.target.closest("[data-keys-list]");
  if (opener) return document.getElementById("keys").showModal();
  const link = event.target.closest("a[data-asks]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    fill(cardOf(link), (await ask(link.href)).page);
  } catch {
    window.location.assign(link.href);
  }
});

// Single keys: never while somebody types, never with another key held, and off where they were switched off.
const TYPES = "textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])";
const PRESS = {
  next: () => focus(cards()[cards().indexOf(here()) + (current ? 1 : 0)] ?? here()),
  back: () => focus(cards()[cards().indexOf(here()) - 1] ?? here()),
  tick: () => here()?.querySelector("input[name=pick]")?.click(),
  undo: () => document.querySelector("#last [data-act=undo]")?.click(),
  list: () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  const slot = event.target.closest(".comment__slot");
  if (event.key === "Escape" && slot) {
    const card = cardOf(slot);
    slot.replaceChildren();
    return focus(card);
  }
  if (!keys || event.target.matches(TYPES) || event.target.isContentEditable || document.querySelector("dialog[open]")) return;
  if (/^[1-9]$/.test(event.key)) {
    const chosen = document.querySelector(".comment__slot")?.ownerDocument.querySelectorAll(".comment__slot input[name=rule]")[event.key - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    return chosen.form.requestSubmit();
  }
  const act = acts.get(event.key.toLowerCase());
  if (!act) return;
  event.preventDefault();
  if (PRESS[act]) PRESS[act]();
  else here()?.querySelector(`[data-act="${act}"]`)?.click();
});

// Claims: whoever rests on a comment holds it, and lets it go by going on or leaving.
function told(extra = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries({ csrf_token: token, ...extra })) body.append(name, value);
  return body;
}

async function hold(card) {
  const seen = "covered" in card.dataset ? {} : { seen_words: "1" };
  try {
    const { page } = await ask(`${list.dataset.base}/${card.dataset.comment}/hold`, told(seen));
    const words = page.body.textContent.trim();
    const box = card.querySelector(".comment__claim");
    if (box && box.textContent.trim() !== words) box.textContent = words;
    held = card.dataset.comment;
  } catch {
    // A claim is a courtesy: the decision itself makes sure that there is only one.
  }
}

function letGo() {
  if (held) navigator.sendBeacon(`${list.dataset.base}/${held}/let-go`, told());
  held = null;
}

list?.addEventListener("focusin", (event) => {
  const card = cardOf(event.target);
  if (!card || card === current) return;
  current = card;
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (held !== card.dataset.comment) letGo();
    if (card.isConnected && card.dataset.comment) hold(card);
  }, SETTLE);
});
setInterval(() => {
  if (current?.isConnected && current.dataset.comment && !document.hidden) hold(current);
}, HOLD_ON);
window.addEventListener("pagehide", letGo);

// The place after a page was loaded: what the address names, or the first where a whole page was decided.
const named = window.location.hash && document.getElementById(window.location.hash.slice(1));
if (cardOf(named)) focus(cardOf(named));
else if (sessionStorage.getItem(FIRST)) focus(cards()[0]);
sessionStorage.removeItem(FIRST);

const ticked = document.querySelector("[data-ticked]");
list?.addEventListener("change", (event) => {
  if (event.target.name !== "pick") return;
  const count = list.querySelectorAll("input[name=pick]:checked").length;
  ticked.textContent = count ? `${count} ticked` : "what you ticked";
});
