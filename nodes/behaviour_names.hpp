// What behaviours are called, in node sets and by voice.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "core/exit_code.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/voice.hpp"

namespace seqboard {

struct BehaviourName {
    std::string_view name;
    BehaviourKind kind;
};

inline constexpr std::array<BehaviourName, 13> kBehaviourNames = {{{"go_to", BehaviourKind::kGoTo},
                                                                   {"stop", BehaviourKind::kStop},
                                                                   {"explore", BehaviourKind::kExplore},
                                                                   {"patrol", BehaviourKind::kPatrol},
                                                                   {"wall_left", BehaviourKind::kWallLeft},
                                                                   {"wall_right", BehaviourKind::kWallRight},
                                                                   {"home", BehaviourKind::kHome},
                                                                   {"forward", BehaviourKind::kForward},
                                                                   {"backward", BehaviourKind::kBackward},
                                                                   {"left", BehaviourKind::kLeft},
                                                                   {"right", BehaviourKind::kRight},
                                                                   {"faster", BehaviourKind::kFaster},
                                                                   {"slower", BehaviourKind::kSlower}}};

/// Throws StartError for a name that is none of `allowed`.
inline BehaviourKind behaviour_named(std::string_view name, std::span<const BehaviourName> allowed) {
    std::string names;
    for (const BehaviourName& known : allowed) {
        if (known.name == name) return known.kind;
        names += (&known == &allowed.front() ? "" : &known == &allowed.back() ? " or " : ", ") + std::string{known.name};
    }
    throw StartError{ExitCode::kConfig, "'" + std::string{name} + "' is no behaviour here; expected " + names};
}

/// What a robot may begin with: nobody has said which way a course goes.
inline BehaviourKind start_named(std::string_view name) { return behaviour_named(name, std::span{kBehaviourNames}.first<7>()); }

/// What one word or one button can ask for: it names no place to go to.
inline BehaviourKind wish_named(std::string_view name) { return behaviour_named(name, std::span{kBehaviourNames}.subspan<1>()); }

/// kNone for no command.
constexpr BehaviourKind behaviour_of(VoiceCode code) {
    switch (code) {
        case VoiceCode::kStop: return BehaviourKind::kStop;
        case VoiceCode::kForward: return BehaviourKind::kForward;
        case VoiceCode::kBackward: return BehaviourKind::kBackward;
        case VoiceCode::kLeft: return BehaviourKind::kLeft;
        case VoiceCode::kRight: return BehaviourKind::kRight;
        case VoiceCode::kFaster: return BehaviourKind::kFaster;
        case VoiceCode::kSlower: return BehaviourKind::kSlower;
        case VoiceCode::kExplore: return BehaviourKind::kExplore;
        case VoiceCode::kPatrol: return BehaviourKind::kPatrol;
        case VoiceCode::kWallLeft: return BehaviourKind::kWallLeft;
        case VoiceCode::kWallRight: return BehaviourKind::kWallRight;
        case VoiceCode::kHome: return BehaviourKind::kHome;
        case VoiceCode::kNone: break;
    }
    return BehaviourKind::kNone;
}

}  // namespace seqboard
