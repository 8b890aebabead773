// seqboard completion: a script that lets bash complete commands, options, slots and nodes.
#include <cstdio>
#include <map>
#include <string>

#include "core/cli/subcommands.hpp"

namespace seqboard::cli {

namespace {

/// What the words behind a command are: names that the board knows now, or files (the default).
const std::map<std::string, std::string>& word_kinds() {
    static const std::map<std::string, std::string> kKinds = {
        {"echo", "slots"},      {"hz", "slots"},    {"set", "params"},  {"describe", "nodes"}, {"restart", "nodes"},
        {"completion", "bash"}, {"dev", "test"},    {"new", "node"},    {"write", "slots"},    {"logs", "nodes"},
        {"wait", "nodes"},      {"plot", "fields"}, {"scope", "fields"}};
    return kKinds;
}

std::string option_words(Command command) {
    std::string words;
    for (const std::string& name : command.option_names()) words += (words.empty() ? "" : " ") + name;
    return words;
}

std::string bash_script(Command program) {
    std::string names, cases;
    for (const Command command : program.subcommands()) {
        const std::string name = command.name();
        names += (names.empty() ? "" : " ") + name;
        const auto kind = word_kinds().find(name);
        cases += "        " + name + ") options='" + option_words(command) +
                 "' kind=" + (kind == word_kinds().end() ? "files" : kind->second) + " ;;\n";
    }
    return "# bash completion of seqboard; written by `seqboard completion bash`\n"
           "_seqboard() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} command='' options='' kind='' at\n"
           "    local place=()\n"
           "    for ((at = 1; at < COMP_CWORD; at++)); do\n"
           "        case ${COMP_WORDS[at]} in\n"
           "        --board | --root | --backend) place+=(\"${COMP_WORDS[at]}\" \"${COMP_WORDS[at + 1]}\") && ((at++)) ;;\n"
           "        -*) ;;\n"
           "        *) command=${COMP_WORDS[at]} && break ;;\n"
           "        esac\n"
           "    done\n"
           "    case $command in\n"
           "        '') options='" +
           option_words(program) + " " + names + "' ;;\n" + cases +
           "    esac\n"
           "    COMPREPLY=()\n"
           "    if [[ -z $command || $word == -* ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
           "        return\n"
           "    fi\n"
           "    case $kind in\n"
           "        slots | fields | nodes | params) COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" \"${place[@]}\" list --names "
           "\"$kind\" "
           "2>/dev/null)\" -- \"$word\")) ;;\n"
           "        files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
           "        ?*) COMPREPLY=($(compgen -W \"$kind\" -- \"$word\")) ;;\n"
           "    esac\n"
           "}\n"
           "complete -F _seqboard seqboard\n";
}

}  // namespace

void add_completion(Command program, Session&) {
    const auto shell = std::make_shared<std::string>(), script = std::make_shared<std::string>();
    const Command command = program.add("completion", "Print a completion script for bash");
    command.option("shell", *shell, "bash").required().one_of({"bash"});
    command.footer(
        "Examples:\n  source <(seqboard completion bash)\n  seqboard completion bash > "
        "~/.local/share/bash-completion/completions/seqboard");
    command.on_parsed([script, program] { *script = bash_script(program); });
    command.on_run([shell, script] { std::fputs(script->c_str(), stdout); });
}

}  // namespace seqboard::cli
