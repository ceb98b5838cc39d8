/**
 * The certificate library finds its parts by an old draft of `Reflect` metadata that JavaScript never got. These three functions are all that it calls; imported before it.
 */
const known = new WeakMap<object, Map<unknown, unknown>>();

const metadata = {
  defineMetadata: (key: unknown, value: unknown, target: object): void => {
    known.set(target, (known.get(target) ?? new Map()).set(key, value));
  },
  getOwnMetadata: (key: unknown, target: object): unknown => known.get(target)?.get(key),
  getMetadata: (key: unknown, target: object): unknown => {
    for (let one: object | null = target; one !== null; one = Object.getPrototypeOf(one) as object | null) {
      const found = known.get(one)?.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  },
};

Object.assign(Reflect, metadata);

export {};
