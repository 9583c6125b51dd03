import { type Html, html } from "../html.ts";

/** The frame of every page. */
export function layout(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">Workspace health</a></header>
<main>
<h1>${title}</h1>
${content}
</main>
<footer>All workspaces are invented.</footer>
</body>
</html>
`;
}
