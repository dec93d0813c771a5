// The only script a page loads beside htmx. Every page works without it.
import "./theme.js";
import "./keyboard.js";
import "./forms.js";
import "./toast.js";
import "./poll.js";
import "./offline.js";
