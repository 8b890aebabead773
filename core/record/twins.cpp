#include "core/record/twins.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/messages/battery.hpp"
#include "core/messages/camera.hpp"
#include "core/messages/map.hpp"
#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/record/field_reader.hpp"
#include "core/record/ros2_types.hpp"
#include "core/schema/ros2_definition.hpp"

namespace seqboard::record {

namespace {

/// Channels and schemas of twins count from here on: the recorder's from 1.
constexpr std::uint16_t kFirst = 0x8000;
constexpr std::size_t kChunkMessages = 4096;
constexpr std::string_view kWorld = "world";
constexpr std::string_view kBody = "base_link";

template <Message T>
T value_of(std::span<const std::byte> sample) {
    T value;
    std::memcpy(&value, sample.data(), sizeof value);
    return value;
}

CdrWriter& put_time(CdrWriter& to, std::uint64_t ns) {
    return to.number(static_cast<std::int32_t>(ns / 1'000'000'000)).number(static_cast<std::uint32_t>(ns % 1'000'000'000));
}
CdrWriter& put_header(CdrWriter& to, std::uint64_t stamp_ns, std::string_view frame) { return put_time(to, stamp_ns).text(frame); }
CdrWriter& put_vector(CdrWriter& to, float x, float y, float z = 0) { return to.number(double{x}).number(double{y}).number(double{z}); }
CdrWriter& put_turn(CdrWriter& to, float heading_rad) {
    return to.zeros(2).number(double{std::sin(heading_rad / 2)}).number(double{std::cos(heading_rad / 2)});
}

void put_transform(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample) {
    const auto pose = value_of<Pose>(sample);
    to.number(std::uint32_t{1});
    put_header(to, stamp_ns, kWorld).text(kBody);
    put_turn(put_vector(to, pose.x_m, pose.y_m), pose.heading_rad);
}

/// Variances stand on the diagonal of x y z roll pitch yaw.
void put_covariance(CdrWriter& to, float position_m2, float heading_rad2) {
    to.number(double{position_m2}).zeros(6).number(double{position_m2}).zeros(27).number(double{heading_rad2});
}

void put_odometry(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample) {
    const auto pose = value_of<Pose>(sample);
    put_header(to, stamp_ns, kWorld).text(kBody);
    put_turn(put_vector(to, pose.x_m, pose.y_m), pose.heading_rad);
    put_covariance(to, pose.position_sigma_m * pose.position_sigma_m, pose.heading_sigma_rad * pose.heading_sigma_rad);
    put_vector(put_vector(to, pose.speed_m_s, 0), 0, 0, pose.yaw_rate_rad_s);
    put_covariance(to, 0, 0);
}

void put_scan(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample) {
    const auto range = value_of<Range>(sample);
    put_header(to, stamp_ns, kBody).number(range.bearing_rad).number(range.bearing_rad).number(range.beam_width_rad);
    to.number(0.0f).number(0.0f).number(0.0f).number(range.max_range_m);
    to.number(std::uint32_t{1}).number(range.range_m).number(std::uint32_t{0});
}

void put_path(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample) {
    const auto plan = value_of<Plan>(sample);
    const auto points = static_cast<std::uint32_t>(std::min<std::size_t>(plan.points, plan.x_m.size()));
    put_header(to, stamp_ns, kWorld).number(points);
    for (std::uint32_t i = 0; i < points; ++i) put_turn(put_vector(put_header(to, stamp_ns, kWorld), plan.x_m[i], plan.y_m[i]), 0);
}

/// The map's evidence goes from -100 to 100; 127, no floor, is as good as a wall.
std::int8_t occupancy(std::int8_t log_odds) { return static_cast<std::int8_t>(log_odds == 0 ? -1 : std::clamp(50 + log_odds / 2, 0, 100)); }

void put_map(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample) {
    const auto map = value_of<Map>(sample);
    put_time(put_header(to, stamp_ns, kWorld), stamp_ns).number(map.cell_m).number(std::uint32_t{kMapSide}).number(std::uint32_t{kMapSide});
    put_turn(put_vector(to, map.origin_x_m, map.origin_y_m), 0).number(static_cast<std::uint32_t>(map.log_odds.size()));
    const std::span<std::byte> cells = to.room(map.log_odds.size());
    for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = static_cast<std::byte>(occupancy(map.log_odds[i]));
}

void put_battery(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample) {
    const auto battery = value_of<Battery>(sample);
    constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();
    constexpr std::uint8_t kDischarging = 2;
    put_header(to, stamp_ns, kBody).number(battery.voltage_volt).number(kUnknown).number(-battery.current_amp);
    to.number(kUnknown).number(kUnknown).number(kUnknown).number(battery.charge_ratio);
    to.number(kDischarging).number(std::uint8_t{0}).number(std::uint8_t{0}).number(battery.state != BatteryState::kUnknown);
    to.number(std::uint32_t{0}).number(std::uint32_t{0}).text("").text("");
}

void put_image(CdrWriter& to, std::uint64_t stamp_ns, std::span<const std::byte> sample) {
    const auto frame = value_of<CameraFrame>(sample);
    const std::size_t pixels = std::min(std::size_t{frame.width_px} * frame.height_px, frame.grey.size());
    put_header(to, stamp_ns, kBody).number(std::uint32_t{frame.height_px}).number(std::uint32_t{frame.width_px}).text("mono8");
    to.number(std::uint8_t{0}).number(std::uint32_t{frame.width_px}).number(static_cast<std::uint32_t>(pixels));
    std::memcpy(to.room(pixels).data(), frame.grey.data(), pixels);
}

template <Message T>
bool carries(const McapChannel& channel) {
    return channel.metadata.at("message") == message_name<T>() && channel.metadata.at("schema") == schema_text<T>();
}

}  // namespace

Twins::Twins() : channels_{kFirst}, chunk_{kChunkBytes, kChunkMessages} {}

void Twins::begin_file() noexcept {
    for (auto& [channel, twins] : twins_)
        for (Twin& twin : twins) twin.last_ns = kNever;
}

void Twins::define(const Chunk& samples) {
    for (const McapChannel& channel : samples.defined.channels) {
        const std::string topic = "/ros" + channel.topic;
        if (carries<Pose>(channel)) define_twin(channel, "nav_msgs/Odometry", topic, &put_odometry);
        if (carries<Pose>(channel) && channel.topic == "/pose") define_twin(channel, "tf2_msgs/TFMessage", "/tf", &put_transform);
        if (carries<Range>(channel)) define_twin(channel, "sensor_msgs/LaserScan", topic, &put_scan);
        if (carries<Plan>(channel)) define_twin(channel, "nav_msgs/Path", topic, &put_path);
        if (carries<Map>(channel)) define_twin(channel, "nav_msgs/OccupancyGrid", topic, &put_map);
        if (carries<Battery>(channel)) define_twin(channel, "sensor_msgs/BatteryState", topic, &put_battery);
        if (carries<CameraFrame>(channel)) define_twin(channel, "sensor_msgs/Image", topic, &put_image);
    }
}

void Twins::define_twin(const McapChannel& of, const char* type, const std::string& topic, Translate made_by) {
    const auto [schema, is_new] = schemas_.try_emplace(type, static_cast<std::uint16_t>(kFirst + schemas_.size()));
    if (is_new) {
        std::string name = type;
        name.insert(name.find('/'), "/msg");
        chunk_.defined.schemas.push_back({schema->second, std::move(name), "ros2msg", ros2_type_text(type)});
    }
    chunk_.defined.channels.push_back({channels_, schema->second, topic, "cdr", {{"twin_of", of.topic}, {"offered_qos_profiles", ""}}});
    twins_[of.id].push_back({channels_++, made_by, kNever, 0});
}

McapMessage Twins::make(Twin& twin, const Chunk& samples, const ChunkEntry& entry) {
    FieldReader record{samples.records().subspan(entry.offset + 1)};
    FieldReader message{record.take(record.number<std::uint64_t>())};
    message.take(2 + 4 + 8);  // channel, sequence, log time
    const auto publish_ns = message.number<std::uint64_t>();
    message_.clear();
    twin.translate(message_, entry.log_ns, message.rest().subspan(kCdrHeader.size()));
    return {twin.channel, ++twin.sequence, entry.log_ns, publish_ns, message_.bytes()};
}

}  // namespace seqboard::record
