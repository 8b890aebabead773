#include "core/record/player.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard::record {

namespace {

constexpr Duration kAgain = std::chrono::milliseconds{1};  // between the end and the beginning of a loop

std::uint64_t count_of(Duration duration) { return static_cast<std::uint64_t>(std::max(duration, Duration::zero()).count()); }

bool is_before(std::uint64_t log_ns, const RecordedSample* sample) { return log_ns < sample->log_ns; }

}  // namespace

Player::Player(const RecordedRun& run, SlotPlayer& slots, PlayOptions options, Time now)
    : run_{run},
      slots_{slots},
      loop_{options.loop},
      rate_{options.rate_ratio},
      first_ns_{run.samples().front().log_ns},
      from_ns_{std::min(first_ns_ + count_of(options.from), run.samples().back().log_ns)},
      to_ns_{run.samples().back().log_ns},
      anchor_ns_{from_ns_},
      anchored_{now} {
    if (options.to) to_ns_ = std::clamp(first_ns_ + count_of(*options.to), from_ns_, to_ns_);
    for (const RecordedSample& sample : run.samples())
        if (slots.plays(sample) && sample.log_ns <= to_ns_) samples_.push_back(&sample);
    if (options.paused) phase_ = PlayerPhase::kPaused;
    if (from_ns_ > first_ns_) say_state(from_ns_, now);
}

std::uint64_t Player::position_ns(Time now) const {
    if (phase_ != PlayerPhase::kPlaying) return anchor_ns_;
    const double played_ns = static_cast<double>((now - anchored_).count()) * rate_;
    return std::min(anchor_ns_ + static_cast<std::uint64_t>(std::max(played_ns, 0.0)), to_ns_);
}

Duration Player::position(Time now) const { return Duration{static_cast<std::int64_t>(position_ns(now) - first_ns_)}; }

Time Player::due(std::uint64_t log_ns) const {
    const auto ahead_ns = static_cast<std::int64_t>(log_ns - anchor_ns_);
    return anchored_ + Duration{static_cast<std::int64_t>(static_cast<double>(ahead_ns) / rate_)};
}

Time Player::advance(Time now) {
    if (phase_ != PlayerPhase::kPlaying) return Time::max();
    for (; next_ < samples_.size(); ++next_) {
        const RecordedSample& sample = *samples_[next_];
        const Time then = due(sample.log_ns);
        if (then > now) return then;
        say(sample, then - time_from_ns(sample.log_ns));
    }
    if (const Time over = due(to_ns_); over > now) return over;
    if (!loop_) {
        end(now);
        return Time::max();
    }
    stay(from_ns_, now + kAgain);
    next_ = static_cast<std::size_t>(std::lower_bound(samples_.begin(), samples_.end(), from_ns_,
                                                      [](const RecordedSample* sample, std::uint64_t ns) { return sample->log_ns < ns; }) -
                                     samples_.begin());
    return anchored_;
}

/// Goes on, or stays, from there.
void Player::stay(std::uint64_t position_ns, Time now) {
    anchor_ns_ = position_ns;
    anchored_ = now;
}

void Player::say(const RecordedSample& sample, Duration by) {
    slots_.publish(sample, by);
    ++said_;
}

/// What every slot had said last by then; what comes next is what was said after that.
void Player::say_state(std::uint64_t position_ns, Time now) {
    next_ = static_cast<std::size_t>(std::upper_bound(samples_.begin(), samples_.end(), position_ns, is_before) - samples_.begin());
    std::vector<bool> has_said(run_.slots().size());
    std::vector<const RecordedSample*> newest;
    for (std::size_t i = next_; i-- > 0;) {
        if (has_said[samples_[i]->slot]) continue;
        has_said[samples_[i]->slot] = true;
        newest.push_back(samples_[i]);
    }
    for (auto sample = newest.rbegin(); sample != newest.rend(); ++sample) say(**sample, now - time_from_ns(position_ns));
}

void Player::play(Time now) {
    if (phase_ != PlayerPhase::kPaused) return;
    stay(anchor_ns_, now);
    phase_ = PlayerPhase::kPlaying;
}

void Player::pause(Time now) {
    if (phase_ != PlayerPhase::kPlaying) return;
    stay(position_ns(now), now);
    phase_ = PlayerPhase::kPaused;
}

void Player::step(Time now) {
    pause(now);
    if (phase_ != PlayerPhase::kPaused || next_ == samples_.size()) return;
    const std::uint64_t log_ns = samples_[next_]->log_ns;
    for (; next_ < samples_.size() && samples_[next_]->log_ns == log_ns; ++next_) say(*samples_[next_], now - time_from_ns(log_ns));
    stay(log_ns, now);
}

void Player::step_back(Time now) {
    pause(now);
    const auto here = std::lower_bound(samples_.begin(), samples_.end(), anchor_ns_,
                                       [](const RecordedSample* sample, std::uint64_t ns) { return sample->log_ns < ns; });
    if (here == samples_.begin()) return;
    seek(time_from_ns((*(here - 1))->log_ns) - time_from_ns(first_ns_), now);
}

void Player::seek(Duration position, Time now) {
    if (phase_ == PlayerPhase::kEnded) return;
    const std::uint64_t to = std::clamp(first_ns_ + count_of(position), from_ns_, to_ns_);
    stay(to, now);
    say_state(to, now);
}

void Player::set_rate(double rate_ratio, Time now) {
    stay(position_ns(now), now);
    rate_ = std::clamp(rate_ratio, kSlowest, kFastest);
}

void Player::end(Time now) {
    stay(position_ns(now), now);
    phase_ = PlayerPhase::kEnded;
}

bool Player::carry_out(const PlayerRequest& request, Time now) {
    constexpr float kMost_s = 1e9f;
    switch (request.verb) {
        case PlayerVerb::kPlay: play(now); break;
        case PlayerVerb::kPause: pause(now); break;
        case PlayerVerb::kStep:
            for (std::uint32_t i = 0; i < std::max(request.count, 1u) && next_ < samples_.size(); ++i) step(now);
            break;
        case PlayerVerb::kStepBack: step_back(now); break;
        case PlayerVerb::kSeek:
            if (!(std::abs(request.position_s) < kMost_s)) return false;
            seek(Duration{static_cast<std::int64_t>(1e9 * static_cast<double>(request.position_s))}, now);
            break;
        case PlayerVerb::kRate:
            if (!(request.rate_ratio > 0)) return false;
            set_rate(static_cast<double>(request.rate_ratio), now);
            break;
        case PlayerVerb::kEnd: end(now); break;
        default: return false;
    }
    return true;
}

PlayerState Player::state(Time now) const {
    const auto seconds = [](std::uint64_t ns) { return static_cast<float>(1e-9 * static_cast<double>(ns)); };
    return {.position_s = seconds(position_ns(now) - first_ns_),
            .length_s = seconds(run_.samples().back().log_ns - first_ns_),
            .rate_ratio = static_cast<float>(rate_),
            .samples = said_,
            .phase = phase_};
}

}  // namespace seqboard::record
