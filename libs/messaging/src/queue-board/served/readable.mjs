/* global document, localStorage, MutationObserver */

/**
 * Runs in the page of bull-board, before its own script: in the language that was chosen on our pages, and with what its markup lacks for
 * those who do not see it (WCAG 2.2: names of buttons, lists that are lists). What it does twice changes nothing more.
 */
const settings = document.getElementById('__UI_CONFIG__');
const config = JSON.parse(settings.textContent);
const language = localStorage.getItem('language') ?? config.locale.lng.slice(0, 2);
const isFrench = language === 'fr';

/** Its buttons without a name show one icon each. */
const ICONS = {
  'lucide-maximize': ['Full screen', 'Plein écran'],
  'lucide-minimize': ['Leave full screen', 'Quitter le plein écran'],
  'lucide-settings': ['Settings', 'Paramètres'],
  'lucide-circle-user': ['Links', 'Liens'],
  'lucide-ellipsis-vertical': ['Arrangement of the list', 'Disposition de la liste'],
  'lucide-copy': ['Copy', 'Copier'],
  'lucide-check': ['Copied', 'Copié'],
};

/** Names that its parts give in English only. */
const SPOKEN = {
  Pagination: 'Pages',
  'Previous page': 'Page précédente',
  'Next page': 'Page suivante',
  'collapse JSON': 'Replier les données',
  'expand JSON': 'Déplier les données',
  'JSON view': 'Données',
};

const speak = () => {
  settings.textContent = JSON.stringify({ ...config, locale: { lng: isFrench ? 'fr-FR' : 'en-US' } });
  document.documentElement.lang = language;
};

const nameIcons = () => {
  for (const [icon, names] of Object.entries(ICONS))
    for (const button of document.querySelectorAll(`button:has(> svg.${icon})`)) {
      const name = names[Number(isFrench)];
      const isOurs = !button.hasAttribute('aria-label') || button.dataset.named;
      if (!isOurs || button.textContent.trim() || button.getAttribute('aria-label') === name) continue;
      button.dataset.named = 'true';
      button.setAttribute('aria-label', name);
    }
};

const translate = () => {
  if (!isFrench) return;
  for (const part of document.querySelectorAll('[aria-label]')) {
    const english = part.getAttribute('aria-label');
    const french = SPOKEN[english] ?? english.replace(/^(Page \d+) is your current page$/, '$1, celle-ci');
    if (french !== english && !part.dataset.named) part.setAttribute('aria-label', french);
  }
};

/** A list of pages that says to be navigation is no list any more; a link that shows a count is named by what it shows. */
const mend = () => {
  for (const list of document.querySelectorAll('ul[role=navigation]')) list.removeAttribute('role');
  for (const link of document.querySelectorAll('a[aria-label]:has(svg.lucide-calendar-clock)'))
    link.removeAttribute('aria-label');
  nameIcons();
  translate();
};

speak();
new MutationObserver(mend).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['aria-label', 'role', 'class'],
});
