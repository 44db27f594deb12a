// When a request fails, say what happened and what to do now.
import { toast } from "./toasts.js";
import { word } from "./words.js";

document.addEventListener("htmx:sendError", () => toast(word(navigator.onLine ? "failed" : "offline"), "late"));
document.addEventListener("htmx:timeout", () => toast(word("failed"), "late"));
document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  if (status === 401) toast(word("expired"), "late");
  else if (status === 403) toast(word("forbidden"), "late");
  else if (status !== 422) toast(word("broken"), "late");
});
window.addEventListener("offline", () => toast(word("offline"), "soon"));
