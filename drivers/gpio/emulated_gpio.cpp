#include "drivers/gpio/emulated_gpio.hpp"

#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard {

EmulatedGpio::EmulatedGpio(const std::string& socket, const GpioRequest& request) : link_{socket} {
    const GpioQuestion open{.verb = GpioVerb::kOpen,
                            .active = request.initial,
                            .kept_edges = request.kept_edges,
                            .flags = (request.output ? kGpioOutput : 0u) | (request.active_low ? kGpioActiveLow : 0u)};
    std::string question{reinterpret_cast<const char*>(&open), sizeof open};
    for (const std::string& line : request.lines) question += line + '\n';
    GpioAnswer answer;
    if (question.size() > DeviceLink::kMaxPacket ||
        link_.exchange(std::as_bytes(std::span{question}), std::as_writable_bytes(std::span{&answer, 1})) != sizeof answer)
        throw StartError{ExitCode::kUnavailable, "emulated GPIO '" + socket + "': the model does not answer"};
    if (answer.granted == 0)
        throw StartError{ExitCode::kConfig, "emulated GPIO '" + socket + "': the model has no line '" +
                                                request.lines[std::min<std::size_t>(answer.levels, request.lines.size() - 1)] + "'"};
}

std::optional<GpioAnswer> EmulatedGpio::ask(const GpioQuestion& question) noexcept {
    GpioAnswer answer;
    if (link_.exchange(std::as_bytes(std::span{&question, 1}), std::as_writable_bytes(std::span{&answer, 1})) != sizeof answer ||
        answer.granted == 0)
        return std::nullopt;
    return answer;
}

std::optional<std::uint32_t> EmulatedGpio::levels() noexcept {
    const auto answer = ask({.verb = GpioVerb::kLevels});
    return answer ? std::optional{answer->levels} : std::nullopt;
}

bool EmulatedGpio::set(std::uint32_t active, std::uint32_t which) noexcept {
    return ask({.verb = GpioVerb::kSet, .active = active, .which = which}).has_value();
}

std::optional<GpioEdge> EmulatedGpio::take_edge() noexcept {
    if (given_ == taken_.count) {
        const GpioQuestion question{.verb = GpioVerb::kTakeEdges};
        taken_.count = given_ = 0;
        const auto bytes = link_.exchange(std::as_bytes(std::span{&question, 1}), std::as_writable_bytes(std::span{&taken_, 1}));
        if (!bytes || *bytes != taken_.sent_bytes()) taken_.count = 0;
        if (taken_.count == 0) return std::nullopt;
    }
    const GpioEdgesAnswer::Edge& edge = taken_.edges[given_++];
    return GpioEdge{time_from_ns(edge.at_ns), static_cast<std::uint8_t>(edge.line), edge.rising != 0, edge.lost};
}

}  // namespace seqboard
