/** @typedef {import("jest").Config} Config */

// Tests stay ES modules (middy and others ship nothing else); types are checked by tsc, not here.
const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/dist', '<rootDir>/.alongside'],
};

const project = (name) => ({
  ...base,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
});

/** Tests that run the synthesized template. */
const onTheCloud = (name) => ({ ...project(name), globalSetup: '<rootDir>/test/support/synthesize-once.js' });

export default {
  projects: [...['unit', 'infra'].map(project), ...['contract', 'workflows', 'end-to-end'].map(onTheCloud)],
  reporters: ['default', '<rootDir>/test/support/workflow-coverage-reporter.js'],
  testTimeout: 30_000,
  // Every core: by default one is left idle, which on two cores means one test file at a time.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1GB',
};
