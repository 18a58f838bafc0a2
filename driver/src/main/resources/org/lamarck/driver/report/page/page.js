// Sorts tables by a click on a heading, tells what a plot's mark is, and enlarges plots: the wheel zooms,
// dragging moves, Escape leaves. Without this script the page says the same. No character here needs
// escaping in XML.
(function () {
  "use strict";
  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };

  // a number of a cell is the exact one of its title
  var key = function (row, column) {
    var cell = row.children[column];
    var exact = cell.getAttribute("title");
    var text = cell.textContent;
    if (exact !== null) { return Number(exact.replace("Infinity", "1e999")); }
    var digits = text.replace(/[\u202f ]/g, "").replace("\u2212", "-");
    return digits === "" ? text : isNaN(Number(digits)) ? text : Number(digits);
  };
  var compare = function (a, b) {
    if (typeof a === "number") { if (typeof b === "number") { return isNaN(a) ? (isNaN(b) ? 0 : 1) : isNaN(b) ? -1 : a - b; } return -1; }
    if (typeof b === "number") { return 1; }
    return a.localeCompare(b, "en", { numeric: true });
  };
  all("table").forEach(function (table) {
    var body = table.tBodies[0];
    if (!(body.rows.length > 1)) { return; }
    all("thead th", table).forEach(function (head, column) {
      if (head.textContent === "") { return; }
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        var falling = head.getAttribute("aria-sort") === "ascending";
        all("thead th", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
        var rows = Array.from(body.rows).map(function (row) { return { row: row, key: key(row, column) }; });
        rows.sort(function (a, b) {
          var missing = (isNaN(a.key) ? typeof a.key === "number" : false) !== (isNaN(b.key) ? typeof b.key === "number" : false);
          return falling ? (missing ? compare(a.key, b.key) : compare(b.key, a.key)) : compare(a.key, b.key);
        });
        rows.forEach(function (one) { body.appendChild(one.row); });
      });
    });
  });

  var tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  document.body.appendChild(tip);
  var near = null;
  var leave = function () {
    if (near) { near.classList.remove("near"); }
    near = null;
    tip.hidden = true;
  };
  var REACH = 14;
  var marks = function (svg) {
    // browsers' own tips would stand beside this one
    if (!svg.marks) {
      svg.marks = all("circle, rect, text", svg).filter(function (mark) { return mark.querySelector("title"); });
      svg.marks.forEach(function (mark) {
        var title = mark.querySelector("title");
        mark.words = title.textContent;
        title.remove();
        mark.setAttribute("aria-label", mark.words);
      });
    }
    return svg.marks;
  };
  all("svg.lamarck-plot").forEach(function (svg) {
    svg.addEventListener("pointermove", function (event) {
      var best = null, least = REACH;
      marks(svg).forEach(function (mark) {
        var box = mark.getBoundingClientRect();
        var dx = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
        var dy = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
        var middle = Math.hypot((box.left + box.right) / 2 - event.clientX, (box.top + box.bottom) / 2 - event.clientY);
        var distance = mark.tagName === "circle" ? Math.max(0, middle - box.width / 2) : Math.hypot(dx, dy) > 0 ? REACH : REACH - 1;
        if (least > distance) { best = mark; least = distance; }
      });
      if (best !== near) {
        leave();
        if (best) { near = best; if (best.tagName !== "text") { best.classList.add("near"); } tip.textContent = best.words; tip.hidden = false; }
      }
      if (near) {
        var width = tip.offsetWidth, right = document.documentElement.clientWidth;
        tip.style.left = Math.max(4, Math.min(event.clientX + 14, right - width - 4)) + "px";
        tip.style.top = (event.clientY + 18 + tip.offsetHeight > window.innerHeight ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18) + "px";
      }
    });
    svg.addEventListener("pointerleave", leave);
  });

  all("figure").forEach(function (figure) {
    var svg = figure.querySelector("svg");
    if (!svg) { return; }
    var whole = svg.getAttribute("viewBox");
    var button = document.createElement("button");
    button.type = "button";
    var show = function (large) {
      figure.classList.toggle("large", large);
      button.textContent = large ? "\u2715" : "\u2922";
      button.setAttribute("aria-label", large ? "Close" : "Enlarge");
      svg.setAttribute("viewBox", whole);
      leave();
    };
    button.addEventListener("click", function () { show(!figure.classList.contains("large")); });
    figure.addEventListener("keydown", function (event) { if (event.key === "Escape") { show(false); } });
    figure.appendChild(button);
    show(false);
    var view = function () { return svg.getAttribute("viewBox").split(" ").map(Number); };
    var place = function (event) {
      var point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [point.x, point.y];
    };
    svg.addEventListener("wheel", function (event) {
      if (!figure.classList.contains("large")) { return; }
      event.preventDefault();
      var box = view(), at = place(event), full = whole.split(" ").map(Number);
      var factor = Math.min(Math.pow(1.002, event.deltaY), full[2] / box[2]);
      factor = Math.max(factor, full[2] / 40 / box[2]);
      svg.setAttribute("viewBox", [at[0] + (box[0] - at[0]) * factor, at[1] + (box[1] - at[1]) * factor, box[2] * factor, box[3] * factor].join(" "));
    }, { passive: false });
    var from = null;
    svg.addEventListener("pointerdown", function (event) {
      if (figure.classList.contains("large")) { from = place(event); svg.setPointerCapture(event.pointerId); }
    });
    svg.addEventListener("pointermove", function (event) {
      if (!from) { return; }
      var box = view(), at = place(event);
      svg.setAttribute("viewBox", [box[0] + from[0] - at[0], box[1] + from[1] - at[1], box[2], box[3]].join(" "));
    });
    ["pointerup", "pointercancel"].forEach(function (name) { svg.addEventListener(name, function () { from = null; }); });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { all("figure.large > button").forEach(function (button) { button.click(); }); }
  });
})();
