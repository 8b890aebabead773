#include "core/cli/player_screen.hpp"

#include <time.h>

#include <algorithm>
#include <cstdio>

#include "core/schema/element_text.hpp"

namespace seqboard::cli {

PlayerScreen::PlayerScreen() {
    if (!TerminalKeys::possible()) return;
    keys_.emplace();
    std::printf("%s\n", kPlayerKeys);
}

PlayerScreen::~PlayerScreen() {
    if (keys_) std::printf("\n");
}

bool PlayerScreen::obey(record::Player& player, Duration patience) {
    if (keys_ && keys_->closed()) keys_.reset();
    if (!keys_) {
        const auto ns = std::max(patience, Duration::zero()).count();
        const timespec pause{static_cast<time_t>(ns / 1'000'000'000), static_cast<long>(ns % 1'000'000'000)};
        ::nanosleep(&pause, nullptr);
        return false;
    }
    bool obeyed = false;
    for (auto key = keys_->next(patience); key; key = keys_->next(Duration::zero()))
        if (const auto command = player_key(*key)) {
            cli::obey(*command, player, monotonic_now());
            obeyed = true;
        }
    return obeyed;
}

void PlayerScreen::show(const PlayerState& state) {
    if (!keys_) return;
    std::printf("\r\033[K%s", text_of(state).c_str());
    std::fflush(stdout);
}

void obey(PlayerKey key, record::Player& player, Time now) {
    constexpr Duration kNear = std::chrono::seconds{1}, kFar = std::chrono::seconds{10};
    const Duration here = player.position(now);
    const double rate = static_cast<double>(player.state(now).rate_ratio);
    switch (key) {
        case PlayerKey::kPause: return player.phase() == PlayerPhase::kPaused ? player.play(now) : player.pause(now);
        case PlayerKey::kStep: return player.step(now);
        case PlayerKey::kStepBack: return player.step_back(now);
        case PlayerKey::kBack: return player.seek(here - kNear, now);
        case PlayerKey::kForward: return player.seek(here + kNear, now);
        case PlayerKey::kFarBack: return player.seek(here - kFar, now);
        case PlayerKey::kFarForward: return player.seek(here + kFar, now);
        case PlayerKey::kBegin: return player.seek(Duration::zero(), now);
        case PlayerKey::kFaster: return player.set_rate(2 * rate, now);
        case PlayerKey::kSlower: return player.set_rate(rate / 2, now);
        case PlayerKey::kQuit: return player.end(now);
    }
}

std::string text_of(const PlayerState& state) {
    const char* const phase = state.phase == PlayerPhase::kPlaying ? "playing" : state.phase == PlayerPhase::kPaused ? "paused" : "ended";
    char text[96];
    std::snprintf(text, sizeof text, "%-7s  %.2f of %.2f s  x%s", phase, static_cast<double>(state.position_s),
                  static_cast<double>(state.length_s), shortest(state.rate_ratio).c_str());
    return text;
}

}  // namespace seqboard::cli
