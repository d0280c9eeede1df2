// The pictures of README.md and docs/guide.md, of the demo event: `npm run pictures --prefix web/browser`.

import { join, resolve } from "node:path";
import { drag, launch, serve, visit } from "./lib.mjs";

const FOLDER = resolve(new URL(".", import.meta.url).pathname, "../../docs/images");
const DESK = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 360, height: 720 }, deviceScaleFactor: 2 };

const server = await serve();
const browser = await launch();
const take = (page, name) => page.screenshot({ path: join(FOLDER, `${name}.png`) });

async function organiser(language) {
  return visit(browser, server, { ...DESK, language, email: server.accounts["principal administrator"] });
}

try {
  const french = await organiser("fr-FR");
  await french.goto(`${server.event}/desk`);
  await take(french, "desk");
  await french.goto(`${server.event}/desk/plans`);
  const plan = await french.locator("tbody th a").first().getAttribute("href");
  await french.goto(plan);
  await take(french, "board");
  const free = french.locator(".grid td[data-place]").first();
  await drag(french, french.locator(".grid td[data-meeting]").nth(3), free);
  await french.waitForURL(/\/change\?/);
  await take(french, "change");

  const english = await organiser("en-GB");
  await english.goto("/account");
  const switcher = english.locator('button[name="language"][value="en"]');
  if (await switcher.count()) await switcher.click();
  await english.goto(plan);
  const unplaced = english.locator("#unplaced a").first();
  await english.goto((await unplaced.count()) ? await unplaced.getAttribute("href") : plan);
  await take(english, "meeting");
  await english.goto(`${server.event}/desk/plans`);
  await english.fill("#seconds", "20");
  await english.click("aside form button.main");
  await english.waitForSelector(".scores tbody tr");
  await take(english, "run");
  await english.goto(`${server.event}/catalogue`);
  await take(english, "catalogue");

  const exhibitor = await visit(browser, server, { ...DESK, email: server.accounts.exhibitor });
  await exhibitor.goto(`${server.event}/requests`);
  await take(exhibitor, "requests");
  const phone = await visit(browser, server, { ...PHONE, email: server.accounts.exhibitor });
  await phone.goto(`${server.event}/agenda`);
  await take(phone, "agenda");
} finally {
  await browser.close();
  await server.stop();
}
