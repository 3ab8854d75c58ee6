/* The API of one service, in Swagger UI. The plugin changes the parts that axe rejects. */
'use strict';

// A wide example scrolls, also by keyboard.
function focusable(element) {
  element.setAttribute('tabindex', '0');
}

// A component whose elements get names or roles that Swagger UI does not give them.
function withAttributes(change) {
  return (Original, system) => (props) =>
    system.React.createElement(
      'div',
      {
        ref: (element) =>
          element &&
          change((selector, set) => element.querySelectorAll(selector).forEach(set), props),
      },
      system.React.createElement(Original, props),
    );
}

function accessible() {
  return {
    wrapComponents: {
      responses: withAttributes((each, { method, path }) => {
        each('table.responses-table', (table) => table.setAttribute('aria-label', `Responses of ${method} ${path}`));
        each('pre', focusable);
      }),
      RequestBody: withAttributes((each) => {
        each('textarea', (area) => area.setAttribute('aria-label', 'Request body'));
        each('pre', focusable);
      }),
      authorizationPopup: withAttributes((each) => {
        each('.close-modal', (button) => button.setAttribute('aria-label', 'Close'));
        each('.modal-ux-header h3', (heading) => heading.setAttribute('aria-level', '1'));
        each('h4', (heading) => heading.setAttribute('aria-level', '2'));
        each('[aria-label="Apply credentials"]', (button) => button.removeAttribute('aria-label'));
      }),
      // A link inside the button that opens the operation. Opening it sets the address anyway.
      DeepLink: (_, system) => (props) =>
        system.React.createElement('span', null, props.text),
      // One server, and a list without a label.
      ServersContainer: () => () => null,
      // Landmarks around the parts before the operations.
      InfoContainer: (Original, system) => (props) =>
        system.React.createElement(
          'section',
          { 'aria-label': 'About this API' },
          system.React.createElement(Original, props),
        ),
      AuthorizeBtnContainer: (Original, system) => (props) =>
        system.React.createElement(
          'section',
          { 'aria-label': 'Credentials' },
          system.React.createElement(Original, props),
        ),
      // The heading between the title of the page and those of the tags.
      operations: (Original, system) => (props) =>
        system.React.createElement(
          'section',
          { 'aria-labelledby': 'operations-heading' },
          system.React.createElement('h2', { id: 'operations-heading' }, 'Operations'),
          system.React.createElement(Original, props),
        ),
    },
  };
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');

function followColorScheme() {
  document.documentElement.classList.toggle('dark-mode', dark.matches);
}

dark.addEventListener('change', followColorScheme);
followColorScheme();

window.addEventListener('load', () => {
  SwaggerUIBundle({
    url: 'v3/api-docs',
    dom_id: '#docs',
    deepLinking: true,
    tagsSorter: 'alpha',
    validatorUrl: null,
    // Its colours have too little contrast.
    syntaxHighlight: false,
    layout: 'BaseLayout',
    presets: [SwaggerUIBundle.presets.apis],
    plugins: [accessible],
  });
});
