import { equal, ok } from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { type Play, plays, summaryOf } from './plays.ts';
import { toHtml } from './render.ts';

/**
 * The job summaries as a person sees them: the bundle runs against the sandbox, its Markdown is rendered as GitHub does it, Mermaid draws the diagrams, and a real browser shows the
 * result. `--pictures` renews those of docs/pictures. Needs Chromium: CHROMIUM names it when it is not /usr/bin/chromium.
 */
const pictures = 'docs/pictures';
const require = createRequire(import.meta.url);
const style = readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8');
const mermaid = require.resolve('mermaid/dist/mermaid.min.js');
/** As wide as GitHub shows a summary. */
const width = 1012;
/** What is seen of the one in README.md. */
const topHeight = 520;

/** What the page holds, as the browser says. */
interface Page {
  readonly headline: string | undefined;
  readonly tables: number;
  readonly raggedRows: number;
  readonly diagrams: number;
  readonly brokenDiagrams: number;
  readonly elements: readonly string[];
  readonly links: readonly string[];
  readonly isHit: boolean;
}

const ours = ['h2', 'p', 'strong', 'code', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'details', 'summary', 'a', 'pre'];

async function lookAt(browser: Browser, { name }: Play, markdown: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 600 } });
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>${style} body { padding: 24px }</style><body class="markdown-body">${await toHtml(markdown)}</body>`,
  );
  await page.addScriptTag({ path: mermaid });
  const seen = await page.evaluate(async () => {
    const elements = [...document.body.querySelectorAll('*')].map((element) => element.localName).filter((one) => one !== 'script');
    const rows = [...document.querySelectorAll('table')].map((table) => [...table.rows].map((row) => row.cells.length));
    const links = [...document.querySelectorAll('a')].map((link) => link.href);
    const sources = [...document.querySelectorAll<HTMLElement>('pre > code.language-mermaid')];
    const { mermaid } = globalThis as unknown as { mermaid: { initialize(options: object): void; run(options: object): Promise<void> } };
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
    await mermaid.run({ nodes: sources });
    const drawn = sources.map((source) => source.querySelector('svg'));
    return {
      headline: document.querySelector('h2')?.innerText,
      tables: rows.length,
      raggedRows: rows.flatMap((cells) => cells.filter((count) => count !== cells[0])).length,
      diagrams: drawn.length,
      brokenDiagrams: drawn.filter((svg) => svg?.getAttribute('aria-roledescription') !== 'timeline').length,
      elements: [...new Set(elements)],
      links,
      isHit: 'isHit' in globalThis,
    };
  });
  if (process.argv.includes('--pictures')) {
    await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    if (name === 'several') await page.screenshot({ path: `${pictures}/${name}-top.png`, clip: { x: 0, y: 0, width, height: topHeight } });
  }
  await page.close();
  return seen;
}

async function prove(browser: Browser, play: Play): Promise<void> {
  const { headline, tables, raggedRows, diagrams, brokenDiagrams, elements, links, isHit } = await lookAt(
    browser,
    play,
    await summaryOf(play),
  );
  equal(headline, play.headline);
  equal(tables, play.tables);
  equal(raggedRows, 0);
  equal(diagrams, play.diagrams);
  equal(brokenDiagrams, 0);
  equal(elements.filter((element) => !ours.includes(element)).join(), '');
  ok(
    links.every((link) => link.startsWith('https://github.com/contoso/cancel/blob/v1/docs/troubleshooting.md#')),
    links.join(),
  );
  equal(isHit, false);
  process.stdout.write(`${play.name}: ${tables} tables, ${diagrams} diagrams, nothing foreign\n`);
}

/** Every diagram of the documents is one that Mermaid understands. */
async function proveDiagrams(browser: Browser): Promise<void> {
  const documents = globSync(['*.md', 'docs/*.md']).toSorted();
  const blocks = documents.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text),
  );
  const page = await browser.newPage();
  await page.addScriptTag({ path: mermaid });
  const kinds = await page.evaluate(async (texts) => {
    const { mermaid } = globalThis as unknown as { mermaid: { parse(text: string): Promise<{ diagramType: string }> } };
    return Promise.all(texts.map(async (text) => (await mermaid.parse(text)).diagramType));
  }, blocks);
  await page.close();
  ok(kinds.length > 0);
  process.stdout.write(`the documents: ${kinds.join(', ')}\n`);
}

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const play of plays) await prove(browser, play);
  await proveDiagrams(browser);
} finally {
  await browser.close();
}
