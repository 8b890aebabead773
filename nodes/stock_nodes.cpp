#include "nodes/stock_nodes.hpp"

#include "nodes/arbiter_node.hpp"
#include "nodes/battery_node.hpp"
#include "nodes/behaviour_node.hpp"
#include "nodes/camera_node.hpp"
#include "nodes/follower_node.hpp"
#include "nodes/fusion_node.hpp"
#include "nodes/gamepad_node.hpp"
#include "nodes/ground_node.hpp"
#include "nodes/head_node.hpp"
#include "nodes/heading_node.hpp"
#include "nodes/imu_node.hpp"
#include "nodes/link/board_link_node.hpp"
#include "nodes/link/plant_link_node.hpp"
#include "nodes/map_node.hpp"
#include "nodes/planner_node.hpp"
#include "nodes/range_node.hpp"
#include "nodes/record/flight_recorder_node.hpp"
#include "nodes/record/recorder_node.hpp"
#include "nodes/sim/referee_node.hpp"
#include "nodes/sim/sim_node.hpp"
#include "nodes/telemetry_node.hpp"
#include "nodes/voice_node.hpp"
#include "nodes/wheel_node.hpp"

namespace seqboard {

std::vector<NodeType> stock_nodes() {
    return {node_type<ArbiterNode>(),
            node_type<BatteryNode>(),
            node_type<BehaviourNode>(),
            node_type<CameraNode>(),
            node_type<FlightRecorderNode>(),
            node_type<FollowerNode>(),
            node_type<FusionNode>(),
            node_type<GamepadNode>(),
            node_type<GroundNode>(),
            node_type<HeadNode>(),
            node_type<HeadingNode>(),
            node_type<ImuNode>(),
            node_type<MapNode>(),
            node_type<PlannerNode>(),
            node_type<RangeNode>(),
            node_type<RecorderNode>(),
            node_type<TelemetryNode>(),
            node_type<VoiceNode>(),
            node_type<WheelNode>(),
            node_type<sim::RefereeNode>(),
            node_type<sim::SimNode>(),
            node_type<link::BoardLinkNode>(),
            node_type<link::PlantLinkNode>()};
}

}  // namespace seqboard
