import type { State, Transition } from './definition.ts';

/**
 * One thing that an execution did: it entered a state, tried a state's work again (a retry or a redrive), or left a
 * state by one of its ways. Told as it happens, for the bill and for the coverage of workflows; ids and names only.
 */
export type Observation =
  | { readonly what: 'entered' | 'tried-again'; readonly stateMachine: string; readonly state: string }
  | { readonly what: 'left'; readonly stateMachine: string; readonly state: string; readonly way: Way };

export type Observe = (observation: Observation) => void;

/** How a state is left, by the member of its definition that says where to. */
export type Way = 'Next' | 'End' | 'Default' | `Choices[${number}]` | `Catch[${number}]`;

/** Which of the state's ways this transition is. */
export function wayOf(state: State, transition: Transition): Way {
  if ('catchers' in state) {
    const index = state.catchers.findIndex((catcher) => catcher === transition);
    if (index >= 0) return `Catch[${index}]`;
  }
  if (state.type === 'Choice') {
    const index = state.rules.findIndex((rule) => rule === transition);
    return index >= 0 ? `Choices[${index}]` : 'Default';
  }
  return transition.next === undefined ? 'End' : 'Next';
}
