"""The site in a browser: headless Chromium and Firefox, as a visitor meets it."""
