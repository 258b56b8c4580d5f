// How the element looks unless the shop's own styles say otherwise: quiet, in the shop's font and colours.

let shared: CSSStyleSheet | undefined;

/** Made when the first element needs it; a constructed sheet passes a page's content security policy. */
export function sheet(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(`
      :host { display: block; }
      /* The shop's own light or dark, whatever the reader's system prefers. */
      [part="box"] { --bad: #b3261e; }
      @supports (color: light-dark(red, red)) { [part="box"] { --bad: light-dark(#b3261e, #ff9d94); } }
      *, ::before, ::after { box-sizing: border-box; }
      p, ul, fieldset { margin: 0; }
      fieldset { border: 0; padding: 0; min-width: 0; }
      [part="box"] > * + *, [part="bill"] > * + *, .fields > * + *, .stack > * + *, details > * + * { margin-top: 0.5em; }
      [part="bill"]:empty { display: none; }
      [part~="row"] { display: flex; flex-wrap: wrap; gap: 0 1em; align-items: baseline; }
      [part~="label"] { flex: 1 1 7em; overflow-wrap: break-word; }
      [part~="amount"] { margin-left: auto; font-variant-numeric: tabular-nums; text-align: right; overflow-wrap: normal; }
      [part~="charges"], [part~="total"] { font-weight: 600; }
      [part~="payer"], [part~="note"] { font-size: 0.9em; opacity: 0.85; }
      [part~="total"] { border-top: 1px solid currentcolor; padding-top: 0.5em; }
      [part~="warning"], [part="excluded"] { border-left: 3px solid var(--bad); padding-left: 0.75em; }
      [part="excluded"] { font-weight: 600; }
      summary { cursor: pointer; padding: 0.35em 0; }
      .field label, legend { display: block; padding: 0; margin-bottom: 0.2em; font-size: 0.9em; font-weight: 600; }
      .grid { display: grid; gap: 0.5em; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9em), 1fr)); align-items: end; }
      .hint { font-size: 0.8em; opacity: 0.85; margin-top: 0.2em; }
      .field-problem { color: var(--bad); opacity: 1; font-weight: 600; }
      input[type="text"], select { width: 100%; min-width: 0; min-height: 2.5em; padding: 0.3em 0.6em; font: inherit; color: inherit; background: transparent; border: 1px solid currentcolor; border-radius: 0.4em; }
      select option { color: CanvasText; background: Canvas; }
      input[aria-invalid="true"] { border: 2px solid var(--bad); }
      .segs { display: flex; flex-wrap: wrap; gap: 0 1em; }
      .seg { display: inline-flex; align-items: center; min-height: 2.5em; }
      .seg label { padding: 0.4em 0.5em; cursor: pointer; }
      .seg input { width: 1.2em; height: 1.2em; margin: 0; accent-color: currentcolor; }
      .which, [part="answers"] ul { list-style: none; padding: 0; }
      .which { display: flex; flex-wrap: wrap; gap: 0.4em; }
      [part="answers"] li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1em; align-items: center; margin-top: 0.25em; }
      .owed { display: none; }
      [part="answers"] li > span { font-size: 0.9em; overflow-wrap: anywhere; }
      button { font: inherit; color: inherit; background: transparent; border: 1px solid currentcolor; border-radius: 0.4em; min-height: 2.5em; padding: 0.25em 0.75em; cursor: pointer; }
      .pick { text-align: left; font-size: 0.9em; }
      @media (pointer: coarse) { button, .seg, input[type="text"], select { min-height: max(2.5em, 44px); } summary { padding: 0.6em 0; min-height: 44px; } }
      :where(input, select, button, summary):focus-visible { outline: 3px solid; outline-offset: 2px; }
    `);
  }
  return shared;
}
