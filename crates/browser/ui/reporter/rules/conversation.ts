/** From checked items to lines of a conversation: who is named how, where it stands, when the readers changed. Shows nothing that was refused. */
import type { Finding } from "../../seal/findings.ts";
import type { Attachment, Item } from "../../seal/item.ts";
import type { Attached, Entry, Stage } from "../contract.ts";
import { travelName, travelType } from "./files.ts";

/** A person's name by id; "" when nobody knows it any more. */
export type NameOf = (id: string) => string;

/** Attachments as the page names them; a hostile name is made harmless here, on the reader's side too. */
export function attached(attachments: readonly Attachment[]): Attached[] {
  return attachments.map(({ sha256, name, type, length }) => ({ key: sha256, name: travelName(name), type: travelType(type), length }));
}

/** Lines, in the order of the items. */
export function entriesOf(items: readonly Item[], findings: readonly Finding[], nameOf: NameOf): Entry[] {
  const refused = new Set(findings.flatMap((finding) => (finding.kind === "notice-refused" ? [finding.hash] : [])));
  let readers = "";
  return items.flatMap((item): Entry[] => {
    const { header, body, hash } = item;
    const by = header.author === "reporter" ? null : nameOf(header.author);
    const day = header.day;
    switch (body.kind) {
      case "report": {
        readers = body.report.members.join();
        const answers = body.report.answers.map(({ question, value }) => ({ question, value }));
        const said: Entry = { kind: "report", day, answers, files: attached(body.report.attachments) };
        return body.report.vault === null ? [said] : [said, { kind: "name-left", day }];
      }
      case "message":
        return [{ kind: "message", by, day, text: body.message.text, files: attached(body.message.attachments) }];
      case "stage":
        return [{ kind: "stage", by: by ?? "", day, stage: body.stage }];
      case "notice": {
        if (refused.has(hash)) return [];
        const before = readers;
        readers = body.notice.members.join();
        // The first notice often names the same people: only the keys are new then.
        return before === "" || before === readers ? [] : [{ kind: "readers", names: body.notice.members.map(nameOf), day }];
      }
      case "identity":
        return [{ kind: "name-left", day }];
      case "disclosed":
        return [{ kind: "name-known", by: by ?? "", day, reason: body.disclosed.reason }];
      // Both are for readers only, and never come here.
      case "note":
      case "change":
        return [];
    }
  });
}

/** The newest stage that was set; before any, whether somebody confirmed. */
export function stageOf(entries: readonly Entry[], acknowledged: boolean): Stage {
  const last = entries.filter((entry) => entry.kind === "stage").at(-1);
  return last?.stage ?? (acknowledged ? "confirmed" : "received");
}
