// What a browser sees, as lines of text in #seen: nothing but "ok NAME" where all is well. Runs in a page
// that holds a report in a frame (#report), or a notebook's page with an empty place (#plot) and plots (#plots).
(function () {
  "use strict";
  var lines = [];
  var all = function (selector, root) { return Array.from(root.querySelectorAll(selector)); };
  var tell = function (name, faults) { lines.push(faults.length === 0 ? "ok " + name : name + ": " + faults.slice(0, 5).join("; ")); };
  var done = function () {
    var seen = document.createElement("pre");
    seen.id = "seen";
    seen.textContent = lines.join("\n") + "\nend";
    document.body.appendChild(seen);
  };

  var report = function (frame) {
    var doc = frame.contentDocument, win = frame.contentWindow, root = doc.documentElement;
    tell("width", root.scrollWidth > frame.clientWidth ? [root.scrollWidth + " of " + frame.clientWidth] : []);

    var cut = [], over = [];
    all("svg.lamarck-plot", doc).forEach(function (svg) {
      var view = svg.getAttribute("viewBox").split(" ").map(Number);
      var texts = all("text", svg).filter(function (text) { return text.textContent !== ""; });
      var boxes = texts.map(function (text) { return text.getBoundingClientRect(); });
      var whole = svg.getBoundingClientRect();
      texts.forEach(function (text, i) {
        var box = boxes[i];
        if (text.textContent.indexOf("\u2026") >= 0 || whole.left - 1 > box.left || box.right > whole.right + 1) {
          cut.push(text.textContent);
        }
        for (var j = 0; j !== i; j++) {
          var other = boxes[j];
          var dx = Math.min(box.right, other.right) - Math.max(box.left, other.left);
          var dy = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
          if (dx > 2 * whole.width / view[2]) { if (dy > 4 * whole.width / view[2]) { over.push(text.textContent + " over " + texts[j].textContent); } }
        }
      });
    });
    tell("names whole", cut);
    tell("names apart", over);

    var value = function (cell) { return cell.getAttribute("title") === null ? cell.textContent : Number(cell.getAttribute("title")); };
    var unsorted = [], sorted = 0;
    all("table", doc).forEach(function (table) {
      var heads = all("thead th", table);
      var column = table.tBodies[0].rows.length > 2 ? heads.findIndex(function (head, i) { return i > 0 ? table.tBodies[0].rows[0].cells[i].getAttribute("title") !== null : false; }) : -1;
      if (0 > column) { return; }
      var before = Array.from(table.tBodies[0].rows).map(function (row) { return value(row.cells[column]); }).filter(isFinite);
      var wanted = before.slice().sort(function (a, b) { return a - b; });
      heads[column].querySelector("button").click();
      var after = Array.from(table.tBodies[0].rows).map(function (row) { return value(row.cells[column]); }).filter(isFinite);
      sorted++;
      if (after.join() !== wanted.join()) { unsorted.push(heads[column].textContent + ": " + after.join()); }
    });
    tell("sorting", sorted === 0 ? ["no table with numbers"] : unsorted);

    var silent = [], heard = 0;
    all("svg.lamarck-plot", doc).forEach(function (svg) {
      var mark = all("circle", svg).find(function (circle) { return circle.querySelector("title"); });
      if (!mark) { return; }
      mark.scrollIntoView({ block: "center" });
      var box = mark.getBoundingClientRect();
      svg.dispatchEvent(new win.PointerEvent("pointermove", { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2, bubbles: true }));
      var tip = doc.querySelector(".tip");
      heard++;
      if (tip.hidden || tip.textContent === "") { silent.push(svg.getAttribute("aria-label") || "a plot"); }
    });
    tell("hovering", heard === 0 ? ["no marks"] : silent);

    // between a handful of data a curve has many points
    var figures = all("figure", doc);
    var fits = figures.filter(function (figure) { return figure.querySelector("circle.datum"); });
    var curved = fits.filter(function (figure) {
      return all("path.curve", figure).some(function (path) { return path.getAttribute("d").split(/[LHV]/).length > 40; });
    });
    tell("curves", curved.length > 0 ? [] : ["of " + fits.length + " fits none has one"]);
    var large = figures[0].querySelector("button");
    large.click();
    tell("enlarging", figures[0].getBoundingClientRect().width >= 0.9 * frame.clientWidth ? [] : ["it stays small"]);
    large.click();
    done();
  };

  var notebook = function (place) {
    var outside = all("body, body *", document).filter(function (one) { return !place.contains(one); });
    var look = function () {
      return outside.map(function (one) {
        var style = getComputedStyle(one), box = one.getBoundingClientRect();
        var rules = Array.from(style).map(function (name) { return name + " " + style.getPropertyValue(name); });
        // what follows from the height of the place itself is no change of style
        rules = rules.filter(function (rule) { return !/^(height|block-size|perspective-origin|transform-origin|inset-block|bottom|top)/.test(rule); });
        return one.tagName + " " + box.left + " " + box.width + " " + rules.join("|");
      });
    };
    var before = look(), wide = document.documentElement.scrollWidth;
    place.innerHTML = document.getElementById("plots").textContent;
    var after = look(), changed = [];
    after.forEach(function (one, i) { if (one !== before[i]) { changed.push(outside[i].tagName); } });
    tell("around", changed);
    tell("width", document.documentElement.scrollWidth > wide ? [document.documentElement.scrollWidth + " of " + wide] : []);
    tell("plots", all("svg", place).length > 3 ? [] : ["none is there"]);
    done();
  };

  window.addEventListener("load", function () {
    var frame = document.getElementById("report");
    if (frame) { report(frame); } else { notebook(document.getElementById("plot")); }
  });
})();
