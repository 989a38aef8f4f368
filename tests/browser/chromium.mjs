// Answers: how is a headless Chromium asked things, with nothing but Node?
// Its DevTools protocol goes over two pipes, one JSON message after the other, each ended by a zero byte.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const skip = why => { console.log(`skipped: ${why}`); process.exit(77); };
export const installed = path => join(dirname(fileURLToPath(import.meta.url)), 'node_modules', path);

export function open() {
  const program = ['chromium', 'chromium-browser', 'google-chrome'].find(name => spawnSync(name, ['--version']).status === 0);
  if (!program) skip('there is no chromium');
  const profile = mkdtempSync(join(tmpdir(), 'crops-browser-'));
  const child = spawn(program, ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars',
    '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const waiting = new Map();
  let next = 1, rest = '';
  const browser = {
    heard: () => {},
    say: (method, params = {}, sessionId) => new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    }),
    close: async () => {
      child.kill();
      await new Promise(resolve => child.exitCode === null && child.signalCode === null ? child.on('exit', resolve) : resolve());
      // the browser's helpers may still write for a moment
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
  child.stdio[4].on('data', data => {
    const parts = (rest + data).split('\0');
    rest = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      if (!message.id) { browser.heard(message); continue; }
      const { resolve, reject } = waiting.get(message.id);
      waiting.delete(message.id);
      message.error ? reject(new Error(message.error.message)) : resolve(message.result);
    }
  });
  child.on('exit', () => { for (const { reject } of waiting.values()) reject(new Error('the browser ended')); });
  return browser;
}
