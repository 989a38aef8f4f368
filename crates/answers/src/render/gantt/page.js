(() => {
  'use strict';
  const area = document.querySelector('.scroll'), chart = document.querySelector('.gantt');
  const tools = document.querySelector('.tools');
  if (!area || !chart || !tools) return;
  tools.hidden = false;
  let zoom = 1;
  const set = (wanted, at) => {
    const box = area.getBoundingClientRect(), names = chart.querySelector('th.name').offsetWidth;
    const x = at === undefined ? box.width / 2 : at - box.left;
    const before = (area.scrollLeft + x - names) / chart.offsetWidth;
    zoom = Math.min(16, Math.max(1, wanted));
    chart.style.setProperty('width', zoom === 1 ? '' : 100 * zoom + '%');
    area.scrollLeft = before * chart.offsetWidth - x + names;
    draw();
  };
  const act = { in: () => set(zoom * 1.5), out: () => set(zoom / 1.5), all: () => set(1) };
  tools.addEventListener('click', event => {
    const todo = act[event.target.dataset && event.target.dataset.zoom];
    if (todo) todo();
  });
  const only = tools.querySelector('[name=only]'), links = tools.querySelector('[name=links]');
  only.addEventListener('change', () => { chart.classList.toggle('only', only.checked); draw(); });
  links.addEventListener('change', () => draw());
  chart.addEventListener('change', () => draw());
  // Lines are measured anew: rows may be folded or left out, and the chart zoomed.
  const space = 'http://www.w3.org/2000/svg', wires = document.createElementNS(space, 'svg');
  wires.setAttribute('class', 'wires');
  wires.setAttribute('aria-hidden', 'true');
  area.style.setProperty('position', 'relative');
  area.append(wires);
  const rows = new Map([...chart.querySelectorAll('tr[data-n]')].map(row => [row.dataset.n, row]));
  const draw = () => {
    wires.replaceChildren();
    chart.classList.add('drawn');
    wires.setAttribute('width', chart.offsetWidth);
    wires.setAttribute('height', chart.offsetHeight);
    const from = chart.getBoundingClientRect(), known = new Map();
    const box = row => {
      if (!known.has(row)) {
        const mark = row.offsetParent && row.querySelector('.bar, .stone'), found = mark && mark.getBoundingClientRect();
        known.set(row, found && { left: found.left - from.left, right: found.right - from.left, top: found.top - from.top, bottom: found.bottom - from.top });
      }
      return known.get(row);
    };
    for (const row of rows.values()) for (const one of (row.dataset.after || '').split(' ')) {
      const [, number, kind, held] = /^(\d+)(?::(\w\w))?(!?)$/.exec(one) || [];
      if (!number || !held && !links.checked) continue;
      const a = rows.has(number) && box(rows.get(number)), b = box(row);
      if (!a || !b) continue;
      const x = kind === 'SS' || kind === 'SF' ? a.left : a.right, to = kind === 'FF' || kind === 'SF' ? b.right : b.left;
      const down = b.top > a.top, y = down ? a.bottom : a.top, middle = (b.top + b.bottom) / 2, edge = down ? b.top : b.bottom, s = down ? -6 : 6;
      const far = to - x > 7;
      const shape = far ? [`M${x} ${y}V${middle}H${to}`, `M${to} ${middle}l-6-3.5v7z`]
        : to < x - 7 ? [`M${x} ${y}V${(y + edge) / 2}H${to + 3}V${edge}`, `M${to + 3} ${edge}l-3.5 ${s}h7z`]
        : [`M${x} ${y}V${edge}`, `M${x} ${edge}l-3.5 ${s}h7z`];
      for (const [at, d] of shape.entries()) {
        const path = document.createElementNS(space, 'path');
        path.setAttribute('d', d);
        path.setAttribute('class', (at ? 'tip' : '') + (held ? ' held' : ''));
        wires.append(path);
      }
    }
  };
  addEventListener('resize', draw);
  area.addEventListener('keydown', event => {
    const todo = { '+': act.in, '=': act.in, '-': act.out, '0': act.all }[event.key];
    if (todo && !event.ctrlKey && !event.metaKey) { event.preventDefault(); todo(); }
  });
  area.addEventListener('wheel', event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    set(zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15), event.clientX);
  }, { passive: false });
  draw();
  // On a small screen the chart begins where today is.
  if (area.scrollWidth > area.clientWidth + 8) {
    const today = parseFloat(getComputedStyle(chart.querySelector('tbody .time'), '::before').left);
    const names = chart.querySelector('th.name').offsetWidth, time = chart.querySelector('tbody .time').offsetLeft;
    if (today > 0) area.scrollLeft = time + today - names - 40;
  }
  const card = document.createElement('div');
  card.className = 'card';
  card.hidden = true;
  card.setAttribute('aria-hidden', 'true');
  document.body.append(card);
  const show = (row, x, y) => {
    const link = row && row.querySelector('a[href^="#"]');
    const told = link && document.getElementById(link.hash.slice(1));
    if (!told) { card.hidden = true; return; }
    card.replaceChildren(...[...told.childNodes].map(node => node.cloneNode(true)));
    card.hidden = false;
    const size = card.getBoundingClientRect();
    card.style.setProperty('left', Math.max(8, Math.min(x + 16, innerWidth - size.width - 8)) + 'px');
    card.style.setProperty('top', (y + 20 + size.height > innerHeight ? Math.max(8, y - size.height - 12) : y + 20) + 'px');
  };
  const titles = [];
  chart.querySelectorAll('.time title').forEach(title => titles.push(title));
  if (document.querySelector('.reasons')) titles.forEach(title => title.remove());
  chart.addEventListener('pointermove', event => {
    if (event.pointerType === 'touch') return;
    const mark = event.target.closest('rect, path, .name a, th a');
    show(mark && mark.closest('tr'), event.clientX, event.clientY);
  });
  chart.addEventListener('pointerleave', () => { card.hidden = true; });
  chart.addEventListener('focusin', event => {
    const box = event.target.getBoundingClientRect();
    if (event.target.matches('a:focus-visible')) show(event.target.closest('tr'), box.left, box.bottom - 12);
  });
  chart.addEventListener('focusout', () => { card.hidden = true; });
  document.addEventListener('keydown', event => { if (event.key === 'Escape') card.hidden = true; });
})();
