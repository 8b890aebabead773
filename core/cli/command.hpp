// A command as its file sees it: what it is told on the command line, and what it then does.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/cli/option.hpp"
#include "core/time.hpp"

namespace CLI {
class App;
}

namespace seqboard::cli {

/// A handle to the program or one of its subcommands, good until the words are parsed: what runs then has no use for it. Variables of
/// options and flags must outlive the parsing.
class Command {
public:
    /// `run`: where the chosen command leaves what it does.
    Command(CLI::App* app, std::function<void()>* run) : app_{app}, run_{run} {}

    /// A subcommand of this one.
    Command add(const char* name, const char* help) const;

    /// `names`: "-o,--output", or "file" for a word at a place of its own. A list gets one value each time its option is given,
    /// or all words at its place. A duration is written with its unit: "500ms", "2s".
    Option option(const char* names, std::string& value, const char* help) const;
    Option option(const char* names, std::optional<std::string>& value, const char* help) const;
    Option option(const char* names, std::vector<std::string>& values, const char* help) const;
    Option option(const char* names, double& value, const char* help) const;
    Option option(const char* names, unsigned& value, const char* help) const;
    Option option(const char* names, std::uint64_t& value, const char* help) const;
    Option option(const char* names, std::optional<Duration>& value, const char* help) const;
    Option flag(const char* names, bool& given, const char* help) const;

    /// What its help ends with.
    void footer(const char* text) const;
    /// When this command is chosen and none of its subcommands: after the parsing, when no Command is left.
    void on_run(std::function<void()> run) const;
    /// Before on_run() of any command, and before what is missing is complained about.
    void on_parsed(std::function<void()> look) const;

    std::string name() const;
    std::vector<std::string> option_names() const;  ///< the long ones: "--help"
    std::vector<Command> subcommands() const;
    std::optional<Command> chosen() const;          ///< the subcommand on the command line
    std::optional<std::string> first_word() const;  ///< the first value or flag of this command itself on the command line

private:
    CLI::App* app_;
    std::function<void()>* run_;
};

}  // namespace seqboard::cli
