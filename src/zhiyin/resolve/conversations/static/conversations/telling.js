// What was done here changes the counters at once, without waiting for the news to come round.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.requestConfig?.verb === "post")
    document.body.dispatchEvent(new CustomEvent("desk:changed", { bubbles: true }));
});
