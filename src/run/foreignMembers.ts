/** What the language gives every object. */
const ownMembers: readonly PropertyKey[] = [
  'constructor',
  '__defineGetter__',
  '__defineSetter__',
  'hasOwnProperty',
  '__lookupGetter__',
  '__lookupSetter__',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toString',
  'valueOf',
  '__proto__',
  'toLocaleString',
];

/**
 * Removes the members that earlier code (`--require` in NODE_OPTIONS) gave every object or list: a reply without a `status` would seem
 * to have one. Of lists only the enumerable ones are removed, since the language adds methods. Returns what cannot be removed.
 */
export function removeForeignMembers(ofObjects: object = Object.prototype, ofLists: object = Array.prototype): readonly string[] {
  const foreign = Reflect.ownKeys(ofObjects).filter((name) => !ownMembers.includes(name));
  const names = [
    ...foreign.map((name) => [ofObjects, name, `Object.prototype.${String(name)}`] as const),
    ...Object.keys(ofLists).map((name) => [ofLists, name, `Array.prototype.${name}`] as const),
  ];
  return names.filter(([owner, name]) => !Reflect.deleteProperty(owner, name)).map(([, , shown]) => shown);
}
