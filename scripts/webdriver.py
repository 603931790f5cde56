# SPDX-License-Identifier: GPL-2.0-only
"""A browser without a window, through chromedriver: the few calls of the W3C
WebDriver protocol that scripts/test-html needs."""

import json
import re
import shutil
import subprocess
import urllib.error
import urllib.request

FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu",
         "--disable-dev-shm-usage", "--window-size=1200,900",
         "--host-resolver-rules=MAP * ~NOTFOUND"]
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015",
        "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowLeft": "\ue012",
        "End": "\ue010"}


def missing():
    """The program that is not installed, or None."""
    for name in ("chromium", "chromedriver"):
        if not shutil.which(name):
            return name
    return None


class Browser:
    """One session; use it in a `with`."""

    def __enter__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", "--port=0"], text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.base, lines = None, []
        for line in self.driver.stdout:
            lines.append(line)
            m = re.search(r"started successfully on port (\d+)", line)
            if m:
                self.base = f"http://127.0.0.1:{m.group(1)}/session"
                break
        if not self.base:
            raise RuntimeError("chromedriver: " + "".join(lines))
        try:
            made = self.call("POST", "", {"capabilities": {"alwaysMatch": {
                "browserName": "chrome",
                "goog:loggingPrefs": {"browser": "ALL"},
                "goog:chromeOptions": {"binary": shutil.which("chromium"),
                                       "args": FLAGS}}}})
        except Exception:
            self.driver.kill()
            raise
        self.base += "/" + made["sessionId"]
        return self

    def __exit__(self, *_):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait(10)

    def call(self, method, path, body=None):
        """One command; raises RuntimeError with what the driver says."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=method)
        request.add_header("Content-Type", "application/json")
        # no proxy: it is this machine
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as e:
            said = json.load(e)["value"]
            raise RuntimeError(f"{path}: {said['error']}: "
                               f"{said['message'].splitlines()[0]}") from None

    def open(self, url):
        """Load a page, even if only the fragment is another one."""
        self.call("POST", "/url", {"url": "about:blank"})
        self.call("POST", "/url", {"url": url})

    def js(self, code, *args):
        """The value of the body of a function; its arguments are `arguments`."""
        return self.call("POST", "/execute/sync",
                         {"script": code, "args": list(args)})

    def keys(self, *names):
        """Press keys, one after another, where the focus is."""
        pressed = [{"type": kind, "value": KEYS.get(name, name)}
                   for name in names for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [
            {"type": "key", "id": "keyboard", "actions": pressed}]})

    def devtools(self, command, **params):
        """A command of the DevTools protocol."""
        return self.call("POST", "/goog/cdp/execute",
                         {"cmd": command, "params": params})

    def media(self, media="", scheme="light"):
        """Show the page as on paper ("print"), or in dark."""
        self.devtools("Emulation.setEmulatedMedia", media=media, features=[
            {"name": "prefers-color-scheme", "value": scheme}])

    def messages(self):
        """What the console has got since the last call."""
        return self.call("POST", "/se/log", {"type": "browser"})
