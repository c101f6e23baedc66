// Runs before the first paint, so that a chosen theme does not flash. It is a file of its own
// because the Content-Security-Policy forbids inline scripts.
try {
  const theme = localStorage.getItem('cloister.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's preference holds.
}
