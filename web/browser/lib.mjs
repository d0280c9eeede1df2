// A server with the demo event, and a browser to look at it with.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const ROOT = resolve(new URL(".", import.meta.url).pathname, "../..");
/// The password of everybody in the demo, as `carnet demo` prints it.
export const PASSWORD = "Carnet de bal 9";

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/**
 * Builds the demo event in a fresh database and serves it. `accounts` are the addresses to sign in with, by role; `event` is where the
 * event of the story stands, and `next` the next edition, which is open for registration.
 */
export async function serve() {
  const folder = await mkdtemp(join(tmpdir(), "carnet-browser-"));
  const port = await freePort();
  const binary = process.env.BINARY ?? join(ROOT, "target/debug/carnet");
  const url = `http://localhost:${port}`;
  const mails = join(folder, "mails");
  const server = spawn(binary, ["--database", `sqlite:${join(folder, "demo.db")}`, "demo"], {
    cwd: folder,
    env: {
      ...process.env,
      CARNET_LISTEN: `127.0.0.1:${port}`,
      CARNET_PUBLIC_URL: url,
      CARNET_MAIL_FOLDER: mails,
      CARNET_LOG: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const accounts = {};
  // The first is the event of the story; the next edition comes after it.
  const events = [];
  const lines = createInterface({ input: server.stdout });
  await new Promise((ready, failed) => {
    server.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
    lines.on("line", (line) => {
      const account = line.match(/^ {2}(\S.*?) {2,}(\S+@\S+)$/);
      if (account) accounts[account[1].trim()] = account[2];
      const address = line.match(/\/events\/([a-z0-9-]+)/);
      if (address) events.push(`/events/${address[1]}`);
      if (account?.[1].trim() === "expert") ready();
    });
  });
  await until(async () => (await fetch(`${url}/readyz`)).ok, "the server does not answer");
  const stop = async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const [event, next] = events;
  return { url, event, next, accounts, mails, stop };
}

/** Asks again until the answer is yes. */
export async function until(question, complaint, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await question().catch(() => false);
    if (answer) return answer;
    if (Date.now() > end) throw new Error(complaint);
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** Chromium, from Debian's packages. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

/** A browser of its own for somebody, who is signed in where an address is given. */
export async function visit(browser, server, { email, language = "fr-FR", ...options } = {}) {
  const context = await browser.newContext({ locale: language, baseURL: server.url, ...options });
  const page = await open(context);
  if (email) await signIn(page, email);
  return page;
}

/** A page more of somebody's browser. */
export async function open(context) {
  const page = await context.newPage();
  // Whatever the content policy refuses, and whatever a script trips over, is a fault of ours.
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (4\d\d)/.test(message.text())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(error.message));
  page.complaints = [];
  return page;
}

/** Signs somebody in. */
export async function signIn(page, email, password = PASSWORD) {
  await page.goto("/account/sign-in");
  await page.fill("#email", email);
  await page.fill("#password", password);
  await page.click("main button");
  await page.waitForURL((url) => !url.pathname.startsWith("/account/sign-in"));
}

/** Drags something somewhere with the mouse, as a hand does: off a little first, so that it is held before the page is scrolled. */
export async function drag(page, what, where) {
  await what.hover();
  const { x, y, width, height } = await what.boundingBox();
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + 8, y + height / 2 + 8, { steps: 4 });
  await where.hover();
  await where.hover();
  await page.mouse.up();
}

/** The mails to an address, the latest last, each as its text. */
export async function mailsTo(server, address) {
  const files = (await readdir(server.mails)).filter((name) => name.endsWith(".eml")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(server.mails, name), "utf8")));
  return texts.filter((text) => new RegExp(`^To:.*${address}`, "im").test(text)).map(decoded);
}

/** Quoted-printable, undone as far as links need it. */
function decoded(text) {
  return text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
}
