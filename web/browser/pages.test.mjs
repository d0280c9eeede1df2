// Every page that somebody can come to by links, looked at by axe-core: light on a desk, then dark on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { launch, open, serve, visit } from "./lib.mjs";

const DESK = { viewport: { width: 1280, height: 800 }, colorScheme: "light" };
const PHONE = { viewport: { width: 320, height: 640 }, colorScheme: "dark" };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/// What is another on a small dark screen; the rest is in the same document.
const ON_PHONES = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];
/// Bytes of a page.
const LARGEST = 200_000;
/// How many pages are looked at at a time.
const TABS = 2;
const ROLES = [undefined, "exhibitor", "expert", "secondary administrator", "check-in desk", "principal administrator"];

/// Patterns that an earlier role has looked at: what differs there is the way around the page.
const looked = new Set();
let server, browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What a page is of: addresses that differ by an identity or by a query alone have one pattern. */
function pattern(url) {
  const query = [...url.searchParams.keys()].filter((name) => ["people", "meeting", "edit"].includes(name));
  const path = url.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "*").replace(/^\/events\/[^/]+/, "/events/*")
    .replace(/\/(templates|form|terms|lists)\/[^/]+/g, "/$1/*");
  return [path, ...query].join("?");
}

/** Whether following it only shows something. */
function isPage(url) {
  return url.origin === server.url && !/\.(ics|pdf|json|csv|xlsx)$/.test(url.pathname)
    && !/\/(assets|progress|attachments|files|logo|banner|archive|instance|download)(\/|$)/.test(url.pathname);
}

/** Goes through every pattern that somebody can come to: what is wrong, and how many there are. */
async function lookAround(tabs) {
  const found = [], known = new Set();
  let waiting = [];
  const meet = (href) => {
    const url = new URL(href, server.url);
    url.hash = "";
    if (!isPage(url) || known.has(pattern(url))) return;
    known.add(pattern(url));
    waiting.push(url);
  };
  ["/", server.event].forEach(meet);
  while (waiting.length > 0) {
    const wave = waiting;
    waiting = [];
    const work = async (tab) => {
      for (let url; (url = wave.shift()); ) {
        const isNew = !looked.has(pattern(url));
        looked.add(pattern(url));
        const { links, faults } = isNew ? await look(tab, url) : { links: await linksOf(tab, url), faults: [] };
        found.push(...faults.map((fault) => `${url.pathname}${url.search}: ${fault}`));
        links.forEach(meet);
      }
    };
    await Promise.all(tabs.map(work));
  }
  return { found, n: known.size };
}

/** Where a page leads that need not be looked at. */
async function linksOf(tab, url) {
  const { status, links } = await tab.evaluate(async (address) => {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { status: response.status, links: [...page.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")) };
  }, url.href);
  assert.ok(status < 400, `${url}: ${status}`);
  return links.map((href) => new URL(href, url).href);
}

/** What is wrong with a page, and where it leads. */
async function look(tab, url) {
  await wear(tab, DESK);
  const response = await tab.goto(url.href);
  assert.ok(response.status() < 400, `${url}: ${response.status()}`);
  if (!response.headers()["content-type"]?.startsWith("text/html")) return { links: [], faults: [] };
  const links = await tab.$$eval("a[href]", (all) => all.map((link) => link.href));
  await tab.evaluate(axe.source);
  const faults = await violations(tab, { type: "tag", values: TAGS });
  faults.push(...(await tooWide(tab)));
  await wear(tab, PHONE);
  faults.push(...(await violations(tab, { type: "rule", values: ON_PHONES })), ...(await tooWide(tab)));
  const { length } = await response.body();
  if (length > LARGEST) faults.push(`${length} bytes`);
  faults.push(...tab.complaints.splice(0));
  return { links, faults };
}

async function wear(tab, { viewport, colorScheme }) {
  await tab.setViewportSize(viewport);
  await tab.emulateMedia({ colorScheme });
}

async function violations(tab, runOnly) {
  return tab.evaluate(async (runOnly) => {
    const { violations } = await window.axe.run(document, { runOnly, resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) =>
      `${id} at ${innerWidth} px: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
  }, runOnly);
}

async function tooWide(tab) {
  return tab.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`${scrollWidth - clientWidth} px wider than ${clientWidth} px`] : [];
  });
}

for (const role of ROLES) {
  test(`every page of ${role ?? "a visitor"} is accessible, fits and keeps to the policy`, async () => {
    const email = role && server.accounts[role];
    if (role) assert.ok(email, `${role} can sign in`);
    const first = await visit(browser, server, { ...DESK, email });
    const tabs = [first];
    while (tabs.length < TABS) tabs.push(await open(first.context()));
    await Promise.all(tabs.map((tab) => tab.goto("/")));
    const { found, n } = await lookAround(tabs);
    await first.context().close();
    assert.ok(n > (role ? 5 : 3), `${n} pages`);
    assert.deepEqual(found, []);
  });
}
