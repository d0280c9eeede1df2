// Every page that somebody can come to by links, looked at by axe-core: light on a desk, dark on a phone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { launch, serve, visit } from "./lib.mjs";

const DESK = { viewport: { width: 1280, height: 800 }, colorScheme: "light" };
const PHONE = { viewport: { width: 320, height: 640 }, colorScheme: "dark", language: "en-GB" };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/// What is another on a small dark screen; the rest is in the same document.
const ON_PHONES = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];
/// Bytes of a page.
const LARGEST = 200_000;
// The principal administrator sees some two hundred pages more: `PRINCIPAL=1 npm test` looks at those too.
const ROLES = [undefined, "exhibitor", "expert", "secondary administrator", "check-in desk",
  ...(process.env.PRINCIPAL ? ["principal administrator"] : [])];

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

/** The first address of each pattern that somebody can come to. */
async function crawl(page) {
  const starts = ["/", server.event].map((path) => new URL(path, server.url));
  const found = new Map(starts.map((url) => [pattern(url), url.href]));
  const waiting = [...found.values()];
  while (waiting.length > 0) {
    const response = await page.goto(waiting.shift());
    assert.ok(response.status() < 400, `${response.url()}: ${response.status()}`);
    if (!response.headers()["content-type"]?.startsWith("text/html")) continue;
    for (const href of await page.$$eval("a[href]", (links) => links.map((link) => link.href))) {
      const url = new URL(href);
      if (!isPage(url) || found.has(pattern(url))) continue;
      url.hash = "";
      found.set(pattern(url), url.href);
      waiting.push(url.href);
    }
  }
  return [...found.values()];
}

async function faults(page, address, rules) {
  const response = await page.goto(address);
  const found = [];
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
  found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) found.push(`${wide} px wider than the screen`);
  const { length } = await response.body();
  if (length > LARGEST) found.push(`${length} bytes`);
  found.push(...page.complaints.splice(0));
  return found.map((fault) => `${new URL(address).pathname}: ${fault}`);
}

for (const role of ROLES) {
  test(`every page of ${role ?? "a visitor"} is accessible, fits and keeps to the policy`, async () => {
    const email = role && server.accounts[role];
    if (role) assert.ok(email, `${role} can sign in`);
    const desk = await visit(browser, server, { ...DESK, email });
    const all = await crawl(desk);
    assert.ok(all.length > (role ? 5 : 3), all.join(" "));
    const addresses = all.filter((address) => !looked.has(pattern(new URL(address))));
    for (const address of addresses) looked.add(pattern(new URL(address)));
    const found = [];
    for (const address of addresses) found.push(...(await faults(desk, address)));
    await desk.context().close();
    const phone = await visit(browser, server, { ...PHONE, email });
    for (const address of addresses) found.push(...(await faults(phone, address, ON_PHONES)));
    await phone.context().close();
    assert.deepEqual(found, []);
  });
}
