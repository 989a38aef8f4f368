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
  };
  const act = { in: () => set(zoom * 1.5), out: () => set(zoom / 1.5), all: () => set(1) };
  tools.addEventListener('click', event => {
    const todo = act[event.target.dataset && event.target.dataset.zoom];
    if (todo) todo();
  });
  tools.querySelector('input').addEventListener('change', event => chart.classList.toggle('only', event.target.checked));
  area.addEventListener('keydown', event => {
    const todo = { '+': act.in, '=': act.in, '-': act.out, '0': act.all }[event.key];
    if (todo && !event.ctrlKey && !event.metaKey) { event.preventDefault(); todo(); }
  });
  area.addEventListener('wheel', event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    set(zoom * (event.deltaY < 0 ? 1.15 : 1 / 1.15), event.clientX);
  }, { passive: false });
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
  titles.forEach(title => { if (document.getElementById('reasons')) title.remove(); });
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
