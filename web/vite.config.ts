import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const server = process.env.DEALGRAPH_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  // Relative, so that the page works behind any path prefix.
  base: './',
  plugins: [precompress('dist')],
  build: {
    target: 'es2022',
    // Monaco is one large chunk whatever we do; the warning would only be noise.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: {
      onLog(level, log, report) {
        // framer-motion's "use client" lines, some forty of them, mean nothing here.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  // GraphiQL's workers import chunks of their own, which needs ES modules.
  worker: { format: 'es' },
  server: { proxy: { '/graphql': { target: server, ws: true }, '/questions.json': server, '/plain': server } },
  test: { include: ['src/**/*.test.ts'] },
});

/**
 * Writes a .br and a .gz beside each asset, so that the Go server sends the
 * bundle compressed without doing the work at run time, and puts back the
 * .gitkeep that emptying the folder took away (see .gitignore).
 */
function precompress(folder: string): Plugin {
  return {
    name: 'dealgraph-precompress',
    apply: 'build',
    async closeBundle() {
      await writeFile(join(folder, '.gitkeep'), '');
      const assets = join(folder, 'assets');
      const names = (await readdir(assets)).filter((name) => /\.(css|js|svg|ttf)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const path = join(assets, name);
          const body = await readFile(path);
          const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
          await writeFile(`${path}.br`, await promisify(brotliCompress)(body, { params }));
          await writeFile(`${path}.gz`, await promisify(gzip)(body, { level: 9 }));
        }),
      );
    },
  };
}
