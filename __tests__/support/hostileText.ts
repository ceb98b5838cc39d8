import fc from 'fast-check';

/** Text as an attacker would write it: commands, markup and blanks among any code units, broken surrogates included. */
export const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('::', '##[', '#', '[', '%0A', '\r', '\n', '\u0085', '\u00a0', '\u2028'),
      fc.constantFrom('\u200b', '\u202e', '\u001b[31m', '\ud83d', '\ude00', '😀'),
      fc.constantFrom('<img onerror=x>', '&lt;', '|', '\\', '`', '](javascript:', 'https://evil', 'www.evil', ':smile:', ' ', '\t'),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));
