import { createServer } from 'node:http';
import { guardOutbound } from '#local/outbound-guard';

describe('guardOutbound', () => {
  let takeOff: () => void;
  beforeEach(() => {
    takeOff = guardOutbound({ allow: ['allowed.invalid'] });
  });
  afterEach(() => takeOff());

  it('refuses to connect to another machine, naming it', async () => {
    const refused = await fetch('http://198.51.100.7/').catch((error: unknown) => error);

    expect(refused).toMatchObject({
      cause: { message: expect.stringContaining('does not connect to 198.51.100.7') },
    });
  });

  it('refuses by name, before anybody is asked for the address', async () => {
    const refused = await fetch('https://dynamodb.us-east-1.amazonaws.com/').catch((error: unknown) => error);

    expect(refused).toMatchObject({
      cause: { message: expect.stringContaining('does not connect to dynamodb.us-east-1.amazonaws.com') },
    });
  });

  it('lets through what stays on this machine', async () => {
    const server = createServer((_request, response) => response.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;

    const answer = await fetch(`http://localhost:${port}/`.replace('localhost', '127.0.0.1'));

    expect(await answer.text()).toBe('here');
    server.close();
  });

  it('lets through a host that was named', async () => {
    const refused = await fetch('http://allowed.invalid/').catch((error: unknown) => error);

    expect(JSON.stringify(refused, ['cause', 'message'])).not.toContain('does not connect to');
  });
});
