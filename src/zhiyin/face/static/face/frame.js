// What every page of the frame needs: one import a behaviour.
import "./csrf.js";
import "./toasts.js";
import "./faults.js";
import "./moments.js";
import "./clocks.js";
import "./openers.js";
import "./theme.js";
import "./modifier.js";
import "./shortcuts.js";
import "./command_bar.js";
import "./send_keys.js";
import "./live.js";
