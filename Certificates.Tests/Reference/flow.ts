// The calls of README and docs/institutions.md by clients that were generated from the two OpenAPI documents. What a document says wrongly
// does not compile here, or is answered otherwise than it says.
import { deepStrictEqual, ok } from "node:assert";
import { readFileSync, readdirSync } from "node:fs";
import createClient from "openapi-fetch";
import type { paths as Issuing } from "./issuing.js";
import type { paths as Verifying } from "./verifying.js";

const [apiAddress, siteAddress, folder] = process.argv.slice(2) as [string, string, string];
const keys = JSON.parse(readFileSync(`${folder}/data/demo-keys.json`, "utf8")) as Record<string, string>;
const as = (role: string) => createClient<Issuing>({ baseUrl: apiAddress, headers: { Authorization: `Bearer ${keys[role]}` } });
const site = createClient<Verifying>({ baseUrl: siteAddress, headers: { Accept: "application/json" } });
const [operator, approver, authority] = [as("operator"), as("approver"), as("authority")];

function file(path: string): File {
  return new File([readFileSync(`${folder}/${path}`)], path.split("/").at(-1)!);
}

function form(): FormData {
  const parts = new FormData();
  parts.set("file", file("samples/results-to-send.csv"));
  parts.set("photos", file("samples/photos.zip"));
  return parts;
}

// judge, then send
const multipart = { body: { file: "" }, bodySerializer: form };
const dryRun = await operator.POST("/v1/batches", { params: { query: { dryRun: true } }, ...multipart });
ok(dryRun.data && "items" in dryRun.data && dryRun.data.items.length > 0);
const sent = await operator.POST("/v1/batches", { ...multipart });
ok(sent.data && "id" in sent.data);
const id = sent.data.id;
let batch = (await operator.GET("/v1/batches/{id}", { params: { path: { id } } })).data;
while (batch?.status === "issuing") {
  await new Promise((resolve) => setTimeout(resolve, 200));
  batch = (await operator.GET("/v1/batches/{id}", { params: { path: { id } } })).data;
}

ok(batch && batch.counts.received === batch.counts.issued + batch.counts.notPassed + batch.counts.rejected + batch.counts.duplicate);
const rows = await operator.GET("/v1/batches/{id}/rows", { params: { path: { id }, query: { limit: 10 } } });
ok(rows.data && rows.data.items.length === 10 && rows.data.next);
const next = await operator.GET("/v1/batches/{id}/rows", { params: { path: { id }, query: { limit: 10, after: rows.data.next } } });
deepStrictEqual(next.data?.items[0]?.row, 11);

// a certificate that the demo issued: freeze it as an institution asks and another key decides, then as the authority does
const pdf = readdirSync(`${folder}/data`).find((name) => /^Z.*\.pdf$/.test(name))!;
const number = pdf.replace(".pdf", "");
const path = { number };
const asked = await operator.POST("/v1/certificates/{number}/suspension", {
  params: { path }, body: { category: "complaint", reason: "考场录像核查中" },
});
ok(asked.response.status === 202 && asked.data && "state" in asked.data);
const refused = await approver.POST("/v1/requests/{id}/refusal", { params: { path: { id: asked.data.id } }, body: { reason: "查无此事" } });
deepStrictEqual(refused.data?.state, "refused");
const twice = await approver.POST("/v1/requests/{id}/refusal", { params: { path: { id: asked.data.id } }, body: { reason: "查无此事" } });
deepStrictEqual(twice.error?.code, "request_decided");
const renewed = await operator.POST("/v1/certificates/{number}/claim-code", { params: { path } });
ok(renewed.data?.claimCode);
const accounts = await authority.GET("/v1/reconciliation");
ok(accounts.data && accounts.data.items.length > 0);

// and look it up
const certificate = await operator.GET("/v1/certificates/{number}", { params: { path } });
const name = certificate.data?.versions[0]?.name;
ok(name);
const verdict = await site.POST("/v1/verifications", { body: { number, name } });
deepStrictEqual(verdict.data?.verdict, "valid");
const dropped = await site.POST("/v1/verifications/pdf", {
  body: { file: "" }, bodySerializer: () => { const parts = new FormData(); parts.set("file", file(`data/${pdf}`)); return parts; },
});
deepStrictEqual(dropped.data?.verdict, "valid");
const alone = await site.POST("/v1/verifications", { body: { number } });
ok(alone.error && "code" in alone.error);
deepStrictEqual(alone.error.code, "two_of_three_required");
console.log("done");
