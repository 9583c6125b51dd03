import { known, unknown } from "@cs/models";
import { describe, expect, it } from "vitest";
import { reportSaying } from "../../test/hostile-report.ts";
import { renderHtml } from "./render-html.ts";

const small = renderHtml({
  title: "Health of Marble & Sons",
  subtitle: "Last quarter",
  asOf: "2026-11-21",
  sections: [
    {
      title: "At a glance",
      blocks: [
        {
          kind: "key-figures",
          figures: [
            { label: "Score", value: known(72.43), note: "good" },
            { label: "NPS", value: unknown("Nobody was asked.") },
          ],
        },
        { kind: "paragraph", text: "It grows." },
        { kind: "list", items: ["Seats", "Usage"] },
        {
          kind: "table",
          caption: "Contracts",
          columns: [{ label: "Name" }, { label: "ARR", format: { currency: "USD" } }],
          rows: [
            ["Main", known(1842800)],
            ["Trial", unknown("no price")],
          ],
        },
      ],
    },
  ],
});

it("renders a report", () => {
  expect(small.slice(small.indexOf("<body>"))).toMatchInlineSnapshot(`
    "<body>
    <header><h1>Health of Marble &amp; Sons</h1><p class="subtitle">Last quarter</p><p class="as-of">As of <time datetime="2026-11-21">2026-11-21</time></p></header>
    <main>
    <section><h2>At a glance</h2><dl class="figures"><div><dt>Score</dt><dd class="figure">72.4</dd><dd class="note">good</dd></div><div><dt>NPS</dt><dd class="missing">Nobody was asked.</dd></div></dl><p>It grows.</p><ul><li>Seats</li><li>Usage</li></ul><div class="scroll"><table><caption>Contracts</caption><thead><tr><th scope="col">Name</th><th scope="col" class="number">ARR</th></tr></thead><tbody><tr><td>Main</td><td class="number">USD 18,428</td></tr><tr><td>Trial</td><td class="number missing">no price</td></tr></tbody></table></div></section>
    </main>
    </body>
    </html>
    "
  `);
});

describe("a hostile text", () => {
  const attack = `</title></style><script>alert(1)</script>"'><img src=x onerror=alert(1)>\u202Eevil`;
  const page = renderHtml(reportSaying(attack));

  it("becomes no element and no attribute", () => {
    expect(page).not.toMatch(/<(script|img)/i);
    expect(page.match(/<\/(title|style)>/g)?.sort()).toEqual(
      ["</style>", ...Array.from({ length: 4 }, () => "</title>")].sort(),
    );
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;&quot;");
    for (const [tag] of page.matchAll(/<[a-z][^>]*>/gi)) expect(tag).not.toContain("onerror");
  });

  it("is not turned round", () => {
    expect(page).not.toContain("\u202E");
  });
});

describe("the page", () => {
  const page = renderHtml(reportSaying("Text"));

  it("loads nothing and runs nothing", () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(script|link|iframe|object|embed|img)\b|@import|url\(|\b(src|href|on\w+)=/i);
  });

  it("gives every chart a name, a description and its figures", () => {
    const charts = [...page.matchAll(/<svg role="img" aria-labelledby="(\S+) (\S+)"/g)];
    expect(charts).toHaveLength(3);
    for (const [, title, text] of charts) {
      expect(page).toContain(`<title id="${title}">Text</title><desc id="${text}">Text</desc>`);
    }
    expect(new Set(charts.map(([, title]) => title)).size).toBe(3);
    expect(page.match(/<summary>Figures<\/summary>/g)).toHaveLength(3);
  });
});
