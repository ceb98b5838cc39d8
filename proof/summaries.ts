import { deepEqual, equal, ok } from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { toHtml } from './render.ts';

/**
 * The job summaries as a person sees them. The transcripts of the tests hold what the bundle wrote in each scenario. It is rendered as GitHub does it, in light and dark, and a real
 * browser is asked what came of it. `--pictures` renews those of docs/pictures. Needs Chromium: CHROMIUM names it when it is not /usr/bin/chromium.
 */
const require = createRequire(import.meta.url);
const styles = {
  light: readFileSync(require.resolve('github-markdown-css/github-markdown-light.css'), 'utf8'),
  dark: readFileSync(require.resolve('github-markdown-css/github-markdown-dark.css'), 'utf8'),
};

/** As wide as GitHub shows a summary. */
const width = 1012;
const ours = [
  'h2',
  'p',
  'strong',
  'b',
  'code',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'details',
  'summary',
  'a',
  'pre',
  'ul',
  'li',
  'em',
];
const ourLinks =
  /^(docs\/troubleshooting\.md#[\w-]+|https:\/\/partner\.microsoft\.com\/dashboard\/marketplace-offers\/overview|mailto:name@example\.com)$/;

/** Transcript → picture, and how much of it is shown. */
const pictures: Readonly<Record<string, { readonly name: string; readonly height: number }>> = {
  accepted: { name: 'canceled', height: 400 },
  several: { name: 'several', height: 290 },
  'too-late-live': { name: 'too-late', height: 400 },
  'refused-403': { name: 'refused', height: 400 },
  'dry run': { name: 'dry-run', height: 400 },
  'hostile texts': { name: 'hostile', height: 380 },
};

const summaryIn = (transcript: string): string => /^--- SUMMARY\n([\s\S]*)^--- EXIT CODE/m.exec(transcript)?.[1] ?? '';

/** What the page holds, asked of the browser. */
const contentOf = (page: Page) =>
  page.evaluate(() => ({
    headlines: [...document.querySelectorAll('h2')].map((one) => one.innerText),
    raggedRows: [...document.querySelectorAll('table')].flatMap((table) =>
      [...table.rows].filter((row) => row.cells.length !== table.rows[0]?.cells.length),
    ).length,
    elements: [...new Set([...document.body.querySelectorAll('*')].map((element) => element.localName))],
    links: [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? ''),
    isTooWide: document.documentElement.scrollWidth > innerWidth,
    isHit: 'isHit' in globalThis,
  }));

async function prove(browser: Browser, path: string): Promise<boolean> {
  const markdown = summaryIn(readFileSync(path, 'utf8'));
  if (markdown.trim() === '') return false;
  const html = await toHtml(markdown);
  const picture = pictures[basename(path, '.txt')];
  for (const theme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width, height: 600 }, colorScheme: theme });
    await page.setContent(
      `<!doctype html><meta charset="utf-8"><style>${styles[theme]} body { padding: 24px }</style><body class="markdown-body">${html}</body>`,
    );
    const { headlines, raggedRows, elements, links, isTooWide, isHit } = await contentOf(page);
    const [first = ''] = markdown.split('\n');
    deepEqual(headlines, [first.replace(/^## /, '').replaceAll('**', '').replace(/\\(.)/g, '$1')], path);
    equal(raggedRows, 0, path);
    deepEqual(
      elements.filter((element) => !ours.includes(element)),
      [],
      path,
    );
    deepEqual(
      links.filter((link) => !ourLinks.test(link)),
      [],
      path,
    );
    deepEqual([isTooWide, isHit], [false, false], path);
    if (picture && theme === 'light' && process.argv.includes('--pictures')) {
      const height = Math.min(picture.height, await page.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height)));
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: `docs/pictures/${picture.name}.png` });
    }
    await page.close();
  }
  return true;
}

mkdirSync('docs/pictures', { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-lcd-text',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  let count = 0;
  for (const path of globSync('__tests__/__transcripts__/*.txt').toSorted()) if (await prove(browser, path)) count += 1;
  ok(count > 70);
  process.stdout.write(`${count} summaries, in light and dark: nothing broken, nothing foreign\n`);
} finally {
  await browser.close();
}
