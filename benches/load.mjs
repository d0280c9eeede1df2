// How fast the shell answers while many use it: the demo event of 1,500 participants, a mix of reading and writing at a
// steady rate, then many connections at once, then a node that is killed in the middle.
//
//   node benches/load.mjs --database sqlite:/tmp/load.db --rate 50
//   node benches/load.mjs --database postgres://… --nodes 2 --rate 200
//
// It takes target/release/carnet (cargo build --release -p carnet-web), and talks to this machine alone. Requests are sent
// when they are due, whether or not the ones before have been answered, so that a slow server does not slow the load down.

import { spawn, execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    binary: { type: "string", default: resolve(new URL(".", import.meta.url).pathname, "../target/release/carnet") },
    database: { type: "string" },
    nodes: { type: "string", default: "1" },
    rate: { type: "string", default: "50" },
    seconds: { type: "string", default: "60" },
    connections: { type: "string", default: "500" },
    small: { type: "boolean", default: false },
    seed: { type: "string", default: "7" },
  },
});
const PASSWORD = "Carnet de bal 9";
const FIRST_PORT = 18080;
const WARM_SECONDS = 5;
/// Messages while a node is killed, one every so many milliseconds; a person may write thirty in a quarter of an hour.
const MESSAGES = 60;
const MESSAGES_EVERY = 50;
/// Seconds without a new mail after which none is waited for. What the killed node had taken goes when its hold ends, in ten minutes.
const MAILS_QUIET = 15;
/// No answer takes longer, or it counts as an error.
const PATIENCE = 30_000;

const folder = await mkdtemp(join(tmpdir(), "carnet-load-"));
const database = options.database ?? `sqlite:${join(folder, "load.db")}`;
const mails = join(folder, "mails");
await mkdir(mails);
const environment = {
  ...process.env,
  CARNET_MAIL_FOLDER: mails,
  // All nodes have the same.
  CARNET_KEY: randomBytes(32).toString("base64"),
  CARNET_SECOND_FACTOR: "false",
  CARNET_LOG: "error",
};
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
let chance = Number(options.seed) >>> 0;

