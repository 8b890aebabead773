// What the keys of a replay do.
#include "core/cli/player_key.hpp"

#include <catch2/catch.hpp>

#include <string_view>
#include <vector>

#include "core/cli/key_decoder.hpp"
#include "core/cli/player_screen.hpp"

using namespace seqboard;
using namespace seqboard::cli;

namespace {

std::vector<PlayerKey> keys_in(std::string_view bytes) {
    KeyDecoder decoder;
    decoder.add(bytes);
    std::vector<PlayerKey> keys;
    while (const auto key = decoder.next(false))
        if (const auto command = player_key(*key)) keys.push_back(*command);
    return keys;
}

}  // namespace

TEST_CASE("every key of a player is known by its bytes, cursor keys in both of a terminal's modes") {
    using K = PlayerKey;
    CHECK(keys_in(" .,+=-qQ") == std::vector<K>{K::kPause, K::kStep, K::kStepBack, K::kFaster, K::kFaster, K::kSlower, K::kQuit, K::kQuit});
    CHECK(keys_in("\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H") == std::vector<K>{K::kFarForward, K::kFarBack, K::kForward, K::kBack, K::kBegin});
    CHECK(keys_in("\x1bOA\x1bOD\x1bOH") == std::vector<K>{K::kFarForward, K::kBack, K::kBegin});
}

TEST_CASE("keys that a player does not know do nothing") {
    CHECK(keys_in("abz\n\t").empty());
    CHECK(keys_in("\x1b[3~ ") == std::vector<PlayerKey>{PlayerKey::kPause});
}

TEST_CASE("a player's line says what it does, where it is and how fast") {
    CHECK(text_of(PlayerState{.position_s = 12.34f, .length_s = 33.2f, .rate_ratio = 0.5f, .phase = PlayerPhase::kPaused}) ==
          "paused   12.34 of 33.20 s  x0.5");
}
