import * as fc from 'fast-check';
import { markup } from '#shared/domain/pages/markup';

it('escapes text, and leaves alone what is markup already', () => {
  const inner = markup`<b>${'Ben & "Co" <br>'}</b>`;

  expect(markup`<p title="${"it's"}">${inner}</p>`.html).toBe(
    '<p title="it&#39;s"><b>Ben &#38; &#34;Co&#34; &#60;br&#62;</b></p>',
  );
});

it('says nothing of what is not there, and puts lists one after the other', () => {
  expect(markup`<ul>${[markup`<li>`, undefined, false, 0, ['a', 'b']]}</ul>`.html).toBe('<ul><li>0ab</ul>');
});

it('never lets text open or close anything, nor end an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { html } = markup`${text}`;

      expect(html).not.toMatch(/[<>"']/);
      expect(html.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))).toBe(text);
    }),
  );
});
