// The desk: one import a behaviour.
import "./moving.js";
import "./scrolling.js";
import "./composing.js";
import "./drafting.js";
import "./attaching.js";
import "./dropping.js";
import "./undoing.js";
import "./telling.js";
import "./chatting.js";
