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

export default {
  projects: ['unit', 'workflows', 'contract', 'infra', 'end-to-end'].map(project),
  testTimeout: 30_000,
};
