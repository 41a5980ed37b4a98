// Runs static/search.js on a published site, with just as much of a browser as it asks for.
//   node search.mjs SITE EDITION < queries.json > answers.json
// Of each query: the addresses found (all of them, or until the one wanted; `more` pressed), and for a first search in a
// fresh page the files loaded until something was shown; at which result the focus is.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { setImmediate } from "node:timers/promises";

const [folder, edition] = process.argv.slice(2);
const queries = JSON.parse(readFileSync(0, "utf8"));
const base = `http://localhost/repo/${edition}/search/`;
const page = readFileSync(`${folder}/${edition}/search/index.html`, "utf8");
const script = readFileSync(new URL("../../static/search.js", import.meta.url), "utf8");
const files = new Map();
const sizes = new Map();

class Element {
  constructor() {
    this.children = [];
    this.handlers = {};
    this.words = "";
    this.dataset = {};
  }
  append(...parts) {
    for (const part of parts) {
      if (part instanceof Element) part.parent = this;
      this.children.push(part);
    }
  }
  replaceChildren() { this.children = []; }
  remove() { this.parent.children = this.parent.children.filter((child) => child !== this); }
  // All that is asked for within an element is what can be followed or pressed.
  querySelector() { return this.children.find((part) => part.href || part.type) ?? null; }
  focus() { Element.focused = this; }
  addEventListener(name, handler) { this.handlers[name] = handler; }
  set textContent(words) { this.words = words; }
  get textContent() { return this.words; }
}

const linkOf = (line) => line.children.find((part) => part.href);

const open = () => {
  const form = new Element();
  const input = new Element();
  const status = new Element();
  const results = new Element();
  input.value = "";
  form.querySelector = () => input;
  for (const [, name, value] of page.matchAll(/ data-(\w+)="([^"]*)"/g)) form.dataset[name] = value;
  let pending = 0;
  let loaded = [];
  const fetch = async (address) => {
    pending += 1;
    try {
      const path = new URL(address).pathname.replace("/repo/", "");
      if (!files.has(path)) files.set(path, readFileSync(`${folder}/${path}`, "utf8"));
      if (!sizes.has(path)) sizes.set(path, gzipSync(files.get(path), { level: 6 }).length);
      loaded.push(path);
      return { ok: true, json: async () => JSON.parse(files.get(path)) };
    } finally {
      pending -= 1;
    }
  };
  const document = {
    baseURI: base,
    querySelector: () => form,
    getElementById: (id) => ({ status, results, browse: {} })[id],
    createElement: () => new Element(),
  };
  const window = {
    location: { href: base, search: "" },
    history: { replaceState() {} },
    addEventListener() {},
    setTimeout,
    clearTimeout,
  };
  new Function("document", "window", "fetch", script)(document, window, fetch);
  const quiet = async () => {
    for (let calm = 0; calm < 4; calm = pending ? 0 : calm + 1) await setImmediate();
  };
  const find = async ({ words, until }) => {
    loaded = [];
    input.value = words;
    form.handlers.submit({ preventDefault() {} });
    await quiet();
    const first = loaded.reduce((sum, path) => sum + sizes.get(path), 0);
    const shownFirst = results.children.length;
    for (;;) {
      const last = results.children.at(-1);
      if (last?.className !== "more") break;
      if (until && results.children.some((line) => linkOf(line)?.href === `../${until}`)) break;
      last.children[0].handlers.click();
      await quiet();
    }
    const found = results.children.map(linkOf).filter(Boolean);
    return {
      found: found.map((link) => link.href.replace("../", "")),
      marked: found.map((link) => link.children.filter((part) => part instanceof Element).map((mark) => mark.words)),
      first,
      requests: loaded.length,
      shownFirst,
      focused: found.indexOf(Element.focused),
      status: status.words,
    };
  };
  return find;
};

const answers = [];
let find = open();
for (const query of queries) {
  if (query.fresh) find = open();
  answers.push(await find(query));
}
process.stdout.write(JSON.stringify(answers));
