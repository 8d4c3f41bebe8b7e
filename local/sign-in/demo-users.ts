/** Who can sign in on this machine. All of them are made up. */
export const demoUsers: readonly DemoUser[] = [
  {
    username: 'coordinator',
    role: 'coordinator',
    sub: '6f1c2b1e-5d0a-4b7e-9a57-0d6c9be10001',
    name: 'Morgan Reyes',
    email: 'morgan.reyes@example.org',
    groups: ['coordinator'],
  },
  {
    username: 'viewer',
    role: 'viewer',
    sub: '6f1c2b1e-5d0a-4b7e-9a57-0d6c9be10002',
    name: 'Jules Okafor',
    email: 'jules.okafor@example.org',
    groups: [],
  },
];

export interface DemoUser {
  readonly username: string;
  /** What this person is here to show: a coordinator does everything, a viewer may sign in and see nothing. */
  readonly role: 'coordinator' | 'viewer';
  /** The subject of every token, as Cognito's: a UUID that never changes. */
  readonly sub: string;
  readonly name: string;
  readonly email: string;
  /** Cognito groups; one that the template does not have is left out of tokens. */
  readonly groups: readonly string[];
}
