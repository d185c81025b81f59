// Marks the page before it is drawn, so that nothing jumps: what needs scripts is shown, and GOV.UK's may start.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
