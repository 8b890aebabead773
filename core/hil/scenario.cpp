#include "core/hil/scenario.hpp"

#include <array>

namespace seqboard::hil {

namespace {

constexpr std::array<std::string_view, 11> kDeeds = {"voice.say", "set",       "write",     "fault",     "fault.end",      "node.kill",
                                                     "node.stop", "node.cont", "node.burn", "node.exit", "node.crash_loop"};
constexpr std::array<std::string_view, 8> kRules = {"always", "never", "within", "eventually", "at", "stays", "final", "metric"};

}  // namespace

std::string_view name_of(Deed deed) { return kDeeds[static_cast<std::size_t>(deed)]; }
std::vector<std::string> deed_names() { return {kDeeds.begin(), kDeeds.end()}; }
std::string_view name_of(Rule rule) { return kRules[static_cast<std::size_t>(rule)]; }

}  // namespace seqboard::hil
