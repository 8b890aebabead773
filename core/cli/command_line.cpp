// All that needs CLI11, in one file: whatever includes it takes seconds to compile.
#include "core/cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdio>

#include "core/names.hpp"

namespace seqboard::cli {

Option Option::required(bool is_required) const { return option_->required(is_required); }
Option Option::within(double least, double most) const { return option_->check(CLI::Range(least, most)); }
Option Option::within(int least, int most) const { return option_->check(CLI::Range(least, most)); }
Option Option::one_of(const std::vector<std::string>& words) const { return option_->check(CLI::IsMember(words)); }
Option Option::excludes(const Option& other) const { return option_->excludes(other.option_); }
Option Option::show_default() const { return option_->capture_default_str(); }

Command Command::add(const char* name, const char* help) const { return {app_->add_subcommand(name, help), run_}; }

Option Command::option(const char* names, std::string& value, const char* help) const { return app_->add_option(names, value, help); }
Option Command::option(const char* names, double& value, const char* help) const { return app_->add_option(names, value, help); }
Option Command::option(const char* names, unsigned& value, const char* help) const { return app_->add_option(names, value, help); }
Option Command::option(const char* names, std::uint64_t& value, const char* help) const { return app_->add_option(names, value, help); }

Option Command::option(const char* names, std::optional<std::string>& value, const char* help) const {
    return app_->add_option(names, value, help);
}

Option Command::option(const char* names, std::vector<std::string>& values, const char* help) const {
    CLI::Option* const option = app_->add_option(names, values, help);
    return option->get_positional() ? option : option->allow_extra_args(false);
}

Option Command::option(const char* names, std::optional<Duration>& value, const char* help) const {
    const auto take = [names, &value](const CLI::results_t& words) {
        value = parse_duration(words.back());
        if (!value || *value <= Duration::zero())
            throw CLI::ValidationError(names, "'" + words.back() + "' is no time; write it with its unit, such as 500ms or 2s");
        return true;
    };
    return app_->add_option(names, take, help)->type_name("TIME");
}

Option Command::flag(const char* names, bool& given, const char* help) const { return app_->add_flag(names, given, help); }

void Command::footer(const char* text) const { app_->footer(text); }
void Command::on_run(std::function<void()> run) const {
    app_->callback([app = app_, chosen = run_, run = std::move(run)] {
        if (app->get_subcommands().empty()) *chosen = run;
    });
}

void Command::on_parsed(std::function<void()> look) const { app_->parse_complete_callback(std::move(look)); }

std::string Command::name() const { return app_->get_name(); }

std::vector<std::string> Command::option_names() const {
    std::vector<std::string> names;
    for (const CLI::Option* const option : app_->get_options())
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    return names;
}

std::vector<Command> Command::subcommands() const {
    std::vector<Command> commands;
    for (CLI::App* const app : app_->get_subcommands([](CLI::App*) { return true; })) commands.emplace_back(app, run_);
    return commands;
}

std::optional<Command> Command::chosen() const {
    const std::vector<CLI::App*> chosen = app_->get_subcommands();
    return chosen.empty() ? std::nullopt : std::optional<Command>{Command{chosen.front(), run_}};
}

std::optional<std::string> Command::first_word() const {
    for (const CLI::Option* const option : app_->get_options())
        if (option->count() > 0) return option->get_expected_max() == 0 ? option->get_name() : option->results().front();
    return std::nullopt;
}

namespace {

bool is_negative_number(const std::string& word) {
    return word.size() > 1 && word[0] == '-' && (std::isdigit(static_cast<unsigned char>(word[1])) != 0 || word[1] == '.');
}

/// The words behind the program's name, in the order CLI11 wants them (last first). A negative number is a value, never an
/// option: "--" goes before it.
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

/// "unknown option '--jsno'; did you mean '--json'?"
std::string unknown_word(const Command& program, const std::string& word) {
    const auto chosen = program.chosen();
    std::vector<std::string> known;
    if (word.starts_with('-')) {
        known = program.option_names();
        if (chosen)
            for (const std::string& name : chosen->option_names()) known.push_back(name);
        return "unknown option '" + word + "'" + suggestion(word, known);
    }
    if (chosen) return chosen->name() + ": one word too many: '" + word + "'";
    for (const Command& command : program.subcommands()) known.push_back(command.name());
    return "unknown command '" + word + "'" + suggestion(word, known);
}

/// What is wrong with the words, once CLI11 has refused them.
std::string sentence(const CLI::App& app, const Command& program, const CLI::ParseError& error) {
    const std::vector<std::string> extra = app.remaining(true);
    if (!extra.empty()) return unknown_word(program, extra.front());
    const auto chosen = program.chosen();
    return (chosen ? chosen->name() + ": " : "") + error.what() + "; see seqboard " + (chosen ? chosen->name() + " " : "") + "--help";
}

}  // namespace

CommandLine::CommandLine(const char* help) : app_{std::make_unique<CLI::App>(help)} {
    app_->require_subcommand(1);
    app_->fallthrough();
}

CommandLine::~CommandLine() = default;

bool CommandLine::run(int argc, char** argv) {
    try {
        app_->parse(words_of(argc, argv));
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app_->exit(error) == 0;  // --help
        std::fprintf(stderr, "seqboard: %s\n", sentence(*app_, program(), error).c_str());
        return false;
    }
    app_.reset();
    run_();
    return true;
}

}  // namespace seqboard::cli
