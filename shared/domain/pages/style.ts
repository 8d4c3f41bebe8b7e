/**
 * The look of every public page: calm, one column, phone first. No font, image or script is loaded, so nothing tells a
 * third party that somebody was here; the content security policy knows it by its hash. Text has at least 4.5:1 and
 * borders of controls 3:1 on their ground, in light and dark.
 */
export const style = compact(`
:root {
  color-scheme: light dark;
  --ground: #f5f3ee; --card: #fffefb; --ink: #22302f; --quiet: #4c5b59; --line: #ddd8cc;
  --edge: #6f7d7a; --deep: #0f5d57; --on-deep: #ffffff; --soft: #e6f0ec; --wrong: #a02b1f; --wrong-soft: #fbeae6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131a1a; --card: #1b2424; --ink: #e7edeb; --quiet: #b3c0bd; --line: #334040;
    --edge: #84948f; --deep: #8ad3c6; --on-deep: #07211e; --soft: #21322f; --wrong: #ffa99d; --wrong-soft: #3a211e;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
a { color: var(--deep); text-underline-offset: .18em; }
:focus-visible { outline: 3px solid var(--deep); outline-offset: 3px; border-radius: 4px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 1rem; top: .5rem; z-index: 2; background: var(--card); padding: .6rem 1rem; }
.bar { position: sticky; top: 0; z-index: 1; background: var(--ground); border-bottom: 1px solid var(--line); }
.bar div { max-width: 40rem; margin: auto; padding: .4rem 1.1rem; display: flex; align-items: center; justify-content: space-between; gap: .75rem; }
.bar b { font-weight: 600; letter-spacing: .01em; }
.bar a, .tongues a { display: inline-flex; align-items: center; min-height: 44px; }
.leave { border: 1px solid var(--edge); border-radius: 2rem; padding: 0 1.1rem; text-decoration: none; font-weight: 600; white-space: nowrap; }
main, footer { max-width: 40rem; margin: auto; padding: 1.2rem 1.1rem 2rem; }
.tongues { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.015em; margin: .4rem 0 .8rem; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .6rem; }
p, ul, ol { margin: 0 0 .9rem; }
.lead { font-size: 1.125rem; }
.quiet, .hint { color: var(--quiet); }
.hint { display: block; font-size: .96rem; }
.card, fieldset, .notice, .wrong-list { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.15rem; margin: 0 0 1.1rem; min-width: 0; }
.notice { background: var(--soft); border-color: transparent; }
.card > :last-child, .notice > :last-child, .wrong-list > :last-child { margin-bottom: 0; }
fieldset > :last-child { margin-bottom: 0; }
legend { float: left; width: 100%; padding: 0; margin: 0 0 .6rem; font-size: 1.2rem; font-weight: 600; line-height: 1.3; }
legend + * { clear: both; }
fieldset fieldset { border: 0; border-radius: 0; background: none; padding: 0; margin: 1.3rem 0 0; }
fieldset fieldset legend, .label { font-size: 1.0625rem; font-weight: 600; margin: 0 0 .15rem; display: block; }
.field { margin: 1.1rem 0 0; }
.field:first-child, .pair > .field { margin-top: .2rem; }
.pair { margin-top: .9rem; }
.pair + .field { margin-top: 1.1rem; }
input[type=text], input[type=tel], select { display: block; width: 100%; min-height: 48px; margin-top: .35rem; padding: .55rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1.5px solid var(--edge); border-radius: 9px; }
.pair { display: grid; gap: .9rem 1rem; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); }
.pick { display: flex; gap: .75rem; align-items: flex-start; min-height: 44px; padding: .55rem 0; }
.pick input { flex: none; width: 24px; height: 24px; margin: .05rem 0 0; accent-color: var(--deep); }
.grid { display: grid; gap: 0 1rem; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); }
.text { display: block; margin: .35rem 0 0; padding: .55rem .8rem; border-radius: 4px 14px 14px 14px; background: var(--soft); font-size: .98rem; }
.problem { display: block; color: var(--wrong); font-weight: 600; margin-top: .3rem; }
.is-wrong { border-left: 4px solid var(--wrong); padding-left: .8rem; }
.wrong-list { border: 2px solid var(--wrong); background: var(--wrong-soft); }
.wrong-list h2, .wrong-list a { color: var(--wrong); }
.wrong-list li { padding: .3rem 0; }
details { border-top: 1px solid var(--line); margin-top: 1rem; }
summary { min-height: 48px; padding: .7rem 0; font-weight: 600; cursor: pointer; color: var(--deep); }
button { font: inherit; font-weight: 600; min-height: 52px; width: 100%; padding: .7rem 1.4rem; border: 2px solid var(--deep); border-radius: 12px; background: var(--deep); color: var(--on-deep); cursor: pointer; }
button.second { background: none; color: var(--deep); }
form + form, .act { margin-top: 1.1rem; }
.trap { position: absolute; left: -9999px; height: 1px; width: 1px; overflow: hidden; }
footer { border-top: 1px solid var(--line); font-size: .98rem; }
footer ul { list-style: none; padding: 0; }
footer li { padding: .25rem 0; line-height: 1.9; }
footer li a { padding: .5rem 0; }
a[href^="tel:"] { white-space: nowrap; }
.who { font-size: 1.5rem; font-weight: 600; margin: 0; }
@media (forced-colors: active) { .leave, .text, .notice { border: 1px solid; } }
@media print { .bar, .skip { display: none; } }
`);

/** Nothing moves on these pages, so there is nothing to switch off for those who want less motion. */
function compact(css: string): string {
  return css
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/: /g, ':')
    .trim();
}
