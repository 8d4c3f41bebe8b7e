import { find, make, replace, whenChanged } from './dom.js';

const narrow = matchMedia('(max-width: 64rem)');

/** Side by side where there is room; one at a time behind tabs where there is not. */
export function startPanels(panels) {
  let shown = 0;
  let names = panels.map(() => '');
  find('panels').append(...panels);

  const tabs = panels.map((panel, index) =>
    make(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${panel.id}`,
        'aria-controls': panel.id,
        onclick: () => show(index),
      },
      '',
    ),
  );
  replace(find('tabs'), tabs);
  find('tabs').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show((shown + step + panels.length) % panels.length);
    tabs[shown].focus();
  });
  narrow.addEventListener('change', draw);

  function show(index) {
    shown = index;
    draw();
  }

  function draw() {
    for (const [index, panel] of panels.entries()) {
      panel.dataset.shown = String(index === shown);
      panel.setAttribute('role', narrow.matches ? 'tabpanel' : 'region');
      tabs[index].setAttribute('aria-selected', String(index === shown));
      tabs[index].tabIndex = index === shown ? 0 : -1;
      tabs[index].textContent = names[index];
      tabs[index].hidden = names[index] === '';
    }
  }
  draw();

  return {
    /** Whose panels they are; '' for one that nobody has. */
    name: whenChanged((given) => {
      const areOthers = given[0] !== names[0];
      names = given;
      for (const [index, panel] of panels.entries()) panel.hidden = names[index] === '';
      find('panels').dataset.count = String(names.filter((name) => name !== '').length);
      if (areOthers || names[shown] === '')
        shown = Math.max(
          0,
          names.findIndex((name) => name !== ''),
        );
      draw();
    }),
  };
}
