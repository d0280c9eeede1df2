// The whole story of an event, as people live it: from registering to the agenda on a telephone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drag, launch, mailsTo, PASSWORD, serve, signIn, until, visit } from "./lib.mjs";

const DESK = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const NEXT_EDITION = "Prochaines rencontres de Port-Estelle";

const ADA = { name: "Maëlle Trévargan", email: "maelle@voilerie-kerbrume.example" };
const SAILS = { company: "Voilerie Kerbrume", category: "Exposants", offer: "Voiles sur mesure", want: "Toiles techniques" };
const ROPES = { company: "Cordages Penhoat", category: "Exposants", offer: "Cordages tressés", want: "Voiles sur mesure" };
const YARD = { company: "Chantier Lanvaux", category: "Visiteurs", offer: "Coques en bois", want: "Voiles et cordages" };

const link = (page, name) => page.getByRole("link", { name, exact: true });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const heading = (page, name) => page.getByRole("heading", { level: 1, name });
/** What was just done, as the page says it. */
const told = (page) => page.getByRole("status").first();

/** Goes from the first page to registering for the next edition. */
async function toRegistration(page) {
  await page.goto("/");
  await link(page, NEXT_EDITION).first().click();
  await page.getByRole("main").getByRole("link", { name: "S’inscrire" }).click();
  await heading(page, "S’inscrire").waitFor();
}

/** Fills in the five steps. `who` is for those who have not signed in, of whom nothing is known yet. */
async function fillIn(page, { company, category, offer, want }, who) {
  await page.getByLabel(category).check();
  await button(page, "Commencer").click();

  await heading(page, "Entreprise").waitFor();
  await page.getByLabel("Nom").fill(company);
  await page.getByLabel("Pays").selectOption({ label: "France" });
  await page.getByRole("group", { name: "Secteurs" }).getByLabel("Textile et cuir › Tissus techniques").check();
  await button(page, "Continuer").click();

  await heading(page, "Personnes").waitFor();
  if (who) {
    await page.getByLabel("Nom").fill(who.name);
    await page.getByLabel("Adresse électronique").fill(who.email);
  }
  await button(page, "Continuer").click();

  await heading(page, "Offres et recherches").waitFor();
  for (const [add, title] of [["Ajouter une offre", offer], ["Ajouter une recherche", want]]) {
    await button(page, add).click();
    const region = page.getByRole("region").last();
    await region.getByLabel("Titre").fill(title);
    await region.getByLabel("Transport et logistique", { exact: true }).check();
  }
  await button(page, "Continuer").click();

  await heading(page, "Vérifier et envoyer").waitFor();
  for (const text of [company, offer, want]) await page.getByText(text).first().waitFor();
  await page.getByRole("group", { name: "Votre accord" }).getByRole("checkbox").check();
  await button(page, "Envoyer l’inscription").click();
}

/** The link in a mail that leads to a page. */
async function linkInMail(server, address, path) {
  return until(async () => {
    const texts = await mailsTo(server, address);
    return texts.flatMap((text) => text.match(new RegExp(`http://\\S*${path}[\\w=?&-]*`)) ?? []).at(-1);
  }, `no mail to ${address} leads to ${path}`);
}

/** Looks a company up in the catalogue, and asks for a meeting. */
async function ask(page, words, company, message) {
  await link(page, "Catalogue").first().click();
  await page.getByLabel("Rechercher une entreprise, une offre, un mot-clé").fill(words);
  await button(page, "Rechercher").click();
  await link(page, company).click();
  await heading(page, company).waitFor();
  await page.getByLabel("Votre message").fill(message);
  await button(page, "Envoyer la demande").click();
  await page.getByText("Votre demande est envoyée.").waitFor();
}

/** Answers what waits, from the overview of the space. */
async function answer(page, waiting, verb, company) {
  await link(page, "Mon espace").first().click();
  await page.getByRole("link", { name: waiting }).click();
  await button(page, `${verb}: ${company}`).click();
}

/** What a heading says, without the state that stands beside it. */
const named = (text) => text.replace(/\s*Brouillon$/, "");

/** Presses the tabulator until what has the focus is called so. */
async function tabTo(page, name, most = 60) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
    if (name.test(here.trim())) return;
  }
  assert.fail(`the tabulator does not come to ${name}`);
}