/** A number from 0 to 1, the same sequence every time (mulberry32). */
function random() {
  chance = (chance + 0x6d2b79f5) >>> 0;
  let t = Math.imul(chance ^ (chance >>> 15), 1 | chance);
  t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const pick = (list) => list[Math.floor(random() * list.length)];

/** One request, with how long it took from when it was due. */
function send(node, { method = "GET", path, form, cookie = "" }, due = performance.now()) {
  const body = form && new URLSearchParams(form).toString();
  const headers = { cookie, "accept-language": "fr", "sec-fetch-site": "same-origin" };
  if (body !== undefined) headers["content-type"] = "application/x-www-form-urlencoded";
  return new Promise((answered) => {
    const finish = (status, text, answerHeaders) =>
      answered({ status, text, headers: answerHeaders ?? {}, milliseconds: performance.now() - due });
    const sent = request(
      { host: "127.0.0.1", port: node.port, method, path, headers, agent, timeout: PATIENCE },
      (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("end", () => finish(response.statusCode, Buffer.concat(parts).toString(), response.headers));
        response.on("error", () => finish(0, "", {}));
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("no answer")));
    sent.on("error", () => finish(0, "", {}));
    sent.end(body);
  });
}

/** Builds the demo event; yields the event's address and who can sign in. */
function build() {
  const size = options.small ? [] : ["--large"];
  const started = performance.now();
  const told = execFileSync(options.binary, ["--database", database, "demo", "--no-serve", ...size], {
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const accounts = {};
  for (const [, role, email] of told.matchAll(/^ {2}(\S.*?) {2,}(\S+@\S+)$/gm)) (accounts[role] ??= []).push(email);
  const event = told.match(/\/events\/[a-z0-9-]+/)[0];
  console.log(`demo built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return { accounts, event };
}

/** Starts a node; yields it once it answers, with how long that took. */
async function start(number) {
  const port = FIRST_PORT + number;
  const started = performance.now();
  const server = spawn(options.binary, ["--database", database, "serve"], {
    env: { ...environment, CARNET_LISTEN: `127.0.0.1:${port}`, CARNET_PUBLIC_URL: `http://localhost:${port}` },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const node = { port, server, alive: true };
  server.once("exit", () => (node.alive = false));
  for (;;) {
    if ((await send(node, { path: "/readyz" })).status === 200) break;
    if (!node.alive) throw new Error(`node ${number} ended`);
    await new Promise((next) => setTimeout(next, 5));
  }
  console.log(`node ${number} answers after ${((performance.now() - started) / 1000).toFixed(2)} s`);
  return node;
}

async function signIn(node, email) {
  const form = { email, password: PASSWORD, next: "/" };
  const answer = await send(node, { method: "POST", path: "/account/sign-in", form });
  if (answer.status !== 303) throw new Error(`${email} cannot sign in: ${answer.status}`);
  return answer.headers["set-cookie"].map((cookie) => cookie.split(";")[0]).join("; ");
}

/** Megabytes that a node holds at most. */
async function memory(node) {
  const status = await readFile(`/proc/${node.server.pid}/status`, "utf8");
  return Number(status.match(/VmHWM:\s+(\d+)/)[1]) / 1024;
}

const hrefs = (text, pattern) => [...text.matchAll(pattern)].map(([, href]) => href.replaceAll("&amp;", "&"));

/** What people do, with how often each does it. */
async function mix(node, { accounts, event }) {
  const organiser = await signIn(node, accounts["principal administrator"][0]);
  const emails = ["exhibitor", "visitor", "expert"].flatMap((role) => accounts[role] ?? []);
  const people = [];
  for (const email of emails) people.push(await signIn(node, email));
  const catalogue = await send(node, { path: `${event}/catalogue` });
  const entries = hrefs(catalogue.text, /href="(\/events\/[^"]*\/catalogue\/[0-9a-f-]{36})"/g);
  const plans = await send(node, { path: `${event}/desk/plans`, cookie: organiser });
  const plan = hrefs(plans.text, /href="(\/events\/[^"]*\/desk\/plans\/[0-9a-f-]{36})"/g)[0];
  const words = ["logistique", "energie", "bois", "export", "tissage", "data", "machine", "eau"];
  const someone = () => ({ cookie: pick(people) });
  const read = (name, weight, path, who = someone) => ({ name, weight, make: () => ({ path: path(), ...who() }) });
  const write = (name, weight, path, form) => ({
    name,
    weight,
    writes: true,
    make: () => ({ method: "POST", path: path(), form: form(), ...someone() }),
  });
  const nobody = () => ({});
  const desk = () => ({ cookie: organiser });
  const operations = [
    read("first page", 4, () => "/", nobody),
    read("event", 10, () => event, nobody),
    read("programme", 5, () => `${event}/programme`, nobody),
    read("catalogue", 14, () => `${event}/catalogue?page=${Math.floor(random() * 20)}`),
    read("catalogue, searched", 12, () => `${event}/catalogue?words=${pick(words)}`),
    read("catalogue entry", 14, () => pick(entries)),
    read("agenda", 12, () => `${event}/agenda`),
    read("requests", 8, () => `${event}/requests`),
    read("own page", 6, () => `${event}/me`),
    read("suggestions", 3, () => `${event}/suggestions`),
    read("participants", 1, () => `${event}/desk/participants`, desk),
    read("today", 1, () => `${event}/desk/today`, desk),
    read("fairness", 1, () => `${event}/desk/fairness`, desk),
    read("plans", 1, () => `${event}/desk/plans`, desk),
    read("board", 2, () => plan, desk),
    read("board by person", 1, () => `${plan}?people=true`, desk),
    read("pins and blocks", 1, () => `${event}/desk/decisions`, desk),
    write("ask for a meeting", 6, () => pick(entries), () => ({ to: "", message: `Bonjour ${Math.floor(random() * 1e6)}` })),
    write("change the language", 6, () => "/account/language", () => ({ language: "fr", next: event })),
  ];
  return { operations, people, event };
}

/** Sends what is due, by the clock. Yields every answer by name. */
async function load(nodes, operations, rate, seconds, { record = true } = {}) {
  const total = operations.reduce((sum, operation) => sum + operation.weight, 0);
  const choose = () => {
    let left = random() * total;
    return operations.find((operation) => (left -= operation.weight) < 0) ?? operations[0];
  };
  const answers = [];
  const waiting = new Set();
  const begin = performance.now();
  for (let i = 0; i < rate * seconds; i += 1) {
    const due = begin + (i * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((next) => setTimeout(next, wait));
    const operation = choose();
    const alive = nodes.filter((node) => node.alive);
    const sending = send(alive[i % alive.length], operation.make(), due).then((answer) => {
      waiting.delete(sending);
      if (record) answers.push({ ...operation, ...answer });
    });
    waiting.add(sending);
  }
  await Promise.all(waiting);
  return answers;
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];

function report(title, answers) {
  const isError = ({ status }) => status === 0 || status >= 500 || status === 404 || status === 429;
  console.log(`\n${title}\n| what | requests | median ms | p95 ms | p99 ms | slowest ms | errors | largest kB |`);
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- |");
  const row = (name, some) => {
    const times = some.map((answer) => answer.milliseconds).sort((a, b) => a - b);
    const largest = Math.max(...some.map((answer) => answer.text.length)) / 1000;
    const figures = [at(times, 0.5), at(times, 0.95), at(times, 0.99), times.at(-1)].map((time) => time.toFixed(1));
    console.log(`| ${[name, some.length, ...figures, some.filter(isError).length, largest.toFixed(0)].join(" | ")} |`);
  };
  for (const name of new Set(answers.map((answer) => answer.name))) {
    row(name, answers.filter((answer) => answer.name === name));
  }
  row("**all**", answers);
  const strange = new Map();
  for (const answer of answers.filter(isError)) {
    const key = `${answer.name}: ${answer.status}`;
    strange.set(key, (strange.get(key) ?? 0) + 1);
  }
  for (const [key, n] of strange) console.log(`error: ${key}, ${n} times`);
}

/** Many connections at once, each with one request. */
async function crowd(nodes, operations, n) {
  const reads = operations.filter((operation) => !operation.writes);
  const answers = await Promise.all(
    Array.from({ length: n }, async (_, i) => {
      const operation = pick(reads);
      return { ...operation, ...(await send(nodes[i % nodes.length], operation.make())) };
    }),
  );
  report(`${n} connections at once`, answers);
}

/** Kills a node while messages are written: every one that was acknowledged has to be there afterwards, and no mail twice. */
async function killInTheMiddle(nodes, { people, event }) {
  const victim = nodes.at(-1);
  const acknowledged = [];
  let unanswered = 0;
  const writing = Array.from({ length: MESSAGES }, async (_, i) => {
    await new Promise((next) => setTimeout(next, i * MESSAGES_EVERY));
    if (i === Math.floor(MESSAGES / 2)) {
      victim.alive = false;
      victim.server.kill("SIGKILL");
    }
    const alive = nodes.filter((node) => node.alive);
    const [cookie, text] = [people[i % people.length], `message ${i} of the load`];
    const form = { to: "", text };
    const { status } = await send(alive[i % alive.length], { method: "POST", path: `${event}/messages/new`, form, cookie });
    if (status === 303) acknowledged.push({ cookie, text });
    else if (status === 0) unanswered += 1;
    else throw new Error(`a message was answered by ${status}`);
  });
  await Promise.all(writing);
  const survivor = nodes.find((node) => node.alive);
  const pages = new Map();
  for (const cookie of people) {
    const list = await send(survivor, { path: `${event}/messages`, cookie });
    const conversations = hrefs(list.text, /href="(\/events\/[^"]*\/messages\/[0-9a-f-]{36})"/g);
    const texts = [];
    for (const path of conversations) texts.push((await send(survivor, { path, cookie })).text);
    pages.set(cookie, texts.join());
  }
  const lost = acknowledged.filter(({ cookie, text }) => !pages.get(cookie).includes(text));
  console.log(`\na node killed while ${MESSAGES} messages were written: ${acknowledged.length} acknowledged, ` +
    `${unanswered} unanswered, ${lost.length} of the acknowledged lost`);
  await mailsOnce();
}

/** Waits until no more mails come, and counts them by their identity. */
async function mailsOnce() {
  let files = [];
  for (let quiet = 0; quiet < MAILS_QUIET; quiet += 1) {
    await new Promise((next) => setTimeout(next, 1000));
    const found = (await readdir(mails)).filter((name) => name.endsWith(".eml"));
    if (found.length !== files.length) quiet = 0;
    files = found;
  }
  const texts = await Promise.all(files.map((name) => readFile(join(mails, name), "utf8")));
  const identities = texts.map((text) => text.match(/^Message-ID: *(\S+)/im)[1]);
  console.log(`${identities.length} mails, ${identities.length - new Set(identities).size} of them twice`);
}

const nodes = [];
try {
  const world = build();
  for (let i = 0; i < Number(options.nodes); i += 1) nodes.push(await start(i));
  const { operations, ...who } = await mix(nodes[0], world);
  const rate = Number(options.rate);
  await load(nodes, operations, rate, WARM_SECONDS, { record: false });
  const answers = await load(nodes, operations, rate, Number(options.seconds));
  report(`${rate} requests a second for ${options.seconds} s, ${nodes.length} node(s), ${database.split(":")[0]}`, answers);
  await crowd(nodes, operations, Number(options.connections));
  for (const node of nodes) console.log(`memory at most: ${(await memory(node)).toFixed(0)} MB`);
  if (nodes.length > 1) await killInTheMiddle(nodes, who);
} finally {
  for (const node of nodes) node.server.kill("SIGTERM");
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
