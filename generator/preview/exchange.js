// Takes what is new on a page in place, where the reader is. Sent only by `wenzhai serve`, behind
// livereload's client. What is as it was stays the same element, with its listeners, and is not
// laid out anew. A page whose scripts are not all known to leave elements alone is loaded again.
(function () {
  'use strict';
  var EVERYTHING = '*';
  var AHEAD = 'wenzhai-ahead'; // this page can be had before the rest of the site is made
  var OURS = ['wenzhai-problems']; // ids of what stands over the page
  var STAY = (window.wenzhaiScripts || []).concat('livereload.js');
  var asked = 0;

  function names(page) {
    return [].map.call(page.querySelectorAll('script[src]'), function (one) {
      return one.getAttribute('src').split('?')[0].split('/').pop();
    });
  }

  function sheets(page) {
    return [].map.call(page.querySelectorAll('link[rel=stylesheet]'), function (one) {
      return one.getAttribute('href').split('?')[0];
    }).join(' ');
  }

  function canStay() {
    return names(document).every(function (name) { return STAY.indexOf(name) >= 0; });
  }

  function fits(fresh) {
    return fresh.body && names(fresh).join(' ') === names(document).join(' ') &&
      sheets(fresh) === sheets(document) && canStay();
  }

  // Children in the live page, without what is ours.
  function children(node) {
    return [].filter.call(node.childNodes, function (one) { return OURS.indexOf(one.id) < 0; });
  }

  function isScript(node) {
    return node.nodeName === 'SCRIPT';
  }

  function isSame(old, fresh) {
    return old.isEqualNode(fresh) || (isScript(old) && isScript(fresh) && old.src && fresh.src);
  }

  // Whether one can become the other: of elements with ids only those with the same.
  function isLike(old, fresh) {
    return old.nodeName === fresh.nodeName && (old.id || '') === (fresh.id || '');
  }

  function become(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) old.data = fresh.data;
      return;
    }
    [].slice.call(old.attributes).forEach(function (one) {
      // What a reader opened stays open.
      if (!fresh.hasAttribute(one.name) && one.name !== 'open') old.removeAttribute(one.name);
    });
    [].forEach.call(fresh.attributes, function (one) {
      if (old.getAttribute(one.name) !== one.value) old.setAttribute(one.name, one.value);
    });
    becomeWithin(old, fresh);
  }

  function becomeWithin(old, fresh) {
    var was = children(old);
    var is = [].slice.call(fresh.childNodes);
    while (was.length && is.length && isSame(was[0], is[0])) {
      was.shift();
      is.shift();
    }
    var behind = null; // what the rest is put before
    while (was.length && is.length && isSame(was[was.length - 1], is[is.length - 1])) {
      behind = was.pop();
      is.pop();
    }
    is.forEach(function (one) {
      var at = was.findIndex(function (other) { return isSame(other, one); });
      if (at < 0) at = was.findIndex(function (other) { return isLike(other, one); });
      if (at < 0) {
        old.insertBefore(document.importNode(one, true), was[0] || behind);
        return;
      }
      was.splice(0, at).forEach(function (other) { other.remove(); });
      var mine = was.shift();
      if (!isSame(mine, one)) become(mine, one);
    });
    was.forEach(function (other) { other.remove(); });
  }

  function exchange(address, otherwise) {
    var mine = ++asked; // of two answers under way, the later question's counts
    fetch(address)
      .then(function (answer) { return answer.status === 200 ? answer.text() : ''; })
      .then(function (text) {
        if (mine !== asked) return;
        var fresh = text && new DOMParser().parseFromString(text, 'text/html');
        if (!fresh || !fits(fresh)) otherwise();
        else become(document.documentElement, fresh.documentElement);
        document.dispatchEvent(new Event('wenzhai-exchanged')); // the overlay asks what is wrong now
      })
      .catch(function () {}); // the server has stopped: what is shown stays
  }

  function Exchange() {}
  Exchange.identifier = 'wenzhai-exchange';
  Exchange.version = '1.0';
  Exchange.prototype.reload = function (path) {
    var page = location.pathname + location.search;
    if (path === AHEAD) {
      if (canStay()) exchange('/_preview/ahead?page=' + encodeURIComponent(location.pathname), function () {});
      return true;
    }
    if (path !== EVERYTHING || !canStay()) return false;
    exchange(page, function () { location.reload(); });
    return true;
  };
  window.LiveReload.addPlugin(Exchange);
})();
