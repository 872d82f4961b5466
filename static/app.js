// The little that a page cannot do by itself. Everything works without it.

// Filters send themselves when something is ticked; the button stays for those without JavaScript.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-auto]") && event.target.type !== "search") form.requestSubmit();
});

// On a phone the filters start folded, on a wide screen open; once touched, they stay as they are.
let filtersOpen = matchMedia("(min-width: 56rem)").matches;
const setFilters = () => document.querySelectorAll("details.facets").forEach((details) => (details.open = filtersOpen));
setFilters();
document.addEventListener("htmx:afterSettle", setFilters);
document.addEventListener("click", (event) => {
  const facets = event.target.closest("details.facets > summary")?.parentElement;
  if (facets) filtersOpen = !facets.open;
});

// A question before what cannot be taken back.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.ask;
  if (question && !confirm(question)) event.preventDefault();
});

// The list of suggestions closes with Escape or a click elsewhere.
const close = () => document.querySelectorAll(".suggestions").forEach((box) => box.replaceChildren());
document.addEventListener("keydown", (event) => event.key === "Escape" && close());
document.addEventListener("click", (event) => event.target.closest(".search") || close());

// How many entries are ticked for comparing.
const countTicked = () => {
  const place = document.getElementById("compare-count");
  const count = document.querySelectorAll("[form=compare]:checked").length;
  if (place) place.textContent = count ? `(${count})` : "";
};
document.addEventListener("change", countTicked);
document.addEventListener("htmx:afterSettle", countTicked);

// Which suggestion is opened is said to the house on the way, where the person wants suggestions; the link works without it.
const noteOpened = (event) => {
  const list = event.target.closest("h3 a")?.closest("[data-seen]");
  if (!list || event.button > 1) return;
  const place = [...list.children].findIndex((card) => card.contains(event.target)) + 1;
  const token = document.querySelector("[name=csrf_token]").value;
  navigator.sendBeacon("/clicks", new URLSearchParams({ csrf_token: token, seen: list.dataset.seen, place }));
};
document.addEventListener("click", noteOpened);
document.addEventListener("auxclick", noteOpened);
