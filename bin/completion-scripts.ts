/** What can be typed behind one command. */
export interface Words {
  readonly command: string;
  readonly says: string;
  readonly options: readonly {
    readonly flag: string;
    readonly says: string;
    readonly choices: readonly string[];
    readonly takesValue: boolean;
  }[];
  /** What its argument may be; empty: a file. */
  readonly choices: readonly string[];
}

/** Completes commands, options and their values; everything else is a file. */
export function bashScript(commands: readonly Words[]): string {
  const values = commands.flatMap(({ command, options }) =>
    options
      .filter(({ choices }) => choices.length > 0)
      .map(({ flag, choices }) => `    ${command}:${flag}) words="${choices.join(" ")}" ;;\n`),
  );
  const files = commands.flatMap(({ command, options }) =>
    options
      .filter(({ takesValue, choices }) => takesValue && choices.length === 0)
      .map(({ flag }) => `${command}:${flag}`),
  );
  const flags = commands.map(
    ({ command, options, choices }) =>
      `      ${command}) words="${[...choices, ...options.map(({ flag }) => flag), "--help"].join(" ")}" ;;\n`,
  );
  return `_asyncproof() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ command }) => command).join(" ")} help --help --version" -- "$cur"))
    return
  fi
  case "$command:$prev" in
${values.join("")}    ${files.join("|")}) return ;;
    *) case "$command" in
${flags.join("")}    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ "\${COMPREPLY[0]}" == *= ]]; then compopt -o nospace; fi
}
complete -o default -o bashdefault -F _asyncproof asyncproof
`;
}

/** Read by `eval`, or found by zsh in its `fpath` as `_asyncproof`: then the file is the function's first call. */
export function zshScript(commands: readonly Words[]): string {
  const list = commands.map(({ command, says }) => `    ${quoted(`${command}:${says}`)}\n`).join("");
  const cases = commands.map(({ command, options, choices }) => {
    const specs = options.map(({ flag, says, choices: values, takesValue }) => {
      const what = says.replace(/[[\]\\:]/g, "\\$&");
      const more = values.some((one) => one.endsWith("="));
      const list = more ? `compadd -S "" - ${values.join(" ")}` : `(${values.join(" ")})`;
      const value = values.length > 0 ? `:value:${list}` : ":value:_files";
      return quoted(`*${flag}[${what}]${takesValue ? value : ""}`);
    });
    const rest = choices.length > 0 ? `*:value:(${choices.join(" ")})` : "*:file:_files";
    return `    ${command}) _arguments ${[...specs, quoted(rest)].join(" ")} ;;\n`;
  });
  return `#compdef asyncproof
_asyncproof() {
  local -a commands=(
${list}  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  shift words; (( CURRENT-- ))
  case "$words[1]" in
${cases.join("")}  esac
}
if [ "$funcstack[1]" = _asyncproof ]; then _asyncproof "$@"; else compdef _asyncproof asyncproof; fi
`;
}

export function fishScript(commands: readonly Words[]): string {
  const lines = commands.flatMap(({ command, says, options, choices }) => [
    `complete -c asyncproof -n __fish_use_subcommand -f -a ${command} -d ${quoted(says)}`,
    ...(choices.length > 0
      ? [`complete -c asyncproof -n '__fish_seen_subcommand_from ${command}' -f -a '${choices.join(" ")}'`]
      : []),
    ...options.map(({ flag, says: what, choices: values, takesValue }) => {
      const value = values.length > 0 ? ` -x -a '${values.join(" ")}'` : takesValue ? " -r" : "";
      const lead = `complete -c asyncproof -n '__fish_seen_subcommand_from ${command}'`;
      return `${lead} -l ${flag.replace(/^--/, "")}${value} -d ${quoted(what)}`;
    }),
  ]);
  return `${lines.join("\n")}\n`;
}

/** A word for any of the shells. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
