#include "core/link/link_quality.hpp"

#include <algorithm>
#include <cstdio>

namespace seqboard::link {

namespace {

constexpr Duration kMillisecond = std::chrono::milliseconds{1};
constexpr std::uint32_t kEnough = 100;  ///< answers

}  // namespace

void LinkQuality::note_answer(std::uint32_t ticks, Time now) noexcept {
    ++answers_;
    ages_ticks_ += ticks;
    most_age_ticks_ = std::max(most_age_ticks_, ticks);
    if (answered_) {
        const Duration uneven = std::max(now - *answered_ - step_, step_ - (now - *answered_));
        ++uneven_ms_[static_cast<std::size_t>(std::min<std::int64_t>(uneven / kMillisecond, std::ssize(uneven_ms_) - 1))];
    }
    answered_ = now;
}

/// The shortest is the line's own; what is longer waited for a processor.
void LinkQuality::note_round_trip(Duration turn) noexcept { round_trip_ = std::min(turn, round_trip_.value_or(turn)); }

Duration LinkQuality::jitter() const noexcept {
    std::uint32_t above = answers_ / 100;  // as many may be worse
    for (std::size_t ms = uneven_ms_.size(); ms-- > 0;) {
        if (uneven_ms_[ms] > above) return kMillisecond * (ms + 1);
        above -= uneven_ms_[ms];
    }
    return Duration{};
}

std::string LinkQuality::fault(const LinkBudget& budget, float loss_ratio) const {
    if (answers_ < kEnough) return "";
    char text[160];
    if (loss_ratio > budget.loss_ratio) {
        std::snprintf(text, sizeof text, "%.1f %% of the frames were lost or late, of at most %.1f %%", double{loss_ratio} * 100,
                      double{budget.loss_ratio} * 100);
        return text;
    }
    if (jitter() > budget.jitter)
        return "the board's answers come within " + text_of(jitter()) + " of their time, not within " + text_of(budget.jitter);
    return "";
}

}  // namespace seqboard::link
