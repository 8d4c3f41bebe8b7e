/** The package's main file only adds a warning on Node.js 20, with which it works (design/emulation-facts.md §7). */
declare module 'oidc-provider/lib/provider.js' {
  export { Provider } from 'oidc-provider';
}
