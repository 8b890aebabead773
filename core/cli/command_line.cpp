#include "core/cli/command_line.hpp"

#include <algorithm>
#include <cctype>

#include "core/names.hpp"

namespace seqboard::cli {

namespace {

bool is_negative_number(const std::string& word) {
    return word.size() > 1 && word[0] == '-' && (std::isdigit(static_cast<unsigned char>(word[1])) != 0 || word[1] == '.');
}

void add_option_names(const CLI::App& app, std::vector<std::string>& names) {
    for (const CLI::Option* option : app.get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
}

/// "unknown option '--jsno'; did you mean '--json'?"
std::string unknown_word(const CLI::App& app, const std::string& word) {
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    std::vector<std::string> known;
    if (word.starts_with('-')) {
        add_option_names(app, known);
        for (const CLI::App* command : chosen) add_option_names(*command, known);
        return "unknown option '" + word + "'" + suggestion(word, known);
    }
    if (!chosen.empty()) return chosen.front()->get_name() + ": one word too many: '" + word + "'";
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) known.push_back(command->get_name());
    return "unknown command '" + word + "'" + suggestion(word, known);
}

}  // namespace

std::vector<std::string> words_of(int argc, char** argv) {
    std::vector<std::string> words{argv + 1, argv + argc};
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (!is_negative_number(words[i]) || words[i - 1].starts_with("-")) continue;
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), "--");
        break;
    }
    std::reverse(words.begin(), words.end());
    return words;
}

std::string sentence(const CLI::App& app, const CLI::ParseError& error) {
    const std::vector<std::string> extra = app.remaining(true);
    if (!extra.empty()) return unknown_word(app, extra.front());
    const std::vector<CLI::App*> chosen = app.get_subcommands();
    const std::string command = chosen.empty() ? "" : chosen.front()->get_name() + ": ";
    return command + error.what() + "; see seqboard " + (chosen.empty() ? "" : chosen.front()->get_name() + " ") + "--help";
}

}  // namespace seqboard::cli
