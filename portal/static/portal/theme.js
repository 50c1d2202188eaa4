/* Runs before the first paint, so that a chosen theme does not flash. The choice stays in this browser. */
(function () {
  'use strict';
  try {
    var theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.setAttribute('data-theme', theme);
  } catch (e) { /* storage refused: the system setting decides */ }
})();
