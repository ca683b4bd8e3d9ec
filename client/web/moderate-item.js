// SPDX-License-Identifier: MIT
//
// One thing that waits: a draft that the filter holds, or a question. What is
// in doubt in a draft is marked and says why; it is approved without that,
// edited, or rejected with a reason.
//
// Who calls it: moderate-queue.js.

import { codeName, faultWords, h, tr } from "./ui.js";
import { doubtRuns } from "./moderate-model.js";
import { doubtWords, kindWords, partWords } from "./moderate-words.js";
import { EditForm, RejectForm } from "./moderate-forms.js";

/** So long nothing is decided on what came to stand where another one stood, in milliseconds. */
const MOVED_MS = 500;

/** An answer that says that it waits, or that it is out. */
const sentWords = (answer) =>
  answer.wait_ms ? tr("Approved. It goes out in %s s.", Math.ceil(answer.wait_ms / 1000)) : tr("Approved. It is out.");

export class ItemView {
  #page;
  #item;
  #on;
  #left = h("span", { class: "left" });
  #form = h("div", { class: "item-form" });
  #fault = h("p", { class: "fault", role: "alert" });
  #keys = {};
  #busy = false;
  #moved = null;

  /** on: {done(sentence), gone(sentence)}. */
  constructor(page, item, on) {
    this.#page = page;
    this.#item = item;
    this.#on = on;
    this.element = h("li", { class: `card item ${item.kind}`, tabindex: "-1", dataset: { key: item.key } });
    this.#draw();
  }

  update(item) {
    const was = JSON.stringify(this.#item.draft ?? this.#item.question);
    this.#item = item;
    // The ages change with each answer; the words seldom.
    const strip = (json) => json.replace(/"(age_ms|expires_ms)":\d+/g, "");
    if (strip(was) !== strip(JSON.stringify(item.draft ?? item.question)) && !this.#form.firstChild) this.#draw();
  }

  setLeft(text, soon) {
    this.#left.textContent = tr("gone in %s", text);
    this.#left.classList.toggle("soon", soon);
  }

  /**
   * It stands where another one stood: whoever pressed for that one, once more
   * or a moment too late, has not read this one.
   */
  moved() {
    this.element.classList.add("moved");
    clearTimeout(this.#moved);
    this.#moved = setTimeout(() => this.element.classList.remove("moved"), MOVED_MS);
  }

  /** Nothing of a draft stays in the page. */
  wipe() {
    clearTimeout(this.#moved);
    for (const field of this.element.querySelectorAll("textarea, input")) field.value = "";
    this.element.replaceChildren();
    this.#item = {};
  }

  /** True: that key means something here. */
  press(key) {
    const button = this.#keys[key];
    if (!button || button.disabled) return false;
    if (!this.element.classList.contains("moved")) button.click();
    return true;
  }

  // ---- drawing ----

  #draw() {
    this.#keys = {};
    this.#form.replaceChildren();
    this.#fault.textContent = "";
    this.element.replaceChildren(
      h("div", { class: "item-head" }, this.#head()),
      ...(this.#item.kind === "draft" ? this.#draftText() : [h("p", { class: "item-text", dir: "auto", lang: this.#item.question.lang ?? "" }, this.#item.question.text)]),
      this.#item.own
        ? h("p", { class: "note" }, tr("This is yours: another moderator decides."))
        : h("div", { class: "buttons" }, this.#item.kind === "draft" ? this.#draftButtons() : this.#questionButtons()),
      this.#form, this.#fault);
  }

  #head() {
    const one = this.#page.cases.get(this.#item.procedure);
    const { draft, question } = this.#item;
    return [
      codeName(one.row.code_name),
      h("span", { class: "badge" }, draft ? kindWords(draft.kind) : tr("Question")),
      draft ? h("span", {}, tr("by %s", draft.author)) : null,
      draft?.part ? h("span", {}, partWords(draft.part)) : null,
      draft?.refers ? h("span", {}, tr("about entry %s", draft.refers)) : null,
      question ? h("span", {}, tr("%s votes", question.votes)) : null,
      draft ? this.#left : null,
    ];
  }

  #draftText() {
    const { draft } = this.#item;
    const runs = doubtRuns(draft.text, draft.doubt ?? []);
    const labels = [...new Set(runs.map((r) => r.label).filter(Boolean))];
    return [
      h("p", { class: "item-text", dir: "auto", lang: draft.lang ?? "" }, runs.map((r) =>
        r.label ? h("mark", { class: "doubt", title: doubtWords(r.label) }, r.text, h("span", { class: "doubt-label" }, r.label)) : r.text)),
      labels.length
        ? h("ul", { class: "doubts" }, labels.map((l) => h("li", {}, h("span", { class: "doubt-label" }, l), " ", doubtWords(l))))
        : h("p", { class: "hint" }, draft.approvable
          ? tr("The filter does not say which part. Read it as a whole.")
          : tr("The filter could not read this. Edit it, or reject it.")),
    ];
  }

  #button(key, text, className, onclick, disabled = false) {
    const button = h("button", { type: "button", class: className, onclick, disabled, "aria-keyshortcuts": key },
      text, h("kbd", { "aria-hidden": "true" }, key));
    this.#keys[key] = button;
    return button;
  }

  #draftButtons() {
    const { draft } = this.#item;
    const marked = (draft.doubt ?? []).length > 0;
    return [
      this.#button("a", marked ? tr("Approve without what is marked") : tr("Approve"), "primary",
        () => this.#decide({ decision: "approve" }, sentWords), !draft.approvable),
      this.#button("e", tr("Edit"), "", () => this.#edit()),
      this.#button("r", tr("Reject"), "danger", () => this.#reject()),
    ];
  }

  #questionButtons() {
    const set = (state, sentence) => () => this.#send("question.set", { question: this.#item.number, state }, () => sentence);
    return [
      this.#button("p", tr("Publish"), "primary", set("published", tr("The question is out."))),
      this.#button("e", tr("Answer"), "", () => this.#answer()),
      this.#button("r", tr("Hide"), "danger", set("hidden", tr("The question is hidden."))),
    ];
  }

  // ---- deciding ----

  #open(form) {
    this.#fault.textContent = "";
    this.#form.replaceChildren(form.element);
    form.focus();
  }

  #close() {
    this.#form.replaceChildren();
    this.element.focus();
  }