test("the story of an event", async (t) => {
  const server = await serve();
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    await server.stop();
  });
  const principal = server.accounts["principal administrator"];
  const people = [];
  const come = async (options) => {
    const page = await visit(browser, server, { ...DESK, ...options });
    people.push(page);
    return page;
  };
  const newcomer = await come();
  const organiser = await come({ email: principal });
  const ropes = await come({ email: server.accounts.exhibitor });
  const yard = await come({ email: server.accounts.visitor });
  let behind;
  const step = (name, act) => t.test(name, { skip: behind }, async () => {
    behind = `“${name}” went wrong`;
    await act().catch(async (error) => {
      for (const page of people) t.diagnostic(`${page.url()}\n${await page.getByRole("main").innerText()}`);
      throw error;
    });
    behind = undefined;
  });

  await step("a newcomer registers without an account", async () => {
    await toRegistration(newcomer);
    await fillIn(newcomer, SAILS, ADA);
    await heading(newcomer, "Inscription reçue").waitFor();
  });

  await step("two who have an account register too", async () => {
    for (const [page, company] of [[ropes, ROPES], [yard, YARD]]) {
      await toRegistration(page);
      await fillIn(page, company);
      await page.getByText("Votre inscription est envoyée. Merci !").waitFor();
    }
  });

  await step("the newcomer follows the link of the mail and signs in", async () => {
    await newcomer.goto(await linkInMail(server, ADA.email, "/account/password"));
    await newcomer.getByLabel("Nouveau mot de passe").fill(PASSWORD);
    await button(newcomer, "Enregistrer le mot de passe").click();
    await newcomer.getByText("Le mot de passe est enregistré.").waitFor();
    await signIn(newcomer, ADA.email);
    await newcomer.getByText(ADA.name).first().waitFor();
  });

  await step("an organiser looks at one registration and validates it, and the others together", async () => {
    await organiser.goto(server.next);
    await link(organiser, "Organisation").click();
    await link(organiser, "Participants").last().click();
    await link(organiser, SAILS.company).click();
    await heading(organiser, SAILS.company).waitFor();
    await organiser.getByText(ADA.email).waitFor();
    await button(organiser, "Tout valider").click();
    await organiser.getByText("L’inscription est validée.").waitFor();
    await organiser.getByRole("main").getByRole("link", { name: "Participants" }).click();
    for (const { company } of [ROPES, YARD]) await organiser.getByRole("checkbox", { name: company }).check();
    await organiser.getByLabel("Pour les lignes cochées").selectOption({ label: "Tout valider" });
    await button(organiser, "Continuer…").click();
    await organiser.getByRole("main").getByRole("button", { name: "Tout valider" }).click();
    assert.match(await told(organiser).innerText(), /2/);
  });

  await step("the newcomer finds the others in the catalogue and asks for meetings", async () => {
    await newcomer.goto(server.next);
    await ask(newcomer, "cordages", ROPES.company, "Vos cordages pour nos voiles ?");
    await ask(newcomer, "coques", YARD.company, "Nous cherchons un chantier.");
  });

  await step("those who were asked accept, and the newcomer confirms", async () => {
    for (const page of [ropes, yard]) {
      await page.goto(server.next);
      await answer(page, "Une demande attend votre réponse", "Accepter", SAILS.company);
      await page.getByText("Demande acceptée.").waitFor();
    }
    await answer(newcomer, "2 rendez-vous acceptés attendent votre confirmation", "Confirmer", ROPES.company);
    await newcomer.getByText("Le rendez-vous est convenu.").waitFor();
    await answer(newcomer, "Un rendez-vous accepté attend votre confirmation", "Confirmer", YARD.company);
    await newcomer.getByText("Le rendez-vous est convenu.").waitFor();
  });

  await step("without a script somebody signs in and asks for a meeting", async () => {
    const plain = await come({ javaScriptEnabled: false, email: server.accounts.visitor });
    await plain.goto(server.next);
    await ask(plain, "tressés", ROPES.company, "Des amarres pour nos coques.");
    await answer(ropes, "Une demande attend votre réponse", "Accepter", YARD.company);
    await answer(plain, "Un rendez-vous accepté attend votre confirmation", "Confirmer", ROPES.company);
    await plain.getByText("Le rendez-vous est convenu.").waitFor();
  });

  await step("the organiser closes registration and plans", async () => {
    await link(organiser, "Préparation").click();
    await organiser.getByRole("main").getByRole("link", { name: "Phase" }).click();
    await button(organiser, "Passer à « Planification »").click();
    await organiser.getByText("L’événement a changé de phase.").waitFor();
    await link(organiser, "Planification").first().click();
    await organiser.getByLabel("Durée en secondes").fill("5");
    await button(organiser, "Lancer").click();
    await heading(organiser, "Calcul du planificateur").waitFor();
    // The page follows the run by itself.
    await link(organiser, "Voir le brouillon").click();
    await organiser.getByText("3 rendez-vous placés").waitFor();
  });

  await step("a meeting is dragged to another place, and what would change is seen first", async () => {
    const meeting = organiser.locator("td[data-meeting]").first();
    const who = await meeting.innerText();
    await drag(organiser, meeting, organiser.locator("td[data-place]").first());
    await heading(organiser, "Modification du plan").waitFor();
    await organiser.getByText("1 déplacé").waitFor();
    const [from, to] = await organiser.getByRole("row").last().getByRole("cell").allInnerTexts();
    assert.notEqual(from, to);
    await button(organiser, "Modifier le plan").click();
    await organiser.getByText("Le plan est modifié.").waitFor();
    await link(organiser, who).click();
    await heading(organiser, who).waitFor();
    await organiser.getByText(to).first().waitFor();
    await link(organiser, "Retour au plan").click();
    await heading(organiser, /^Brouillon/).waitFor();
  });

  await step("another one is moved by the keyboard alone", async () => {
    const press = async (name) => {
      await tabTo(organiser, name);
      await organiser.keyboard.press("Enter");
    };
    await press(/Chantier Lanvaux$/);
    await organiser.getByRole("heading", { name: "Déplacer" }).waitFor();
    await press(/^Choisir dans la grille$/);
    await organiser.getByText("Choisissez une table libre").waitFor();
    await press(/^Ici$/);
    await heading(organiser, "Modification du plan").waitFor();
    await organiser.getByText("1 déplacé").waitFor();
    await press(/^Modifier le plan$/);
    await organiser.getByText("Le plan est modifié.").waitFor();
  });

  await step("without a script a meeting is moved too", async () => {
    const plain = await come({ javaScriptEnabled: false, email: principal });
    await plain.goto(server.next);
    await link(plain, "Organisation").click();
    await link(plain, "Planification").first().click();
    await link(plain, await organiser.getByRole("heading", { level: 1 }).innerText().then(named)).click();
    await plain.getByRole("table", { name: "décembre" }).getByRole("link", { name: " – " }).first().click();
    const place = plain.getByRole("region", { name: "Déplacer" }).getByRole("listitem").last();
    const there = await place.innerText();
    await place.getByRole("link").click();
    await heading(plain, "Modification du plan").waitFor();
    await plain.getByRole("row").last().getByRole("cell", { name: there }).waitFor();
    await button(plain, "Modifier le plan").click();
    await plain.getByText("Le plan est modifié.").waitFor();
    // Whoever looked at the plan before sees it once the page is loaded anew.
    await organiser.reload();
  });

  await step("the plan is published once it was seen who is told", async () => {
    await link(organiser, "Qui sera prévenu ? Publier…").click();
    await organiser.getByText(ADA.name).waitFor();
    await button(organiser, "Publier").click();
    await organiser.getByText("Le plan est publié.").waitFor();
  });

  await step("a mail brings the agenda, and it stands on a telephone", async () => {
    const mail = await until(async () => (await mailsTo(server, ADA.email)).find((text) => /text\/calendar/.test(text)),
      "no mail has a calendar with it");
    assert.match(mail, /BEGIN:VCALENDAR/);
    const phone = await come({ ...PHONE, email: ADA.email });
    await phone.goto(server.next);
    await link(phone, "Mon espace").click();
    await link(phone, "Agenda").first().click();
    await heading(phone, "Mon agenda").waitFor();
    for (const { company } of [ROPES, YARD]) await link(phone, company).waitFor();
    assert.equal(await phone.getByText(/Grande salle, table \d/).count(), 2);
    assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it fits");
  });

  await step("with hundreds of meetings the planner is watched at work, and stopped", async () => {
    await organiser.goto(`${server.event}/desk/plans`);
    await organiser.getByLabel("Durée en secondes").fill("120");
    await button(organiser, "Lancer").click();
    const elapsed = organiser.getByRole("progressbar", { name: "Temps écoulé" });
    const seconds = async () => elapsed.evaluate((bar) => bar.value);
    await organiser.getByRole("rowheader", { name: "Sans place" }).waitFor();
    const before = await seconds();
    await until(async () => (await seconds()) > before, "nothing is told of the run");
    await button(organiser, "Arrêter et garder le meilleur plan").click();
    await link(organiser, "Voir le brouillon").click();
    await organiser.getByText(/\d+ rendez-vous placés/).waitFor();
  });

  await step("nothing was complained about on the way", async () => {
    assert.deepEqual(people.flatMap((page) => page.complaints), []);
  });
});
