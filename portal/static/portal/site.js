/* Progressive enhancement only: every page reads and works without this file. */
(function () {
  'use strict';
  var d = document, root = d.documentElement, live = one('#live');
  var wide = matchMedia('(min-width:62em)');

  function one(selector, within) { return (within || d).querySelector(selector); }
  function all(selector, within) { return Array.from((within || d).querySelectorAll(selector)); }
  function t(zh, en) { return root.lang === 'en' ? en : zh; }
  function mark(el, on) { if (on) el.setAttribute('aria-current', 'true'); else el.removeAttribute('aria-current'); }

  /* 1 Theme: system, light, dark. theme.js applies the stored choice on the next page. */
  var toggle = one('[data-theme-toggle]'), mode = root.getAttribute('data-theme') || 'auto';
  var names = { auto: t('自动', 'auto'), light: t('浅色', 'light'), dark: t('深色', 'dark') };
  function paint() {
    if (mode === 'auto') root.removeAttribute('data-theme'); else root.setAttribute('data-theme', mode);
    toggle.lastElementChild.textContent = names[mode];
  }
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener('click', function () {
      mode = { auto: 'light', light: 'dark', dark: 'auto' }[mode];
      try { localStorage.setItem('theme', mode); } catch (e) { /* lasts for this page only */ }
      paint();
    });
    paint();
  }

  /* 2 Evidence: a note and its clause light up together, from either side. */
  function light(event) {
    var el = event.target.closest && event.target.closest('[data-i]');
    all('.is-on').forEach(function (lit) { lit.classList.remove('is-on'); });
    if (el) all('[data-i="' + CSS.escape(el.dataset.i) + '"]').forEach(function (x) { x.classList.add('is-on'); });
  }
  if (one('.annot')) ['mouseover', 'focusin', 'click'].forEach(function (name) { d.addEventListener(name, light); });

  /* 3 Copy buttons name the element whose text they copy. */
  if (navigator.clipboard) all('[data-copy]').forEach(function (button) {
    var label = button.textContent;
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(d.getElementById(button.dataset.copy).textContent.trim()).then(function () {
        live.textContent = button.textContent = t('已复制', 'Copied');
        setTimeout(function () { button.textContent = label; }, 1600);
      });
    });
  });

  /* 4 Tile map: change the year in place; quote the first sentence of the district in focus.
     #map-data: {year: {slug: [count or null, level, sentence, address]}} */
  var map = one('.tmap'), json = one('#map-data'), say = one('.tmap__say');
  if (map && json && say) {
    var years = JSON.parse(json.textContent), hush = say.textContent;
    var year = one('[data-year][aria-current]').dataset.year;
    var showYear = function (chosen) {
      year = chosen;
      all('.tile', map).forEach(function (tile) {
        var told = years[year][tile.dataset.d], figure = one('.num', tile), unit = d.createElement('span');
        unit.className = 'vh';
        unit.textContent = t('条举措', ' initiatives');
        tile.dataset.lv = told[1];
        tile.href = told[3];
        figure.textContent = told[0] === null ? t('未单列', 'not listed') : told[0];
        if (told[0] !== null) figure.append(unit);
      });
      all('[data-year]').forEach(function (link) { mark(link, link.dataset.year === year); });
      live.textContent = t('地图已切换到 ' + year + ' 年', 'The map shows ' + year);
    };
    all('[data-year]').forEach(function (link) {
      if (years[link.dataset.year]) link.addEventListener('click', function (event) {
        event.preventDefault();
        showYear(link.dataset.year);
      });
    });
    ['mouseover', 'focusin'].forEach(function (name) {
      map.addEventListener(name, function (event) {
        var tile = event.target.closest('.tile'), told = tile && years[year][tile.dataset.d];
        var quote = told && told[2], isChinese = /[\u4e00-\u9fff]/.test(quote || '');
        var none = t('这一年的报告没有单列这个区。', 'This year’s report has no section on it.');
        say.lang = isChinese ? 'zh-Hans' : root.lang;
        say.classList.toggle('said', isChinese);
        say.textContent = quote || (told && told[0] === null ? none : hush);
      });
    });
  }

  /* 5 Mark the section or year being read; a progress bar where scroll timelines are missing. */
  function spy(targets, nav) {
    if (!nav || !targets.length || !window.IntersectionObserver) return;
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        var link = entry.isIntersecting && one('a[href="#' + CSS.escape(entry.target.id) + '"]', nav), now = one('[data-now]', nav);
        if (!link) return;
        all('[aria-current]', nav).forEach(function (old) { mark(old, false); });
        mark(link, true);
        if (now) now.textContent = link.textContent.trim();
      });
    }, { rootMargin: '-20% 0px -70% 0px' });
    targets.forEach(function (target) { observer.observe(target); });
  }
  var toc = one('.toc'), bar = one('.progress');
  spy(all('.sec'), toc);
  spy(all('.year'), one('.subnav'));
  if (toc) toc.addEventListener('click', function (event) {
    if (event.target.closest('a') && !wide.matches) one('details', toc).open = false;
  });
  if (bar && !CSS.supports('animation-timeline:scroll()')) addEventListener('scroll', function () {
    bar.style.setProperty('--p', scrollY / (root.scrollHeight - innerHeight));
  }, { passive: true });

  /* 6 Panels open on wide screens; a filter box for long lists of choices. */
  all('[data-wide-open]').forEach(function (panel) { if (wide.matches) panel.open = true; });
  all('[data-narrow]').forEach(function (box) {
    box.parentNode.hidden = false;
    box.addEventListener('input', function () {
      all('li', box.closest('details')).forEach(function (li) { li.hidden = !li.textContent.includes(box.value.trim()); });
    });
  });
})();
