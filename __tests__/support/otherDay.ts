/** Preloaded by `npm run test:elsewhere`: it is 500 days later. */
const { now } = Date;
Date.now = () => now() + 500 * 24 * 60 * 60 * 1000;
globalThis.Date = new Proxy(Date, {
  construct: (date, details, target) => Reflect.construct(date, details.length > 0 ? details : [Date.now()], target) as Date,
});
