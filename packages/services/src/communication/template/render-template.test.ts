import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTemplate } from "./parse-template.ts";
import { bodyText, htmlOf, renderTemplate, subjectLine } from "./render-template.ts";

/** Values that try to be something else: markup, merge fields, headers, invisible characters. */
const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.stringMatching(/^[{}|<>&"'/\r\n\t\u2028\u202e\0 a.]{0,20}$/u),
  fc.constantFrom("{{account.name}}", "{{{a}}}", "</p><script>", "x\r\nBcc: all@a.example", "$&", "$1", "&lt;"),
);
const template = "Dear {{a}},\n\n{{b|nobody}} & <you> said: {{a}}";

const render = (text: string, values: Readonly<Record<string, string>>): string => {
  const { text: rendered } = renderTemplate(parseTemplate(text, "body"), (name) => values[name] ?? null);
  if (rendered === undefined) throw new Error("not rendered");
  return rendered;
};

describe("a rendered template", () => {
  it("is the text with the values in it, whatever they are", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        expect(render(template, { a, b })).toBe(`Dear ${a},\n\n${b} & <you> said: ${a}`);
      }),
    );
  });

  it("says which fields have neither value nor default, each once", () => {
    const parts = parseTemplate("{{a}} {{b|}} {{c|d|e}} {{a}} {{x.y}}", "body");
    expect(renderTemplate(parts, () => null)).toEqual({ missing: ["a", "x.y"] });
    expect(renderTemplate(parts, (name) => (name.length === 1 ? null : name))).toEqual({ missing: ["a"] });
    expect(render("{{b|}}|{{c|d|e}}", {})).toBe("|d|e");
  });

  it("has one line as a subject, so that no value becomes a header", () => {
    fc.assert(
      fc.property(hostile, (a) => {
        expect(subjectLine(render("About {{a}}", { a }))).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      }),
    );
  });

  it("has no markup as HTML but paragraphs and line breaks, and reads the same", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const text = bodyText(render(template, { a, b }));
        const html = htmlOf(text);
        const inside = html.slice(html.indexOf("<body>") + 6, html.indexOf("</body>"));
        expect(new Set(inside.match(/<[^>]*>?/g))).toEqual(new Set(inside.match(/<\/?p>|<br>/g)));
        const read = inside
          .replaceAll(/<br>|<\/?p>|\n/g, " ")
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&");
        expect(
          read
            .split(/[ \n]+/)
            .join(" ")
            .trim(),
        ).toBe(
          text
            .split(/[ \n]+/)
            .join(" ")
            .trim(),
        );
      }),
    );
  });

  it("is escaped as HTML", () => {
    expect(htmlOf(`a\nb\n\n<b> & "c" 'd'`)).toBe(
      "<!doctype html>\n<html><body>\n<p>a<br>b</p>\n<p>&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;</p>\n</body></html>\n",
    );
  });
});
