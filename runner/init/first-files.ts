import { shellWord } from "../../config/shell-word.ts";
import { assertNever } from "../../contract/index.ts";
import { visibleJson } from "../../contract/plain-text.ts";
import { firstDocument } from "./first-document.ts";

/** What a new project is told about itself. */
export interface Answers {
  readonly title: string;
  /** Path of the document. */
  readonly document: string;
  /** Command that starts the service; "" where it is at \`url\`, or for the stub. */
  readonly start: string;
  readonly url: string;
  readonly ci: "github" | "gitlab" | "none";
}

export interface FirstFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a new project. `packaged`: it is a Node package, so that its dependencies are installed first. */
export function firstFiles(answers: Answers, packaged: boolean): FirstFile[] {
  return [
    { path: answers.document, text: firstDocument(answers.title) },
    { path: "asyncproof.config.yaml", text: firstConfig(answers) },
    ...workflow(answers, packaged),
  ];
}

function firstConfig({ start, url }: Answers): string {
  const service =
    start === "" && url === ""
      ? '# start: "node server.js --port {port}"   # without it, and without url, the stub is tested\n'
      : "";
  return `# All settings: docs/config.md of the package asyncproof. Flags win over this file.
${start === "" ? "" : `start: ${yamlText(start)}\n`}${url === "" ? "" : `url: ${yamlText(url)}\n`}${service}seed: 1
`;
}

function workflow({ ci, document }: Answers, packaged: boolean): FirstFile[] {
  const run = packaged ? "npx asyncproof" : "npx --yes asyncproof";
  const check = `${run} check ${shellWord(document)}`;
  const install = packaged ? ["npm ci"] : [];
  switch (ci) {
    case "none":
      return [];
    case "github":
      return [{ path: ".github/workflows/contract.yml", text: githubText([...install, check]) }];
    case "gitlab":
      return [
        { path: ".gitlab-ci.yml", text: gitlabText([...install, `${check} --report junit=contract.xml`]) },
      ];
    default:
      return assertNever(ci);
  }
}

function githubText(commands: readonly string[]): string {
  return `name: contract
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  contract:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # the contract is compared with that of the default branch
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${commands.map((command) => `      - run: ${githubYaml(command)}\n`).join("")}`;
}

function gitlabText(commands: readonly string[]): string {
  return `contract:
  image: node:22
  variables:
    GIT_DEPTH: 0 # the contract is compared with that of the default branch
  script:
${commands.map((command) => `    - ${yamlText(command)}\n`).join("")}  artifacts:
    when: always
    reports:
      junit: contract.xml
`;
}

function yamlText(text: string): string {
  return visibleJson(text);
}

/** GitHub looks for expressions in what YAML gives. */
function githubYaml(text: string): string {
  const opening = "$" + "{{";
  return yamlText(text.replaceAll(opening, `${opening} '${opening}' }}`));
}
