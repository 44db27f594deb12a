// Words in the reader's language, from the page's <meta name="words">.
const known = JSON.parse(document.querySelector('meta[name="words"]')?.content || "{}");

export function word(key, part = "") {
  return (known[key] ?? key).replace("%s", part);
}
