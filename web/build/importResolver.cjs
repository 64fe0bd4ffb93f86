const { existsSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

/** Tells the linter which file an import means: relative ones, and those that begin with @/ (src). */
module.exports = {
  interfaceVersion: 2,
  resolve(source, file) {
    const path = source.startsWith('@/')
      ? join(__dirname, '..', 'src', source.slice(2))
      : source.startsWith('.')
        ? resolve(dirname(file), source)
        : undefined;
    return path !== undefined && existsSync(path) ? { found: true, path } : { found: false };
  },
};
