import ts from 'typescript';

/** What code in a bundle may do: the modules that it may load, and the functions that may write a file, by their names in the bundle. */
export interface Allowed {
  readonly modules: readonly string[];
  readonly writers: readonly string[];
}

/** A way of writing files, by the name that the bundle gives it, or the whole of `fs`. */
type Names = ReadonlyMap<string, string>;
type Judge = (node: ts.Node, allowed: Allowed, names: Names) => string | undefined;

/** Ways to make code of text, or to get at Node's insides. */
const makers = new Set(['eval', 'Function', 'AsyncFunction', 'GeneratorFunction']);
const insides = new Set(['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'mainModule']);
/** What of `fs` neither writes, removes nor opens a file; `promises` is `fs` once more. */
const reading = new Set(['access', 'accessSync', 'constants', 'existsSync', 'promises', 'readFile', 'readFileSync']);
const wholeOfFiles = 'fs';

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

/** `createRequire(…)(x)`, `require(x)` and `import(x)`: x. */
function loadedBy(node: ts.Node): ts.Node | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: callee } = node;
  const isMade = ts.isCallExpression(callee) && /createRequire\)?$/.test(callee.expression.getText());
  const isNamed = ts.isIdentifier(callee) && callee.text === 'require';
  return isMade || isNamed || callee.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
}

/** `a.b`, `a['b']` and `const { b } = a`: b. */
function memberIn(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node)) return textOf(node.argumentExpression);
  if (ts.isBindingElement(node)) return (node.propertyName ?? node.name).getText();
  return undefined;
}

/** The functions, methods and classes around a node, outermost first. */
function placeOf(node: ts.Node): string {
  if (node.parent === undefined) return '';
  const outer = placeOf(node.parent);
  const isClass =
    ts.isClassDeclaration(node) || (ts.isVariableDeclaration(node) && node.initializer?.kind === ts.SyntaxKind.ClassExpression);
  const isNamed = isClass || ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node);
  return isNamed && node.name !== undefined ? `${outer}${outer && '.'}${node.name.getText()}` : outer;
}

function isFiles(node: ts.Node, names: Names): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'promises' && isFiles(node.expression, names);
  return names.get(node.getText()) === wholeOfFiles || /^(node:)?fs(\/promises)?$/.test(textOf(loadedBy(node)) ?? '');
}

/** What a declaration takes of `fs`: `const files = require('fs')`, `const { open } = files.promises`. */
function takenBy({ name, initializer }: ts.VariableDeclaration, names: Names): [string, string][] {
  if (initializer === undefined || !isFiles(initializer, names)) return [];
  if (ts.isObjectBindingPattern(name)) return name.elements.map((element) => [element.name.getText(), memberIn(element) ?? wholeOfFiles]);
  return [[name.getText(), wholeOfFiles]];
}

const makesCode: Judge = (node) => {
  if (ts.isCallExpression(node) && memberIn(node.expression) === 'constructor') return 'makes code of text by a constructor';
  if (!ts.isIdentifier(node) || !makers.has(node.text)) return undefined;
  const { parent } = node;
  const isHarmless = ts.isPropertyAccessExpression(parent) && ['prototype', 'bind'].includes(parent.name.text);
  return isHarmless ? undefined : `makes code of text by ${node.text}`;
};

/** `(0, module.createRequire)(import.meta.url)(x)` makes and uses it in one breath, so that x can be judged; imported, it keeps its name. */
const keepsRequire: Judge = (node) => {
  if (!ts.isIdentifier(node) || !node.text.endsWith('createRequire')) return undefined;
  let callee: ts.Node = node;
  while (
    ts.isPropertyAccessExpression(callee.parent) ||
    ts.isBinaryExpression(callee.parent) ||
    ts.isParenthesizedExpression(callee.parent)
  )
    callee = callee.parent;
  const made = callee.parent;
  const isUsed =
    ts.isCallExpression(made) && made.expression === callee && ts.isCallExpression(made.parent) && made.parent.expression === made;
  const isImported = ts.isImportSpecifier(made) && made.name.text.endsWith('createRequire');
  return isUsed || isImported ? undefined : 'keeps createRequire for later';
};

const reachesInside: Judge = (node) => {
  const member = memberIn(node) ?? '';
  return insides.has(member) || makers.has(member) ? `reaches for ${member}` : undefined;
};

const loads: Judge = (node, { modules }) => {
  const isDeclared = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
  const loaded = isDeclared ? node.moduleSpecifier : loadedBy(node);
  if (loaded === undefined) return undefined;
  const name = textOf(loaded) ?? 'what is not written down';
  return modules.includes(name) ? undefined : `loads ${name}`;
};

function toolOf(node: ts.Node, names: Names): string | undefined {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return isFiles(node.expression, names) ? (memberIn(node) ?? wholeOfFiles) : undefined;
  }
  const { parent } = node;
  const isDeclared = ts.isBindingElement(parent) || (ts.isVariableDeclaration(parent) && parent.name === node);
  const isPartOfName = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  const isTakenApart = ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name);
  return !ts.isIdentifier(node) || isDeclared || isPartOfName || isTakenApart ? undefined : names.get(node.text);
}

const writes: Judge = (node, { writers }, names) => {
  const tool = node.parent === undefined ? undefined : toolOf(node, names);
  if (tool === undefined || reading.has(tool) || writers.includes(placeOf(node))) return undefined;
  return `${tool === wholeOfFiles ? 'the whole of fs' : `${tool} of fs`} in ${placeOf(node) || 'the top level'}`;
};

/** Everything in a bundle that it has no business to do, each with its line. Judged on the syntax tree: words in comments and strings are free. */
export function violations(source: string, allowed: Allowed): string[] {
  const file = ts.createSourceFile('bundle.js', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  const all: ts.Node[] = [];
  const names = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    all.push(node);
    if (ts.isVariableDeclaration(node)) for (const [name, tool] of takenBy(node, names)) names.set(name, tool);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return all.flatMap((node) =>
    [makesCode, keepsRequire, reachesInside, loads, writes]
      .map((judge) => judge(node, allowed, names))
      .filter((finding) => finding !== undefined)
      .map((finding) => `line ${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${finding}`),
  );
}
