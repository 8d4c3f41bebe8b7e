import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Who may import whom is a lint rule; here it is shown to bite, and to let through what is allowed. */
describe('the folder boundaries', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'alongside-lint-'));
    copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['shared/contracts/a.ts', '#shared/domain/check-in'],
    ['shared/contracts/a.ts', '../domain/check-in.ts'],
    ['shared/domain/a.ts', '#shared/ports/clock'],
    ['shared/domain/a.ts', '../adapters/aws/table.ts'],
    ['shared/domain/a.ts', '@aws-sdk/client-sns'],
    ['shared/domain/a.ts', 'node:fs'],
    ['shared/ports/a.ts', '#shared/adapters/aws/table'],
    ['shared/runtime/a.ts', '#shared/adapters/aws/table'],
    ['shared/steps/a.ts', '#shared/adapters/aws/table'],
    ['shared/domain/a.ts', '#shared/steps/send-gate'],
    ['shared/adapters/aws/a.ts', '#local/clock'],
    ['functions/ask-check-in/handler.ts', '#shared/adapters/aws/stores'],
    ['functions/ask-check-in/handler.ts', '@aws-sdk/client-dynamodb'],
    ['functions/ask-check-in/index.ts', '#local/clock'],
    ['functions/ask-check-in/index.ts', '#infra/names'],
    ['infra/stacks/a.ts', '#local/clock'],
    ['infra/stacks/a.ts', '#functions/ask-check-in/index'],
    ['infra/stacks/a.ts', '#shared/domain/check-in'],
    ['local/a.ts', '#console/app'],
  ])('refuse %s importing %s', (file, imported) => {
    expect(problemsOf(file, imported)).toContain('no-restricted-imports');
  });

  it.each([
    ['shared/contracts/a.ts', 'zod'],
    ['shared/domain/a.ts', '#shared/contracts/check-in'],
    ['shared/ports/a.ts', '#shared/domain/check-in'],
    ['shared/adapters/aws/a.ts', '@aws-sdk/client-dynamodb'],
    ['functions/ask-check-in/handler.ts', '#shared/domain/check-in'],
    ['functions/ask-check-in/index.ts', '#shared/adapters/aws/stores'],
    ['infra/stacks/a.ts', '#shared/contracts/api'],
    ['shared/steps/a.ts', '#shared/ports/clock'],
    ['local/a.ts', '#infra/synthesize'],
  ])('allow %s importing %s', (file, imported) => {
    expect(problemsOf(file, imported)).toBe('');
  });

  // Whatever could text or email by another way than the one send gate [P14].
  it.each([
    ['functions/ask-check-in/index.ts', '#shared/adapters/aws/sns-messenger'],
    ['functions/ask-check-in/index.ts', '#shared/adapters/aws/eum-messenger'],
    ['functions/ask-check-in/index.ts', '#shared/adapters/aws/ses-mailer'],
    ['functions/basis.ts', '../shared/adapters/aws/sns-messenger.ts'],
    ['functions/send-email/index.ts', '#shared/adapters/aws/sns-messenger'],
    ['functions/send-email/index.ts', '#shared/adapters/aws/eum-messenger'],
    ['functions/send-text/index.ts', '#shared/adapters/aws/ses-mailer'],
    ['functions/send-text/handler.ts', '#shared/adapters/aws/sns-messenger'],
    ['shared/steps/a.ts', '#shared/adapters/aws/sns-messenger'],
    ['shared/adapters/aws/a.ts', './sns-messenger.ts'],
    ['shared/adapters/aws/a.ts', './ses-mailer.ts'],
    ['shared/adapters/aws/a.ts', '@aws-sdk/client-sns'],
    ['shared/adapters/aws/a.ts', '@aws-sdk/client-sesv2'],
    ['shared/adapters/aws/a.ts', '@aws-sdk/client-pinpoint-sms-voice-v2'],
  ])('refuse %s a way to text or email: %s', (file, imported) => {
    expect(problemsOf(file, imported)).toContain('no-restricted-imports');
  });

  it.each([
    ['shared/steps/a.ts', 'Messenger'],
    ['shared/steps/deliver-message.ts', 'Messenger'],
    ['shared/steps/a.ts', 'Mailer'],
    ['shared/runtime/a.ts', 'Messenger'],
    ['functions/receive-sms/handler.ts', 'Messenger'],
    ['functions/ask-check-in/index.ts', 'Mailer'],
  ])('refuse %s the port %s', (file, port) => {
    expect(problemsOf(file, '#shared/ports/providers', port)).toContain('no-restricted-imports');
  });

  it.each([
    ['functions/send-text/index.ts', '#shared/adapters/aws/sns-messenger', 'snsMessenger'],
    ['functions/send-text/index.ts', '#shared/adapters/aws/eum-messenger', 'eumMessenger'],
    ['functions/send-email/index.ts', '#shared/adapters/aws/ses-mailer', 'sesMailer'],
    ['shared/steps/deliver-text.ts', '../ports/providers.ts', 'Messenger'],
    ['shared/steps/deliver-email.ts', '../ports/providers.ts', 'Mailer'],
    ['shared/steps/deliver-message.ts', '../ports/providers.ts', 'Delivery'],
    ['shared/adapters/aws/sns-messenger.ts', '@aws-sdk/client-sns', 'SNSClient'],
    ['shared/adapters/aws/ses-mailer.ts', '../../ports/providers.ts', 'Mailer'],
  ])('allow the senders: %s importing %s', (file, imported, name) => {
    expect(problemsOf(file, imported, name)).toBe('');
  });

  function problemsOf(file: string, imported: string, name = 'thing'): string {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import { ${name} } from '${imported}';\n\nexport const copy = ${name};\n`);
    try {
      execFileSync(resolve('node_modules/.bin/oxlint'), ['--format', 'unix', file], {
        cwd: folder,
        encoding: 'utf8',
      });
      return '';
    } catch (error) {
      return String((error as { stdout?: string }).stdout);
    } finally {
      rmSync(path);
    }
  }
});

describe('the lint rules', () => {
  it('catch a promise that nobody waits for', () => {
    const folder = mkdtempSync(join(tmpdir(), 'alongside-lint-'));
    copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: { strict: true }, include: ['*.ts'] }),
    );
    writeFileSync(
      join(folder, 'lost.ts'),
      'export function lose(work: () => Promise<void>): void {\n  work();\n}\n',
    );
    const lint = () =>
      execFileSync(resolve('node_modules/.bin/oxlint'), ['--type-aware', '--format', 'unix'], {
        cwd: folder,
        encoding: 'utf8',
      });

    const output = catching(lint);
    rmSync(folder, { recursive: true });

    expect(output).toContain('no-floating-promises');
  });
});

function catching(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
