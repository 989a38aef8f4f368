// Answers: does Mermaid itself draw these diagrams, and which texts stand in the drawing?
// Usage: node mermaid.mjs DIAGRAM.mmd…   Prints the texts of each drawing, one a line, or what Mermaid says against it.
// Exit code 77: there is no Chromium, or Mermaid is not installed (npm ci --prefix tests/browser).
import { existsSync, readFileSync } from 'node:fs';
import { installed, open, skip } from './chromium.mjs';

const library = installed('mermaid/dist/mermaid.min.js');
if (!existsSync(library)) skip('Mermaid is not installed (npm ci --prefix tests/browser)');
const browser = open();
let failed;
try {
  const { targetId } = await browser.say('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.say('Target.attachToTarget', { targetId, flatten: true });
  const evaluate = async expression => {
    const answer = await browser.say('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  };
  await evaluate(readFileSync(library, 'utf8'));
  await evaluate('mermaid.initialize({ startOnLoad: false }), 0');
  for (const file of process.argv.slice(2)) {
    const texts = await evaluate(`mermaid.render('drawn', ${JSON.stringify(readFileSync(file, 'utf8'))}).then(({ svg }) => {
      const page = new DOMParser().parseFromString(svg, 'text/html');
      return [...page.querySelectorAll('text')].map(text => text.textContent.trim()).filter(Boolean);
    })`);
    for (const text of texts) console.log(text);
  }
} catch (error) { failed = error; }
await browser.close();
if (failed) { console.log(String(failed)); process.exit(1); }
