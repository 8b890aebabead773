// Definitions of the standard ROS 2 messages that recordings have beside the slots.
#pragma once

#include <string>
#include <string_view>

namespace seqboard::record {

/// The definition of "nav_msgs/Odometry" with those of the messages inside, in the encoding "ros2msg". Only for those in the table.
std::string ros2_type_text(std::string_view name);

}  // namespace seqboard::record
