// Colours, menu, copying and search. Everything else works without a script.
(() => {
  const up = document.currentScript.dataset.up;
  const find = selector => document.querySelector(selector);
  const root = document.documentElement;

  // Colours: what the system prefers, until somebody chooses.
  const theme = find(".theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";
  const showTheme = () => theme.setAttribute("aria-pressed", dark());
  theme.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("penstock-theme", root.dataset.theme); } catch (e) { /* for this page only, then */ }
    showTheme();
  });
  system.addEventListener("change", showTheme);
  showTheme();

  // The menu on a narrow screen; the current page in sight on a wide one.
  const menu = find(".menu");
  const navigation = find(".navigation");
  menu.addEventListener("click", () => menu.setAttribute("aria-expanded", navigation.classList.toggle("open")));
  const current = navigation.querySelector("[aria-current]");
  if (current && current.offsetTop > navigation.clientHeight) navigation.scrollTop = current.offsetTop - navigation.clientHeight / 2;

  for (const code of document.querySelectorAll(".code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.querySelector("pre").textContent);
        button.textContent = "Copied";
      } catch (e) {
        getSelection().selectAllChildren(code.querySelector("pre"));
        button.textContent = "Selected";
      }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    code.append(button);
  }

  // Search: every word must occur; headings count more than text, beginnings of words more than their middles.
  const query = find("#query");
  const results = find("#results");
  const found = find("#found");
  let loading;
  const load = () => loading ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = up + "assets/search.js";
    script.onload = () => resolve(window.penstockSearch.map(([address, page, heading, text]) =>
      ({ address, page, heading, text, head: (page + " " + heading).toLowerCase(), own: heading.toLowerCase(), low: text.toLowerCase() })));
    script.onerror = reject;
    document.head.append(script);
  });
  const escaped = word => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const score = (part, words) => {
    let sum = 0;
    for (const word of words) {
      const start = new RegExp("(^|[^\\p{L}\\p{N}])" + escaped(word), "u");
      const points = (start.test(part.own) ? 12 : 0) + (start.test(part.head) ? 6 : part.head.includes(word) ? 3 : 0)
        + (start.test(part.low) ? 2 : part.low.includes(word) ? 1 : 0);
      if (!points) return 0;
      sum += points;
    }
    return sum - (part.address.includes("decisions/") || part.address.startsWith("CHANGELOG") ? 4 : 0);
  };
  const marked = (text, words) => {
    const pieces = document.createDocumentFragment();
    text.split(new RegExp("(" + words.map(escaped).join("|") + ")", "i")).forEach((piece, i) => {
      if (i % 2) pieces.append(Object.assign(document.createElement("mark"), { textContent: piece }));
      else pieces.append(piece);
    });
    return pieces;
  };
  const excerpt = (part, words) => {
    const at = Math.max(0, Math.min(...words.map(word => part.low.indexOf(word)).filter(i => i >= 0), part.text.length) - 50);
    const from = at >= part.text.length - 50 ? 0 : at && part.text.indexOf(" ", at) + 1;
    return (from ? "… " : "") + part.text.slice(from, from + 140) + (part.text.length > from + 140 ? " …" : "");
  };
  const search = async () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const parts = words.length ? await load() : [];
    const best = parts.map(part => [score(part, words), part]).filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0]).slice(0, 12).map(([, part]) => part);
    results.replaceChildren(...best.map(part => {
      const link = document.createElement("a");
      link.href = up + part.address;
      const title = document.createElement("strong");
      title.textContent = part.heading === part.page ? part.page : part.page + " › " + part.heading;
      const text = document.createElement("span");
      text.append(marked(excerpt(part, words), words));
      link.append(title, text);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    if (words.length && !best.length) results.append(Object.assign(document.createElement("li"), { textContent: "Nothing found." }));
    results.hidden = !words.length;
    found.textContent = words.length ? best.length + " found" : "";
  };
  query.addEventListener("focus", () => load().catch(() => { found.textContent = "The search cannot be loaded."; }));
  query.addEventListener("input", search);
  document.addEventListener("keydown", event => {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const inSearch = document.activeElement === query || at >= 0;
    if (event.key === "/" && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) {
      event.preventDefault();
      query.focus();
    } else if (event.key === "Escape" && inSearch) {
      results.hidden = true;
      query.focus();
    } else if (inSearch && links.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const to = at + (event.key === "ArrowDown" ? 1 : -1);
      (to < 0 ? query : links[Math.min(to, links.length - 1)]).focus();
    } else if (event.key === "Enter" && document.activeElement === query && links.length) {
      links[0].click();
    }
  });
  document.addEventListener("click", event => { if (!event.target.closest("search")) results.hidden = true; });

  // A link to a search: index.html?q=words
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    query.value = asked;
    search();
  }
})();
