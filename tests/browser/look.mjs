// Answers: does a page hold in a real browser, with and without script, wide and narrow, by day and by night?
// Usage: node look.mjs PAGE.html…   Prints one line a problem and, last, how many views were looked at.
// Exit code 77: there is no Chromium, or axe-core is not installed (npm ci --prefix tests/browser).
import { readFileSync, existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { installed, open, skip } from './chromium.mjs';

const axePath = installed('axe-core/axe.min.js');
if (!existsSync(axePath)) skip('axe-core is not installed (npm ci --prefix tests/browser)');
const axe = readFileSync(axePath, 'utf8');
const browser = open();
const say = browser.say;

const views = [
  { width: 1280, script: true, scheme: 'light' },
  { width: 1280, script: false, scheme: 'dark' },
  { width: 640, script: false, scheme: 'light' },
  { width: 360, script: true, scheme: 'dark' },
  { width: 360, script: false, scheme: 'light' },
];
const problems = [];

async function look(file, view) {
  const url = pathToFileURL(file).href, name = `${file.split('/').pop()} ${view.width}px ${view.scheme} ${view.script ? 'script' : 'no script'}`;
  const { targetId } = await say('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await say('Target.attachToTarget', { targetId, flatten: true });
  const ask = (method, params) => say(method, params, sessionId);
  const problem = text => problems.push(`${name}: ${text}`);
  const loaded = new Promise(resolve => {
    browser.heard = ({ method, params, sessionId: from }) => {
      if (from !== sessionId) return;
      if (method === 'Page.loadEventFired') resolve();
      if (method === 'Network.requestWillBeSent' && params.request.url !== url && !params.request.url.startsWith('data:')) problem(`asks for ${params.request.url}`);
      if (method === 'Runtime.exceptionThrown') problem(`fails: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`);
      if (method === 'Log.entryAdded' && params.entry.level === 'error') problem(`says ${params.entry.text}`);
    };
  });
  for (const area of ['Page', 'Network', 'Runtime', 'Log']) await ask(`${area}.enable`);
  await ask('Emulation.setDeviceMetricsOverride', { width: view.width, height: 900, deviceScaleFactor: 1, mobile: false });
  await ask('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: view.scheme }] });
  await ask('Emulation.setScriptExecutionDisabled', { value: !view.script });
  await ask('Page.navigate', { url });
  await loaded;
  const evaluate = async expression => {
    const answer = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  };
  const wide = await evaluate('document.documentElement.scrollWidth');
  if (wide > view.width) problem(`is ${wide} px wide`);
  const marks = await evaluate(`[...document.querySelectorAll('[data-drawn] rect, [data-drawn] path')].filter(e => e.getBoundingClientRect().width > 0).length`);
  if (!marks && await evaluate(`!!document.querySelector('[data-drawn]')`)) problem('shows no mark');
  // Where scripts may not run, axe cannot either: what it would look at is the same but for the tools.
  if (view.script) {
    await evaluate(axe);
    const found = await evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(r => r.violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.target.join(' ')).slice(0, 3), count: v.nodes.length, help: v.help })))`);
    for (const one of found) {
      const text = `axe ${one.impact} ${one.id} (${one.count}): ${one.help}: ${one.nodes.join(', ')}`;
      if (['serious', 'critical'].includes(one.impact)) problem(text); else console.log(`note: ${name}: ${text}`);
    }
    const zoomed = await evaluate(`(() => {
      const chart = document.querySelector('.gantt'), more = document.querySelector('[data-zoom=in]');
      if (!chart || !more) return true;
      const before = chart.offsetWidth; more.click(); more.click();
      const after = chart.offsetWidth; document.querySelector('[data-zoom=all]').click();
      return after > before && chart.offsetWidth === before;
    })()`);
    if (!zoomed) problem('does not zoom');
    const wires = await evaluate(`(() => {
      const drawn = () => document.querySelectorAll('.wires path').length;
      const rows = [...document.querySelectorAll('tr[data-after]')], box = document.querySelector('[name=links]');
      if (!rows.length || !box) return '';
      const held = rows.some(row => row.dataset.after.includes('!')), before = drawn();
      box.click();
      const all = drawn();
      box.click();
      return held !== before > 0 ? 'draws ' + before + ' lines of what holds the plan' : all < before || !all ? 'draws no other links' : '';
    })()`);
    if (wires) problem(wires);
  } else if (await evaluate(`[...document.querySelectorAll('.tools')].some(e => e.offsetHeight > 0)`)) problem('shows tools that need a script');
  await say('Target.closeTarget', { targetId });
}

let looked = 0, failed;
try {
  for (const file of process.argv.slice(2)) for (const view of views) { await look(file, view); looked++; }
} catch (error) { failed = error; }
await browser.close();
for (const problem of problems) console.log(problem);
if (failed) throw failed;
console.log(`looked at ${looked} views`);
process.exit(problems.length ? 1 : 0);
