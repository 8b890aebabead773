#include "core/launch/plan_reader.hpp"

#include <system_error>
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
    try {
        thread_ = std::thread{[this, read_again = std::move(read_again)] {
            Outcome outcome = read(read_again);
            const std::lock_guard lock{mutex_};
            outcome_ = std::move(outcome);
        }};
    } catch (const std::system_error& error) {
        outcome_ = Outcome{std::nullopt, std::string{"no thread to read the node set in: "} + error.what() + "; reload again"};
    }
}

std::optional<PlanReader::Outcome> PlanReader::take() {
    std::optional<Outcome> outcome;
    {
        const std::lock_guard lock{mutex_};
        outcome = std::exchange(outcome_, std::nullopt);
    }
    if (outcome && thread_.joinable()) thread_.join();
    return outcome;
}

}  // namespace seqboard
