/** A body as JSON, or `undefined`. The reason is dropped on purpose: V8 quotes the text it could not read. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** The own fields of an object, nothing that it inherits; none for anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  const fields = Object.create(null) as Record<string, unknown>;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.assign(fields, value) : fields;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
