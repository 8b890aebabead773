#include "core/launch/plan_reader.hpp"

#include <utility>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

PlanReader::Outcome read(const ReadAgain& read_again) {
    try {
        return {read_again(), ""};
    } catch (const std::exception& error) {
        return {std::nullopt, error.what()};
    }
}

}  // namespace

void PlanReader::begin(ReadAgain read_again) {
    thread_ = std::thread{[this, read_again = std::move(read_again)] {
        Outcome outcome = read(read_again);
        const std::lock_guard lock{mutex_};
        outcome_ = std::move(outcome);
    }};
}

std::optional<PlanReader::Outcome> PlanReader::take() {
    if (!is_busy()) return std::nullopt;
    std::optional<Outcome> outcome;
    {
        const std::lock_guard lock{mutex_};
        outcome = std::exchange(outcome_, std::nullopt);
    }
    if (outcome) thread_.join();
    return outcome;
}

}  // namespace seqboard
