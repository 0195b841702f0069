"""The site in a browser: headless Chromium, as a visitor meets it."""
