#include "nodes/link/known_messages.hpp"

#include <optional>
#include <vector>

#include "core/exit_code.hpp"
#include "core/messages/arbiter.hpp"
#include "core/messages/battery.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/goal.hpp"
#include "core/messages/ground.hpp"
#include "core/messages/head_pose.hpp"
#include "core/messages/heading.hpp"
#include "core/messages/imu.hpp"
#include "core/messages/map.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/messages/supervision.hpp"
#include "core/messages/truth.hpp"
#include "core/messages/voice.hpp"
#include "core/messages/wheels.hpp"
#include "core/names.hpp"

namespace seqboard::link {

namespace {

template <Message... T>
SlotSpec find(const std::string& name) {
    std::optional<SlotSpec> found;
    ((name == message_name<T>() ? void(found = slot_spec<T>("")) : void()), ...);
    if (found) return *found;
    throw StartError{ExitCode::kConfig, "'" + name + "' is no message of core/messages" +
                                            suggestion(name, std::vector<std::string>{std::string{message_name<T>()}...})};
}

}  // namespace

SlotSpec known_message(const std::string& name) {
    return find<ArbiterState, Battery, BehaviourRequest, BehaviourState, ClockState, DriveCommand, DriveRequest, EncoderCounts, Goal,
                GroundContact, HeadPose, Heading, Imu, Map, MotorDrive, NodeStatus, NodeSupervision, Plan, Pose, Range, SupervisorStatus,
                Truth, VoiceCommand, WheelState>(name);
}

}  // namespace seqboard::link
