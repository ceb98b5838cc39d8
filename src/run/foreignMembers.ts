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
 * Removes the members that code before this one (`--require` in NODE_OPTIONS) gave every object or list: a reply without a `status` would seem to have one.
 * Returns the names of those that cannot be removed. Of lists, only the enumerable ones, since the language itself adds methods now and then.
 */
export function removeForeignMembers(): readonly string[] {
  const ofObjects = Reflect.ownKeys(Object.prototype).filter((name) => !ownMembers.includes(name));
  const names = [
    ...ofObjects.map((name) => [Object.prototype, name, `Object.prototype.${String(name)}`] as const),
    ...Object.keys(Array.prototype).map((name) => [Array.prototype, name, `Array.prototype.${name}`] as const),
  ];
  return names.filter(([owner, name]) => !Reflect.deleteProperty(owner, name)).map(([, , shown]) => shown);
}
