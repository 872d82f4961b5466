// The little that a page cannot do by itself. Everything works without it.

// Filters send themselves when something is ticked; the button stays for those without JavaScript.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form) form.requestSubmit();
});

// On a phone the filters start folded, on a wide screen open.
for (const details of document.querySelectorAll("details.facets")) {
  details.open = matchMedia("(min-width: 56rem)").matches;
}

// A question before what cannot be taken back.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !confirm(question)) event.preventDefault();
});

// The list of suggestions closes with Escape or a click elsewhere.
const close = () => document.querySelectorAll(".suggestions").forEach((box) => box.replaceChildren());
document.addEventListener("keydown", (event) => event.key === "Escape" && close());
document.addEventListener("click", (event) => event.target.closest(".search") || close());
