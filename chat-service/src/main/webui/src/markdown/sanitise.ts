import createDOMPurify, { type Config, type DOMPurify } from 'dompurify';

const CONFIG: Config & { RETURN_DOM_FRAGMENT: true } = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li'],
    ...['strong', 'em', 'del', 'kbd', 'sub', 'sup', 'mark', 'a', 'code', 'pre', 'span', 'input'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  ALLOWED_ATTR: ['href', 'class', 'align', 'start', 'type', 'checked', 'disabled'],
  // Values of these are words and numbers; the rule for addresses would drop them.
  ADD_URI_SAFE_ATTR: ['align', 'start', 'type'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:)/i,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

const OUR_CLASS = /^(?:language-[\w+#.-]*|hljs-[\w-]+|function_|class_|inherited__)$/;

let purify: DOMPurify | undefined;

/** Turns HTML that nobody vouches for into nodes that are safe to show. */
export function sanitise(html: string): DocumentFragment {
  purify ??= withRules(createDOMPurify(window));
  return purify.sanitize(html, CONFIG);
}

function withRules(instance: DOMPurify): DOMPurify {
  instance.addHook('afterSanitizeAttributes', (element) => {
    const kept = [...element.classList].filter((name) => OUR_CLASS.test(name));
    if (kept.length > 0) element.setAttribute('class', kept.join(' '));
    else element.removeAttribute('class');
    if (element.tagName === 'A' && element.hasAttribute('href')) {
      element.setAttribute('target', '_blank');
      element.setAttribute('rel', 'noopener noreferrer nofollow');
    }
    if (element.tagName === 'INPUT') {
      // Only the box of a task list, and nobody can tick it.
      if (element.getAttribute('type') !== 'checkbox') element.remove();
      element.setAttribute('disabled', '');
      element.setAttribute('aria-label', element.hasAttribute('checked') ? 'Done' : 'Not done');
    }
  });
  return instance;
}
