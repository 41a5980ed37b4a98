// Searches the passages of this edition without a server. The index holds pairs of neighbouring
// characters, folded (Simplified, half width, lower case). A passage that holds all pairs of the
// words is fetched and looked through, so that nothing is shown that does not hold the words.
(() => {
  "use strict";
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const input = form.querySelector("input[type=search]");
  const status = document.getElementById("status");
  const results = document.getElementById("results");
  const browse = document.getElementById("browse");
  const PAGE = 20; // results shown at a time
  const AROUND = 40; // characters shown before the first hit

  const manifestAddress = new URL(form.dataset.index, document.baseURI);
  const kept = new Map();
  const load = (name) => {
    const address = new URL(name, manifestAddress).href;
    if (!kept.has(address)) {
      const answer = fetch(address).then((response) => {
        if (!response.ok) throw new Error(`${response.status} ${address}`);
        return response.json();
      });
      answer.catch(() => kept.delete(address));
      kept.set(address, answer);
    }
    return kept.get(address);
  };

  let table = null;
  const openIndex = async () => {
    const manifest = await load(manifestAddress.href);
    if (!table) {
      const [from, to] = await load(manifest.fold);
      const targets = Array.from(to);
      table = new Map(Array.from(from).map((character, at) => [character, targets[at]]));
    }
    return manifest;
  };

  // Character by character, as generator/render/search.py does it.
  const fold = (character) => table.get(character) ?? foldCase(character);
  const foldCase = (character) => {
    const lower = character.toLowerCase();
    return Array.from(lower).length === 1 ? lower : character;
  };

  // Folded text without white space, with the place of each character in the original, so that
  // `5G网络` is found where a source writes `5G 网络`.
  const foldedRun = (text) => {
    const characters = [];
    const places = [];
    let place = 0;
    for (const character of text) {
      if (!/\s/.test(character)) {
        characters.push(fold(character));
        places.push(place);
      }
      place += character.length;
    }
    places.push(place);
    return { characters, places };
  };

  const keysOf = (characters) => {
    const keys = [];
    for (const letters of characters.join("").match(/[\p{L}\p{N}]+/gu) ?? []) {
      for (const word of letters.match(/[0-9a-z]+/g) ?? []) keys.push({ word, prefix: true });
      for (const part of letters.split(/[0-9a-z]+/)) {
        const run = Array.from(part);
        if (run.length === 1) keys.push({ word: run[0], prefix: true });
        for (let at = 0; at + 1 < run.length; at += 1) {
          keys.push({ word: run[at] + run[at + 1], prefix: false });
        }
      }
    }
    return keys;
  };

  const shardOf = (key, shards) => (Math.imul(key.codePointAt(0), 0x9e3779b1) >>> 0) % shards;

  const numbersOf = async (manifest, key) => {
    const shard = await load(manifest.pairs[shardOf(key.word, manifest.pairs.length)]);
    const found = new Set();
    const add = (steps) => {
      let number = 0;
      for (const step of steps) {
        number += step;
        found.add(number);
      }
    };
    if (!key.prefix) {
      add(Object.hasOwn(shard, key.word) ? shard[key.word] : []);
    } else {
      for (const [word, steps] of Object.entries(shard)) if (word.startsWith(key.word)) add(steps);
    }
    return found;
  };

  const indexOfRun = (characters, run, from) => {
    for (let at = from; at + run.length <= characters.length; at += 1) {
      if (run.every((character, offset) => characters[at + offset] === character)) return at;
    }
    return -1;
  };

  // The stretches of `text` that hold the terms, or null if one is missing.
  const hitsIn = (text, terms) => {
    const { characters, places } = foldedRun(text);
    const hits = [];
    for (const term of terms) {
      let at = indexOfRun(characters, term, 0);
      if (at < 0) return null;
      while (at >= 0) {
        const last = places[at + term.length - 1];
        hits.push([places[at], last + String.fromCodePoint(text.codePointAt(last)).length]);
        at = indexOfRun(characters, term, at + term.length);
      }
    }
    hits.sort((one, other) => one[0] - other[0]);
    return hits.filter((hit, at) => at === 0 || hit[0] >= hits[at - 1][1]);
  };

  const item = ([address, title, publisher, date, lang, text], hits) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `../${address}`;
    link.lang = lang;
    let place = hits.length && hits[0][0] > AROUND ? hits[0][0] - AROUND / 2 : 0;
    if (place > 0) {
      // A Latin word is not cut, and neither is a character of two code units.
      while (place < hits[0][0] && /[A-Za-z0-9’]/.test(text[place - 1])) place += 1;
      if (text.charCodeAt(place) >= 0xdc00 && text.charCodeAt(place) < 0xe000) place += 1;
      link.append("…");
    }
    for (const [start, end] of hits) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      link.append(text.slice(place, start), mark);
      place = end;
    }
    link.append(text.slice(place));
    const from = document.createElement("p");
    from.className = "meta";
    for (const words of [title, publisher, date].filter(Boolean)) {
      const span = document.createElement("span");
      span.textContent = words;
      from.append(span);
    }
    line.append(link, from);
    return line;
  };

  let latest = 0;
  const search = async (words) => {
    const turn = ++latest;
    results.replaceChildren();
    status.textContent = "";
    browse.hidden = words.trim() !== "";
    if (!words.trim()) return;
    try {
      const manifest = await openIndex();
      const terms = words.trim().split(/\s+/).map((term) => foldedRun(term).characters);
      const keys = terms.flatMap(keysOf);
      const sets = keys.length
        ? await Promise.all(keys.map((key) => numbersOf(manifest, key)))
        : [new Set()];
      if (turn !== latest) return;
      sets.sort((one, other) => one.size - other.size);
      const numbers = [...sets[0]]
        .filter((number) => sets.every((set) => set.has(number)))
        .sort((one, other) => one - other);
      await show(manifest, terms, numbers, 0, 0, turn);
    } catch (fault) {
      if (turn === latest) status.textContent = form.dataset.fault;
      throw fault;
    }
  };

  // One page of results at a time: texts are fetched as far as they are needed.
  const show = async (manifest, terms, numbers, from, found, turn) => {
    let shown = 0;
    let at = from;
    for (; at < numbers.length && shown < PAGE; at += 1) {
      const block = await load(manifest.texts[Math.floor(numbers[at] / manifest.block)]);
      if (turn !== latest) return;
      const passage = block[numbers[at] % manifest.block];
      const hits = hitsIn(passage[5], terms);
      if (hits) {
        results.append(item(passage, hits));
        shown += 1;
      }
    }
    const total = found + shown;
    status.textContent = total
      ? `${form.dataset.found}${total}${at < numbers.length ? "+" : ""}`
      : form.dataset.none;
    if (at < numbers.length) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = form.dataset.more;
      const line = document.createElement("li");
      line.className = "more";
      line.append(more);
      more.addEventListener("click", () => {
        line.remove();
        show(manifest, terms, numbers, at, total, turn);
      });
      results.append(line);
    }
  };

  const inAddress = () => new URLSearchParams(window.location.search).get("q") ?? "";
  const remember = (words) => {
    const address = new URL(window.location.href);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    window.history.replaceState(null, "", address);
  };

  let pause = 0;
  let composing = false; // an input method is open: its letters are not yet words
  const later = () => {
    window.clearTimeout(pause);
    if (composing) return;
    pause = window.setTimeout(() => {
      remember(input.value.trim());
      search(input.value);
    }, 150);
  };
  input.addEventListener("compositionstart", () => { composing = true; });
  input.addEventListener("compositionend", () => { composing = false; later(); });
  input.addEventListener("input", later);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.clearTimeout(pause);
    remember(input.value.trim());
    search(input.value);
  });
  window.addEventListener("popstate", () => {
    input.value = inAddress();
    search(input.value);
  });

  input.value = inAddress();
  if (input.value) search(input.value);
})();
