/** The version of `package.json`, which a test compares. */
export const version = '0.1.0';

/** What every request says of its sender. */
export const userAgent = `cancel-azure-marketplace-operation/${version}`;
