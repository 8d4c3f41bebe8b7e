import type { DemoUser } from './demo-users.ts';
import type { Words } from './words.ts';

/** The sign-in page: one large button per demo user. Works without JavaScript, by keyboard and on a phone. */
export function signInPage(words: Words, { users, groupsOf, clientName, action }: SignInPageParts): string {
  const choices = users.map((user) => {
    const groups = groupsOf(user);
    return `<li><button name="username" value="${escapeHtml(user.username)}">
      <span class="face" aria-hidden="true">${escapeHtml(initials(user.name))}</span>
      <span><strong>${escapeHtml(user.name)}</strong>
      <small>${escapeHtml(groups.length > 0 ? words.groups(groups) : words.noGroup)}</small></span>
    </button></li>`;
  });
  return page(words, {
    title: words.signIn,
    body: `<h1>${words.signIn}</h1><p>${words.explanation}</p>
      <form method="post" action="${escapeHtml(action)}"><ul>${choices.join('')}</ul></form>
      <p class="quiet">${escapeHtml(words.continuesTo(clientName))}</p>`,
  });
}

/** What went wrong, in the protocol's own words, and what to do about it. */
export function errorPage(words: Words, error: { code: string; description?: string | undefined }): string {
  return page(words, {
    title: words.failed,
    body: `<h1>${words.failed}</h1><p>${words.startAgain}</p>
      <p class="quiet"><code>${escapeHtml(error.code)}</code> ${escapeHtml(error.description ?? '')}</p>
      <p><a href="/">${words.back}</a></p>`,
  });
}

/** Asks before signing out. `form` is the provider's own form, which the button submits. */
export function signOutPage(words: Words, form: string): string {
  return page(words, {
    title: words.signOut,
    body: `<h1>${words.signOutQuestion}</h1>${form}
      <button class="plain" type="submit" form="op.logoutForm" name="logout" value="yes">${words.signOut}</button>`,
  });
}

export function signedOutPage(words: Words): string {
  return page(words, {
    title: words.signedOut,
    body: `<h1>${words.signedOut}</h1><p><a href="/">${words.back}</a></p>`,
  });
}

/** Headers of all pages here: nothing may be loaded, nobody may frame them, no copy is kept. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  // With no-referrer, a browser would send the form as coming from nowhere (Origin: null).
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

export interface SignInPageParts {
  readonly users: readonly DemoUser[];
  readonly groupsOf: (user: DemoUser) => readonly string[];
  readonly clientName: string;
  readonly action: string;
}

function page(words: Words, { title, body }: { title: string; body: string }): string {
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Alongside</title>
<style>${style}</style>
</head>
<body><main><p class="brand">Alongside</p>${body}</main></body>
</html>`;
}

const style = `
:root { color-scheme: light dark; --paper: #f5f2ec; --card: #fffdf9; --ink: #21312f; --quiet: #566663; --line: #ddd6c9;
  --accent: #1f6b62; --tint: #e4efeb; }
@media (prefers-color-scheme: dark) { :root { --paper: #15201f; --card: #1d2b29; --ink: #e9efec; --quiet: #a5b5b1;
  --line: #354643; --accent: #7fcabd; --tint: #24403b; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 ui-sans-serif, system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
main { width: min(26rem, calc(100vw - 2rem)); margin: 1rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 1.25rem; }
.brand { margin: 0 0 1.5rem; color: var(--accent); font-weight: 650; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
ul { list-style: none; margin: 0 0 1rem; padding: 0; display: grid; gap: .75rem; }
button { width: 100%; display: flex; gap: .9rem; align-items: center; padding: .8rem 1rem; text-align: left; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .9rem; cursor: pointer; }
button:hover { background: var(--tint); border-color: var(--accent); }
button:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button.plain { justify-content: center; font-weight: 600; }
.face { flex: none; display: grid; place-items: center; width: 2.5rem; height: 2.5rem; border-radius: 50%;
  background: var(--tint); color: var(--accent); font-weight: 650; }
strong, small { display: block; }
small, .quiet { color: var(--quiet); font-size: .9rem; }
a { color: var(--accent); }
code { overflow-wrap: anywhere; }
`;

const initials = (name: string): string =>
  name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');

/** Text made safe for HTML, also inside a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
