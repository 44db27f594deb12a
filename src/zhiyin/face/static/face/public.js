// What customers' pages need.
import "./csrf.js";
import "./toasts.js";
import "./faults.js";
import "./moments.js";
import "./live.js";
