// Searches the articles of this edition without a server. The index tells in which stretches of
// text two neighbouring letters stand, folded (Simplified, half width, lower case); a text that
// holds all pairs of the words is fetched and looked through, so that nothing is shown that does
// not hold the words. The other half is generator/render/search.
(() => {
  "use strict";
  const form = document.querySelector("form[data-index]");
  if (!form) return;
  const input = form.querySelector("input[type=search]");
  const status = document.getElementById("status");
  const results = document.getElementById("results");
  const browse = document.getElementById("browse");
  const PAGE = 20; // results shown at a time, and as many as the texts at hand hold, up to MOST
  const MOST = 100;
  const AROUND = 40; // characters shown before the first hit
  const KEYS = 5; // pairs looked up of long words: each costs a file
  const AT_ONCE = 4; // files of texts fetched together
  const FILES = 16; // and no more than this before the reader asks for more

  const kept = new Map();
  const load = (name, version) => {
    const address = new URL(version ? `${name}?v=${version}` : name, document.baseURI).href;
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

  // --- folding, as generator/render/search/folding.py does it ---------------------------------

  let table = null;
  const openIndex = async () => {
    const manifest = await load(form.dataset.index);
    if (!table) {
      const targets = Array.from(manifest.fold[1]);
      table = new Map(Array.from(manifest.fold[0]).map((typed, at) => [typed, targets[at]]));
    }
    return manifest;
  };
  const foldCase = (character) => {
    const lower = character.toLowerCase();
    return Array.from(lower).length === 1 ? lower : character;
  };
  const fold = (character) => table.get(character) ?? foldCase(character);

  // Folded text with the place of each character in the original. White space counts between two
  // Latin words and nowhere else, so that `5G网络` is found where a source writes `5G 网络`.
  const LATIN = /[\p{Script=Latin}\p{N}]/u;
  const foldedRun = (text) => {
    const characters = [];
    const places = [];
    let place = 0;
    let space = -1;
    for (const character of text) {
      if (/\s/.test(character)) {
        if (space < 0) space = place;
      } else {
        if (space >= 0 && characters.length && LATIN.test(characters.at(-1)) && LATIN.test(character)) {
          characters.push(" ");
          places.push(space);
        }
        space = -1;
        characters.push(fold(character));
        places.push(place);
      }
      place += character.length;
    }
    places.push(place);
    return { characters, places };
  };

  // --- the index, as generator/render/search/postings.py writes it ----------------------------

  const hash = (one, two, three) => {
    let mixed = (Math.imul(one, 0x9e3779b1) + two) >>> 0;
    mixed = (Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) + three) >>> 0;
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };

  // Pairs of letters, whatever stands between them; of a longer Latin word its threes instead.
  const keysOf = (characters) => {
    const found = new Set();
    const isWord = (at) => at >= 0 && /^[0-9a-z]$/.test(characters[at] ?? "");
    const letters = [...characters.keys()].filter((at) => /[\p{L}\p{N}]/u.test(characters[at]));
    const code = (at) => characters[letters[at]].codePointAt(0);
    const joined = (at) => letters[at + 1] === letters[at] + 1 && isWord(letters[at]) && isWord(letters[at + 1]);
    for (let at = 0; at + 1 < letters.length; at += 1) {
      if (joined(at) && joined(at + 1)) found.add(hash(code(at), code(at + 1), code(at + 2)));
      else if (!(joined(at) && at > 0 && joined(at - 1))) found.add(hash(code(at), code(at + 1), 0));
    }
    const all = [...found];
    if (all.length <= KEYS) return all;
    return Array.from({ length: KEYS }, (_, at) => all[Math.round((at * (all.length - 1)) / (KEYS - 1))]);
  };

  // Numbers in printable ASCII: 51 digits that end one, 40 that go on.
  const numbers = (words) => {
    const found = [];
    let value = 0;
    let weight = 1;
    for (let at = 0; at < words.length; at += 1) {
      const code = words.charCodeAt(at);
      const digit = code > 92 ? code - 36 : code - 35;
      if (digit < 51) {
        found.push(value + digit * weight);
        value = 0;
        weight = 1;
      } else {
        value += (digit - 51) * weight;
        weight *= 40;
      }
    }
    return found;
  };

  // The numbers of the units that hold a key, by an index.
  const unitsOf = async (manifest, index, key) => {
    const code = key >>> (32 - index.bits);
    const shard = index.shardBits ? code >>> (index.bits - index.shardBits) : 0;
    const segments = await load(`${index.at}${shard}.json`, manifest.version);
    const units = [];
    segments.forEach(([gaps, counts, steps], group) => {
      let at = shard * 2 ** (index.bits - index.shardBits);
      const which = numbers(gaps).findIndex((gap) => (at += gap) === code);
      if (which < 0) return;
      const sizes = numbers(counts);
      let start = 0;
      for (let before = 0; before < which; before += 1) start += sizes[before] + 1;
      let unit = (group * manifest.group * manifest.slot) / 2 ** index.shift;
      numbers(steps).slice(start, start + sizes[which] + 1).forEach((step, place) => {
        unit += place ? step + 1 : step;
        units.push(unit);
      });
    });
    return units;
  };

  // Which numbers may hold all keys: units of an index that have them all, newest first.
  const candidatesOf = async (manifest, keys) => {
    if (!keys.length) return [{ from: 0, to: manifest.leaves * manifest.slot }];
    const stretches = [];
    for (const index of manifest.indexes) {
      const lists = await Promise.all(keys.map((key) => unitsOf(manifest, index, key)));
      lists.sort((one, other) => one.length - other.length);
      const sets = lists.slice(1).map((list) => new Set(list));
      for (const unit of lists[0]) {
        if (sets.every((set) => set.has(unit))) {
          stretches.push({ from: unit * 2 ** index.shift, to: (unit + 1) * 2 ** index.shift });
        }
      }
    }
    return stretches;
  };

  // Files of texts that have candidates, the newest first, each with its leaves and their rows.
  const filesOf = (manifest, stretches) => {
    const leaves = new Map();
    for (const { from, to } of stretches) {
      for (let leaf = Math.floor(from / manifest.slot); leaf * manifest.slot < to; leaf += 1) {
        const rows = leaves.get(leaf) ?? [];
        rows.push([from - leaf * manifest.slot, to - leaf * manifest.slot]);
        leaves.set(leaf, rows);
      }
    }
    const files = new Map();
    for (const leaf of [...leaves.keys()].sort((one, other) => other - one)) {
      const file = Math.floor(leaf / manifest.span);
      files.set(file, [...(files.get(file) ?? []), [leaf % manifest.span, leaves.get(leaf)]]);
    }
    return [...files];
  };

  // --- looking through texts ------------------------------------------------------------------

  const indexOfRun = (characters, run, from) => {
    for (let at = from; at + run.length <= characters.length; at += 1) {
      if (run.every((character, offset) => characters[at + offset] === character)) return at;
    }
    return -1;
  };

  // The stretches of a text that hold the terms, or null if one is missing. Another edition may
  // write a word otherwise (`others`): what is found only there has no stretch to mark.
  const hitsIn = (text, others, terms) => {
    const { characters, places } = foldedRun(text);
    const hits = [];
    for (const term of terms) {
      let at = indexOfRun(characters, term, 0);
      if (at < 0 && !others.some((other) => indexOfRun(foldedRun(other).characters, term, 0) >= 0)) return null;
      while (at >= 0) {
        const last = places[at + term.length - 1];
        hits.push([places[at], last + String.fromCodePoint(text.codePointAt(last)).length]);
        at = indexOfRun(characters, term, at + term.length);
      }
    }
    hits.sort((one, other) => one[0] - other[0]);
    return hits.filter((hit, at) => at === 0 || hit[0] >= hits[at - 1][1]);
  };

  // A line of the results. Those of one article follow one another: only the first names it.
  const item = ([slug, publisher, date, title], [anchor, text, lang], hits) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `../articles/${slug}/${anchor && `#${anchor}`}`;
    if (lang) link.lang = lang;
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
    if (slug !== named) {
      const from = document.createElement("p");
      from.className = "meta";
      const titled = [title[1], title[2], "of"];
      for (const [words, tongue, kind] of [...(anchor ? [titled] : []), [publisher], [date]]) {
        if (!words) continue;
        const span = document.createElement("span");
        if (tongue) span.lang = tongue;
        if (kind) span.className = kind;
        span.textContent = words;
        from.append(span);
      }
      line.className = "part";
      line.append(from);
      named = slug;
    }
    line.append(link);
    return line;
  };

  // --- a search -------------------------------------------------------------------------------

  let latest = 0;
  let named = ""; // the article of the last result

  // One page of results at a time: texts are fetched as far as they are needed.
  const show = async (manifest, terms, files, found, turn) => {
    const rest = [...files];
    let shown = 0;
    const isAtHand = () => kept.has(textsOf(manifest, rest[0]));
    let fetched = 0;
    while (rest.length && (isAtHand() ? shown < MOST : shown < PAGE && fetched < FILES)) {
      if (!isAtHand()) fetched += AT_ONCE;
      const batch = rest.splice(0, isAtHand() ? 1 : AT_ONCE);
      const texts = await Promise.all(batch.map((file) => load(nameOf(file), manifest.version)));
      if (turn !== latest) return 0;
      batch.forEach(([, leaves], at) => {
        for (const [number, stretches] of leaves) {
          const leaf = texts[at][number];
          const rows = leaf.slice(4);
          rows.forEach((row, place) => {
            if (!stretches.some(([from, to]) => place >= from && place < to)) return;
            const hits = hitsIn(row[1], row.slice(3), terms);
            if (!hits) return;
            // The title is the first row of an article's first leaf; a later leaf has it beside.
            results.append(item([...leaf.slice(0, 3), leaf[3] === true ? rows[0] : leaf[3]], row, hits));
            shown += 1;
          });
        }
      });
    }
    const total = found + shown;
    status.textContent = total || rest.length ? `${form.dataset.found}${total}${rest.length ? "+" : ""}` : form.dataset.none;
    if (rest.length) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = form.dataset.more;
      const line = document.createElement("li");
      line.className = "more";
      line.append(more);
      more.addEventListener("click", () => {
        line.remove();
        goOn(manifest, terms, rest, total, turn);
      });
      results.append(line);
    }
    return total;
  };
  // The button is gone with the focus that was on it: who works by keyboard goes on at the first
  // of what it brought.
  const goOn = async (manifest, terms, rest, found, turn) => {
    const before = results.children.length;
    try {
      await show(manifest, terms, rest, found, turn);
      if (turn === latest) results.children[before]?.querySelector("a, button")?.focus();
    } catch (fault) {
      failed(fault, turn);
    }
  };
  const failed = (fault, turn) => {
    if (turn === latest) status.textContent = form.dataset.fault;
    throw fault;
  };
  const nameOf = ([file]) => `texts-${file}.json`;
  const textsOf = (manifest, file) => new URL(`${nameOf(file)}?v=${manifest.version}`, document.baseURI).href;

  const search = async (words) => {
    const turn = ++latest;
    results.replaceChildren();
    named = "";
    status.textContent = "";
    browse.hidden = words.trim() !== "";
    if (!words.trim()) return;
    try {
      const manifest = await openIndex();
      const find = async (terms) => {
        const keys = [...new Set(terms.flatMap(keysOf))];
        const stretches = await candidatesOf(manifest, keys);
        if (turn !== latest) return 0;
        return show(manifest, terms, filesOf(manifest, stretches), 0, turn);
      };
      // The words as they stand; only where nowhere do, each of them somewhere in a text.
      const whole = foldedRun(words.trim()).characters;
      const apart = words.trim().split(/\s+/).map((term) => foldedRun(term).characters);
      if ((await find([whole])) || apart.length < 2 || turn !== latest) return;
      if (await find(apart)) status.textContent = `${form.dataset.apart} ${status.textContent}`;
    } catch (fault) {
      failed(fault, turn);
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
