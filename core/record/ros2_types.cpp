#include "core/record/ros2_types.hpp"

#include <array>
#include <set>

namespace seqboard::record {

namespace {

struct Ros2Type {
    std::string_view name;
    std::string_view fields;
};

/// As in ROS 2 Humble: common_interfaces, geometry2 and rcl_interfaces. Later releases read them, too.
constexpr std::array kTypes = {
    Ros2Type{"builtin_interfaces/Time", "int32 sec\nuint32 nanosec\n"},
    Ros2Type{"std_msgs/Header", "builtin_interfaces/Time stamp\nstring frame_id\n"},
    Ros2Type{"geometry_msgs/Vector3", "float64 x\nfloat64 y\nfloat64 z\n"},
    Ros2Type{"geometry_msgs/Point", "float64 x\nfloat64 y\nfloat64 z\n"},
    Ros2Type{"geometry_msgs/Quaternion", "float64 x\nfloat64 y\nfloat64 z\nfloat64 w\n"},
    Ros2Type{"geometry_msgs/Pose", "geometry_msgs/Point position\ngeometry_msgs/Quaternion orientation\n"},
    Ros2Type{"geometry_msgs/PoseStamped", "std_msgs/Header header\ngeometry_msgs/Pose pose\n"},
    Ros2Type{"geometry_msgs/PoseWithCovariance", "geometry_msgs/Pose pose\nfloat64[36] covariance\n"},
    Ros2Type{"geometry_msgs/Twist", "geometry_msgs/Vector3 linear\ngeometry_msgs/Vector3 angular\n"},
    Ros2Type{"geometry_msgs/TwistWithCovariance", "geometry_msgs/Twist twist\nfloat64[36] covariance\n"},
    Ros2Type{"geometry_msgs/Transform", "geometry_msgs/Vector3 translation\ngeometry_msgs/Quaternion rotation\n"},
    Ros2Type{"geometry_msgs/TransformStamped", "std_msgs/Header header\nstring child_frame_id\ngeometry_msgs/Transform transform\n"},
    Ros2Type{"tf2_msgs/TFMessage", "geometry_msgs/TransformStamped[] transforms\n"},
    Ros2Type{"nav_msgs/Odometry",
             "std_msgs/Header header\nstring child_frame_id\ngeometry_msgs/PoseWithCovariance pose\n"
             "geometry_msgs/TwistWithCovariance twist\n"},
    Ros2Type{"nav_msgs/Path", "std_msgs/Header header\ngeometry_msgs/PoseStamped[] poses\n"},
    Ros2Type{"nav_msgs/MapMetaData",
             "builtin_interfaces/Time map_load_time\nfloat32 resolution\nuint32 width\nuint32 height\n"
             "geometry_msgs/Pose origin\n"},
    Ros2Type{"nav_msgs/OccupancyGrid", "std_msgs/Header header\nnav_msgs/MapMetaData info\nint8[] data\n"},
    Ros2Type{"sensor_msgs/LaserScan",
             "std_msgs/Header header\nfloat32 angle_min\nfloat32 angle_max\nfloat32 angle_increment\n"
             "float32 time_increment\nfloat32 scan_time\nfloat32 range_min\nfloat32 range_max\n"
             "float32[] ranges\nfloat32[] intensities\n"},
    Ros2Type{"sensor_msgs/BatteryState",
             "uint8 POWER_SUPPLY_STATUS_UNKNOWN=0\nuint8 POWER_SUPPLY_STATUS_CHARGING=1\nuint8 POWER_SUPPLY_STATUS_DISCHARGING=2\n"
             "std_msgs/Header header\nfloat32 voltage\nfloat32 temperature\nfloat32 current\nfloat32 charge\nfloat32 capacity\n"
             "float32 design_capacity\nfloat32 percentage\nuint8 power_supply_status\nuint8 power_supply_health\n"
             "uint8 power_supply_technology\nbool present\nfloat32[] cell_voltage\nfloat32[] cell_temperature\nstring location\n"
             "string serial_number\n"},
    Ros2Type{"sensor_msgs/Image",
             "std_msgs/Header header\nuint32 height\nuint32 width\nstring encoding\nuint8 is_bigendian\nuint32 step\n"
             "uint8[] data\n"},
};

void add_inside(std::string_view fields, std::set<std::string_view>& defined, std::string& text) {
    for (const Ros2Type& type : kTypes) {
        const std::size_t at = fields.find(type.name);
        const bool is_used = at != std::string_view::npos && (fields[at + type.name.size()] == ' ' || fields[at + type.name.size()] == '[');
        if (!is_used || !defined.insert(type.name).second) continue;
        text.append(80, '=').append("\nMSG: ").append(type.name).append("\n").append(type.fields);
        add_inside(type.fields, defined, text);
    }
}

}  // namespace

std::string ros2_type_text(std::string_view name) {
    std::string text;
    for (const Ros2Type& type : kTypes) {
        if (type.name != name) continue;
        text = type.fields;
        std::set<std::string_view> defined;
        add_inside(type.fields, defined, text);
    }
    return text;
}

}  // namespace seqboard::record
