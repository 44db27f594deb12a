// What the sign-in pages need.
import "./toasts.js";
