"""The playground's page in a real Chromium, with a small bot that is not the product behind it."""
