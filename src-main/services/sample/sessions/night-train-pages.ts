/** A drawing of the routes, as the report writer made it. */
export const routeMap = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" font-family="sans-serif" font-size="12">
  <title>Night routes and their load</title>
  <rect width="480" height="300" fill="#f7f8fa"/>
  <g fill="none" stroke-width="6" stroke-linecap="round">
    <path d="M150 205 Q 230 185 330 180" stroke="#3a6da1"/>
    <path d="M190 90 Q 240 50 300 30" stroke="#3a6da1" stroke-width="5"/>
    <path d="M280 150 Q 210 165 150 205" stroke="#3a6da1" stroke-width="4.5"/>
    <path d="M90 130 Q 170 100 250 105" stroke="#9aa6b2" stroke-width="3.5"/>
    <path d="M390 150 Q 365 160 330 180" stroke="#9aa6b2" stroke-width="2.5" stroke-dasharray="1 7"/>
  </g>
  <g fill="#ffffff" stroke="#343a40" stroke-width="1.5">
    <circle cx="150" cy="205" r="5"/><circle cx="330" cy="180" r="5"/><circle cx="190" cy="90" r="5"/>
    <circle cx="300" cy="30" r="5"/><circle cx="280" cy="150" r="5"/><circle cx="90" cy="130" r="5"/>
    <circle cx="250" cy="105" r="5"/><circle cx="390" cy="150" r="5"/>
  </g>
  <g fill="#343a40">
    <text x="112" y="226">Zürich</text><text x="338" y="198">Wien</text><text x="134" y="86">Hamburg</text>
    <text x="310" y="34">Stockholm</text><text x="290" y="146">Praha</text><text x="46" y="152">Bruxelles</text>
    <text x="258" y="100">Berlin</text><text x="398" y="146">Kraków</text>
  </g>
  <text x="16" y="284" fill="#6b7480">Width: load last winter. Dotted: diverted for nine weeks.</text>
</svg>
`;

/** The report as a page for a phone. */
export const briefingPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Night trains: which routes pay</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34em; margin: 2em auto; padding: 0 1em; color: #22262a }
  h1 { font-size: 1.4em; margin-bottom: 0.2em }
  td, th { padding: 0.2em 1em 0.2em 0; text-align: left; border-bottom: 1px solid #dde2e7 }
  .figure { font-size: 2.2em; color: #3a6da1 }
</style>
</head>
<body>
<h1>Night trains: which routes pay</h1>
<p>For Nordlys Rail</p>
<p><span class="figure">4 of 9</span> routes cover their running cost. What they share is the hours.</p>
<table>
<tr><th>route</th><th>load</th></tr>
<tr><td>Zürich–Wien</td><td>83%</td></tr>
<tr><td>Hamburg–Stockholm</td><td>78%</td></tr>
<tr><td>Praha–Zürich</td><td>71%</td></tr>
<tr><td>Bruxelles–Berlin</td><td>58%</td></tr>
</table>
<p>Ask for the slot before 8:30 into Berlin. It is worth more than any fare we tested.</p>
</body>
</html>
`;