  #edit() {
    this.#open(new EditForm({
      page: this.#page,
      procedure: this.#item.procedure,
      text: this.#item.draft.text,
      title: tr("What goes out in its place"),
      send: tr("Send this"),
      cancel: () => this.#close(),
      submit: (text, tag) => this.#decide({ decision: "edit", text, lang: tag }, sentWords),
    }));
  }

  #answer() {
    const draft = crypto.randomUUID();
    this.#open(new EditForm({
      page: this.#page,
      procedure: this.#item.procedure,
      text: "",
      title: tr("Answer for all readers; the question is published before it"),
      send: tr("Send the answer"),
      cancel: () => this.#close(),
      submit: (text, tag) => this.#send("answer", { draft, question: this.#item.number, text, lang: tag },
        (answer) => (answer.held ? tr("The answer is held: another moderator decides.") : sentWords(answer))),
    }));
  }

  #reject() {
    this.#open(new RejectForm({
      cancel: () => this.#close(),
      submit: (reason) => this.#decide(reason ? { decision: "reject", reason } : { decision: "reject" },
        () => tr("Rejected. Its author is told.")),
    }));
  }

  #decide(fields, words) {
    return this.#send("decide", { held: this.#item.number, ...fields }, words);
  }

  async #send(op, fields, words) {
    if (this.#busy) return;
    this.#busy = true;
    this.#fault.textContent = "";
    try {
      const answer = await this.#page.relay.request(op, { procedure: this.#item.procedure, ...fields });
      this.#on.done(words(answer));
    } catch (err) {
      if (err.code === "no-entry") this.#on.gone(tr("It is not there any more: somebody decided, or its time was over."));
      else this.#fault.textContent = err.code === "held" ? tr("The filter holds this text, too. Change it.") : faultWords(err);
    } finally {
      this.#busy = false;
    }
  }
}

