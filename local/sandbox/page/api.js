/** The sandbox's own requests, and the HTTP API of the template with a token that it accepts. */
const TOKEN = 'alongside-token';
const VERIFIER = 'alongside-verifier';

/** POST to the sandbox; throws an error that says what was wrong. */
export async function post(path, body) {
  return answerOf(await fetch(path, jsonRequest(body)));
}

/** Calls the HTTP API as the person signed in, or as the first demo user. */
export async function callApi(path, { method = 'GET', body } = {}) {
  const call = async (token) =>
    fetch(path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const response = await call((await currentToken()).accessToken);
  if (response.status !== 401) return answerOf(response);
  sessionStorage.removeItem(TOKEN);
  return answerOf(await call((await currentToken()).accessToken));
}

/** All items of a list of the HTTP API, up to 1000. */
export async function listAll(path) {
  const items = [];
  let cursor;
  for (let page = 0; page < 10; page += 1) {
    const query = new URLSearchParams({ limit: '100', ...(cursor && { cursor }) });
    const answer = await callApi(`${path}?${query}`);
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (cursor === undefined) break;
  }
  return items;
}

/** A token that is good for another ten seconds at least. */
export async function currentToken() {
  const kept = JSON.parse(sessionStorage.getItem(TOKEN) ?? 'null');
  if (kept !== null && kept.expiresAt > Date.now() + 10_000) return kept;
  const issued = await post('/sandbox/token', {});
  sessionStorage.setItem(TOKEN, JSON.stringify(issued));
  return issued;
}

/** Leaves for the sign-in page; it comes back here with a code. */
export async function startSignIn(clientId) {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  sessionStorage.setItem(VERIFIER, JSON.stringify({ verifier, clientId }));
  location.assign(
    `/sign-in/oauth2/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: `${location.origin}/`,
      scope: 'openid email',
      prompt: 'login',
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: 'S256',
    })}`,
  );
}

/** When the page was opened by the sign-in: turns the code into a token. Resolves to whether it did. */
export async function finishSignIn() {
  const query = new URLSearchParams(location.search);
  const started = JSON.parse(sessionStorage.getItem(VERIFIER) ?? 'null');
  if (!query.has('code') && !query.has('error')) return false;
  history.replaceState(null, '', '/');
  sessionStorage.removeItem(VERIFIER);
  if (query.has('error'))
    throw new Error(`The sign-in said: ${query.get('error_description') ?? query.get('error')}`);
  if (started === null) return false;
  const form = {
    grant_type: 'authorization_code',
    client_id: started.clientId,
    code: query.get('code'),
    code_verifier: started.verifier,
    redirect_uri: `${location.origin}/`,
  };
  const answer = await answerOf(
    await fetch('/sign-in/oauth2/token', { method: 'POST', body: new URLSearchParams(form) }),
  );
  const expiresAt = Date.now() + answer.expires_in * 1000;
  sessionStorage.setItem(TOKEN, JSON.stringify({ accessToken: answer.access_token, expiresAt }));
  return true;
}

/** What a token says: whose it is, and which client it was given to. */
export function claimsOf({ accessToken }) {
  const [, payload = ''] = accessToken.split('.');
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')));
}

const jsonRequest = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function answerOf(response) {
  const text = await response.text();
  const answer = text === '' ? {} : parse(text);
  if (response.ok) return answer;
  const wrong = (answer.errors ?? []).map(({ field, message }) => `${field} ${message}`).join('; ');
  const said = wrong || answer.detail || answer.title || answer.message || answer.error_description;
  const error = new Error(said ?? `The answer was ${response.status}.`);
  error.status = response.status;
  throw error;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
