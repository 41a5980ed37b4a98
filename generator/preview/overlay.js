// Shows over the page what keeps it from being built. Sent only by `wenzhai serve`, behind
// livereload's client, whose order `wenzhai-problems` it answers.
(function () {
  'use strict';
  var ORDER = 'wenzhai-problems';
  var ID = 'wenzhai-problems';
  var STYLE =
    '#wenzhai-problems, #wenzhai-problems * { all: revert; box-sizing: border-box; }' +
    '#wenzhai-problems { position: fixed; z-index: 2147483647; left: 0; right: 0; bottom: 0;' +
    ' max-height: 60vh; overflow: auto; margin: 0; padding: 1rem 1.25rem 1.25rem;' +
    ' font: 16px/1.6 system-ui, sans-serif; color: #fff; background: #7a1a12;' +
    ' box-shadow: 0 -4px 24px rgba(0, 0, 0, .4); color-scheme: dark; }' +
    '#wenzhai-problems h2 { margin: 0; font-size: 1.1rem; }' +
    '#wenzhai-problems p { margin: .25rem 0; max-width: 46em; }' +
    '#wenzhai-problems ul { margin: .75rem 0 0; padding: 0; list-style: none; }' +
    '#wenzhai-problems li { margin: .5rem 0 0; padding: .5rem .75rem; background: rgba(0, 0, 0, .3);' +
    ' overflow-wrap: anywhere; }' +
    '#wenzhai-problems code { font: .9em/1.5 ui-monospace, monospace; }' +
    '#wenzhai-problems button { float: right; font: inherit; color: inherit; background: none;' +
    ' border: 1px solid currentColor; border-radius: 4px; padding: .1rem .75rem; cursor: pointer; }' +
    '@media print { #wenzhai-problems { display: none; } }';
  var asked = 0;

  function element(name, text) {
    var made = document.createElement(name);
    if (text !== undefined) made.textContent = text; // never as HTML: it may quote a source
    return made;
  }

  function remove() {
    var old = document.getElementById(ID);
    if (old) old.remove();
  }

  function show(told) {
    remove();
    if (!told.problems.length) return;
    var box = element('section');
    box.id = ID;
    box.lang = told.lang;
    box.setAttribute('role', 'alert');
    var close = element('button', told.close);
    close.type = 'button';
    close.addEventListener('click', remove);
    box.append(close, element('h2', told.heading), element('p', told.explained));
    var list = element('ul');
    told.problems.forEach(function (problem) {
      var item = element('li');
      item.append(
        element('code', problem.path + ':' + problem.line),
        element('p', problem.cause),
        element('p', problem.fix)
      );
      list.append(item);
    });
    box.append(list);
    document.body.append(box);
  }

  function ask() {
    var mine = ++asked; // of two answers under way, the later question's counts
    fetch('/_preview/problems?lang=' + encodeURIComponent(document.documentElement.lang))
      .then(function (answer) { return answer.json(); })
      .then(function (told) { if (mine === asked) show(told); })
      .catch(function () {}); // the server has stopped: what is shown stays
  }

  function Overlay() {}
  Overlay.identifier = 'wenzhai';
  Overlay.version = '1.0';
  Overlay.prototype.reload = function (path) {
    if (path !== ORDER) return false;
    ask();
    return true;
  };

  // A style sheet made by script is no inline style: the strictest policy lets it through.
  var sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets = document.adoptedStyleSheets.concat(sheet);
  document.addEventListener('wenzhai-exchanged', ask);
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') remove();
  });
  window.LiveReload.addPlugin(Overlay);
})();
