// What behaviours are called, in node sets and by voice.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "core/exit_code.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/voice.hpp"

namespace seqboard {

/// Throws StartError for a name that is none.
inline BehaviourKind behaviour_named(std::string_view name) {
    using enum BehaviourKind;
    static constexpr std::array<std::pair<std::string_view, BehaviourKind>, 7> kNames = {{{"stop", kStop},
                                                                                          {"go_to", kGoTo},
                                                                                          {"explore", kExplore},
                                                                                          {"patrol", kPatrol},
                                                                                          {"wall_left", kWallLeft},
                                                                                          {"wall_right", kWallRight},
                                                                                          {"home", kHome}}};
    for (const auto& [known, kind] : kNames)
        if (known == name) return kind;
    throw StartError{ExitCode::kConfig, "no behaviour is called '" + std::string{name} +
                                            "'; expected stop, go_to, explore, patrol, wall_left, wall_right or home"};
}

/// kNone for a spoken command that begins no behaviour.
constexpr BehaviourKind behaviour_of(VoiceCode code) {
    switch (code) {
        case VoiceCode::kStop: return BehaviourKind::kStop;
        case VoiceCode::kExplore: return BehaviourKind::kExplore;
        case VoiceCode::kPatrol: return BehaviourKind::kPatrol;
        case VoiceCode::kWallLeft: return BehaviourKind::kWallLeft;
        case VoiceCode::kWallRight: return BehaviourKind::kWallRight;
        case VoiceCode::kHome: return BehaviourKind::kHome;
        default: return BehaviourKind::kNone;
    }
}

}  // namespace seqboard
