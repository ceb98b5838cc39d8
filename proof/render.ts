import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import rehypeParse from 'rehype-parse';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

const sanitizer = unified().use(rehypeParse, { fragment: true }).use(rehypeSanitize, defaultSchema).use(rehypeStringify);

/** GitHub-flavored Markdown as HTML, raw HTML kept and then sanitized by GitHub's own rules: what a page of GitHub is made of. */
export async function toHtml(markdown: string): Promise<string> {
  const html = micromark(markdown, 'utf8', { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });
  return String(await sanitizer.process(html));
}
