// Lists what is wrong with the page, in words; nothing if all is well.
const wrong = [];
const name = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (e.className ? "." + e.className : "");
const shown = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== "hidden";
const unseen = (e) => e.closest(".unseen, .skip") !== null;
const root = document.documentElement;

// Language, title, landmarks (WCAG 3.1.1, 2.4.2, 1.3.1).
if (!/^(en|zh-CN)$/.test(root.lang)) wrong.push("lang is " + root.lang);
if (document.title.length < 3) wrong.push("no title");
for (const landmark of ["header", "main", "footer"]) {
  if (document.querySelectorAll("body > " + landmark).length !== 1) wrong.push("no one " + landmark);
}

// Headings (1.3.1): one h1, and no level is left out.
let level = 0;
for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
  const own = Number(heading.tagName[1]);
  if (own > level + 1) wrong.push("heading out of order: " + heading.textContent.trim());
  level = own;
}
if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");

// Fields (1.3.1, 1.3.5, 3.3.1, 3.3.2): a label, a purpose, and words about what is wrong.
for (const field of document.querySelectorAll("input:not([type=hidden]), select")) {
  if (unseen(field)) continue;
  if (!field.labels || field.labels.length !== 1 || !field.labels[0].textContent.trim()) wrong.push("no label: " + name(field));
  if (!field.getAttribute("autocomplete")) wrong.push("no purpose: " + name(field));
  for (const id of (field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean)) {
    if (!document.getElementById(id)) wrong.push("described by nothing: " + id);
  }
  if (field.getAttribute("aria-invalid") && !field.getAttribute("aria-describedby")) wrong.push("wrong without a word: " + name(field));
}
for (const link of document.querySelectorAll(".problems a")) {
  if (!document.querySelector(link.getAttribute("href"))) wrong.push("leads to no field: " + link.textContent);
}

// Buttons and links (4.1.2, 2.5.8): a name, and room for a finger.
for (const target of document.querySelectorAll("a, button")) {
  if (!shown(target)) continue;
  if (!(target.getAttribute("aria-label") || target.textContent).trim()) wrong.push("no name: " + name(target));
  const box = target.getBoundingClientRect();
  const isInText = target.tagName === "A" && getComputedStyle(target).display === "inline";
  if (!isInText && !unseen(target) && (box.width < 24 || box.height < 24)) wrong.push("too small: " + name(target) + " " + box.width + "x" + box.height);
}
const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
if (new Set(ids).size !== ids.length) wrong.push("an id stands twice: " + ids);

// Contrast (1.4.3, 1.4.11).
const channels = (text) => (text.match(/[\d.]+/g) || []).map(Number);
const ground = (e) => {
  for (let at = e; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
    if (colour[3] > 0) wrong.push("see-through ground: " + name(at));
  }
  return [255, 255, 255];
};
const luminance = (colour) => {
  const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, two) => {
  const [low, high] = [luminance(one), luminance(two)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const parent = texts.currentNode.parentElement;
  if (!texts.currentNode.textContent.trim() || !shown(parent) || unseen(parent)) continue;
  const figure = contrast(channels(getComputedStyle(parent).color), ground(parent));
  if (figure < 4.5) wrong.push("contrast " + figure.toFixed(2) + ": " + texts.currentNode.textContent.trim());
}
for (const edged of document.querySelectorAll("input:not([type=hidden]):not(.unseen), select")) {
  if (edged === document.activeElement) continue;
  const figure = contrast(channels(getComputedStyle(edged).borderTopColor), ground(edged.parentElement));
  if (figure < 3) wrong.push("edge " + figure.toFixed(2) + ": " + name(edged));
}

// Nothing has to be scrolled sideways (1.4.10), and nothing moves by itself.
if (root.scrollWidth > root.clientWidth) {
  wrong.push("wider than the window: " + root.scrollWidth + " in " + root.clientWidth);
}
for (const e of document.body.querySelectorAll("*")) {
  if (shown(e) && !unseen(e) && e.getBoundingClientRect().right > root.clientWidth + 1 && !e.closest(".tabs")) wrong.push("sticks out: " + name(e));
}
return wrong;
