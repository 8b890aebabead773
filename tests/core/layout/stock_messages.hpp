// Every message of core/messages, for tests of what must hold for each of them.
#pragma once

#include "core/messages/arbiter.hpp"
#include "core/messages/battery.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/camera.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/goal.hpp"
#include "core/messages/ground.hpp"
#include "core/messages/head_pose.hpp"
#include "core/messages/heading.hpp"
#include "core/messages/imu.hpp"
#include "core/messages/link.hpp"
#include "core/messages/map.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/operator_request.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/player.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/messages/recording.hpp"
#include "core/messages/slot_fault.hpp"
#include "core/messages/supervision.hpp"
#include "core/messages/telemetry.hpp"
#include "core/messages/truth.hpp"
#include "core/messages/voice.hpp"
#include "core/messages/wheels.hpp"

namespace seqboard::testing {

template <Message... T>
struct MessageList {};

/// layout_test.cpp looks that none is missing.
using StockMessages =
    MessageList<ArbiterState, Battery, BehaviourRequest, BehaviourState, CameraFrame, ClockState, ClockTurn, DriveCommand, DriveRequest,
                EncoderCounts, FlightState, Goal, GroundContact, HeadPose, Heading, Imu, LaunchRequest, LinkStatus, Map, MotorDrive,
                MotorEnable, NodeStatus, NodeSupervision, ParamRequest, Plan, PlayerRequest, PlayerState, Pose, Range, RecordRequest,
                RecordingState, SlotFault, SlotFaultCounts, SlotFaults, SupervisorStatus, TelemetryState, Truth, VoiceCommand, WheelState>;

}  // namespace seqboard::testing
