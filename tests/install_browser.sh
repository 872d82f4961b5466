#!/bin/sh
# A real Chromium and Chinese fonts for the browser tests: installed with apt where the user may, else said loudly.
set -u
have_fonts() { fc-list :lang=zh 2>/dev/null | grep -q .; }
if command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; then have_fonts && exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "-> Chromium and Chinese fonts (apt)"
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null 2>&1 || echo "   apt could not install them"
else
  echo "-> No Chromium here, and apt is not ours to use: install chromium and fonts-noto-cjk to run the browser tests"
fi
exit 0
