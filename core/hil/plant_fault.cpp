#include "core/hil/plant_fault.hpp"

#include <algorithm>

#include "core/names.hpp"

namespace seqboard::hil {

const std::vector<PlantFault>& plant_faults() {
    static const std::vector<PlantFault> kFaults = {
        {"sonar", "unplugged", "sonar_fault", 1},
        {"sonar", "stuck", "sonar_fault", 2},
        {"sonar", "cross_talk", "sonar_fault", 3},
        {"heading", "silent", "heading_fault", 1},
        {"heading", "garbage", "heading_fault", 2},
        {"heading", "wrong_checksum", "heading_fault", 3},
        {"heading", "truncated", "heading_fault", 4},
        {"heading", "frozen", "heading_fault", 5},
        {"heading", "bit_errors", "heading_bit_error_ratio", 0, 0, true},
        {"imu", "unplugged", "imu_fault", 1},
        {"imu", "frozen", "imu_fault", 2},
        {"imu", "garbage", "imu_fault", 3},
        {"imu", "brown_out", "imu_fault", 4},
        {"imu", "foreign", "imu_fault", 5},
        {"imu", "bit_errors", "imu_bit_error_ratio", 0, 0, true},
        {"ground", "broken_wire", "ground_fault", 1},
        {"ground", "sees_floor", "ground_fault", 2},
        {"encoder", "lost_edges", "encoder_fault", 1},
        {"encoder", "line_b_unplugged", "encoder_fault", 2},
        {"encoder", "reversed", "encoder_fault", 3},
        {"encoder", "dead", "encoder_fault", 4},
        {"motor", "dead", "motor_fault", 1},
        {"motor", "reversed", "motor_fault", 2},
        {"motor", "disconnected", "motor_fault", 3},
        {"motor", "shorted_line", "motor_fault", 4},
        {"servo", "stuck", "servo_fault", 1},
        {"servo", "disconnected", "servo_fault", 2},
        {"servo", "reversed", "servo_fault", 3},
        {"battery", "stuck", "battery_fault", 1},
        {"battery", "noisy", "battery_fault", 2},
        {"battery", "unplugged", "battery_fault", 3},
        {"voice", "unplugged", "voice_fault", 1},
        {"voice", "stuck_busy", "voice_fault", 2},
        {"voice", "internal_error", "voice_fault", 3},
        {"voice", "no_interrupt", "voice_fault", 4},
        {"voice", "bit_errors", "voice_bit_error_ratio", 0, 0, true},
        {"pad", "unplugged", "pad_fault", 1},
        {"pwm_chip", "unplugged", "pwm_chip_fault", 1},
        {"pwm_chip", "brown_out", "pwm_chip_fault", 2},
        {"left_wheel", "slip", "left_slip_ratio", 0, 0, true},
        {"right_wheel", "radius", "right_wheel_ratio", 0, 1, true},
        {"right_motor", "weak", "right_motor_ratio", 0, 1, true},
        {"body", "pushed", "push_rad_s", 0, 0, true},
    };
    return kFaults;
}

std::optional<PlantFault> find_plant_fault(std::string_view target, std::string_view kind, std::string& why) {
    const std::string_view device = target.substr(std::min(kPlantPrefix.size(), target.size()));
    std::vector<std::string> devices, kinds;
    for (const PlantFault& fault : plant_faults()) {
        if (devices.empty() || devices.back() != fault.device) devices.emplace_back(fault.device);
        if (fault.device != device) continue;
        if (fault.kind == kind) return fault;
        kinds.emplace_back(fault.kind);
    }
    why = kinds.empty() ? "the simulator has no '" + std::string{device} + "'" + suggestion(device, devices)
                        : "the simulator's " + std::string{device} + " cannot be '" + std::string{kind} + "'" + suggestion("", kinds);
    return std::nullopt;
}

}  // namespace seqboard::hil
