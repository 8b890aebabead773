#include "core/launch/signal_name.hpp"

#include <signal.h>

#include <string_view>

namespace seqboard {

namespace {

struct NamedSignal {
    std::string_view name;
    int number;
};

constexpr NamedSignal kSignals[] = {
    {"SIGHUP", SIGHUP},   {"SIGINT", SIGINT},   {"SIGQUIT", SIGQUIT}, {"SIGILL", SIGILL},   {"SIGTRAP", SIGTRAP}, {"SIGABRT", SIGABRT},
    {"SIGBUS", SIGBUS},   {"SIGFPE", SIGFPE},   {"SIGKILL", SIGKILL}, {"SIGUSR1", SIGUSR1}, {"SIGSEGV", SIGSEGV}, {"SIGUSR2", SIGUSR2},
    {"SIGPIPE", SIGPIPE}, {"SIGALRM", SIGALRM}, {"SIGTERM", SIGTERM}, {"SIGXCPU", SIGXCPU}, {"SIGXFSZ", SIGXFSZ}, {"SIGSYS", SIGSYS}};

}  // namespace

std::optional<int> signal_number(const std::string& name) {
    for (const NamedSignal& signal : kSignals)
        if (signal.name == name || signal.name.substr(3) == name) return signal.number;
    return std::nullopt;
}

std::vector<std::string> signal_names() {
    std::vector<std::string> names;
    for (const NamedSignal& signal : kSignals) names.emplace_back(signal.name);
    return names;
}

}  // namespace seqboard
