// What an emulated heading module sends and understands.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "drivers/inertial_motion.hpp"

namespace seqboard::sim {

class HeadingModel {
public:
    HeadingModel() = default;
    HeadingModel(const HeadingModel&) = delete;
    HeadingModel& operator=(const HeadingModel&) = delete;
    virtual ~HeadingModel() = default;

    /// A byte of a command.
    virtual void hear(std::uint8_t byte) noexcept = 0;

    /// What it sends of one measurement, whole frames; empty while it is not to send. Valid until the next call.
    virtual std::span<const std::uint8_t> tell(const InertialMotion& motion) noexcept = 0;

    virtual std::size_t frame_bytes() const noexcept = 0;
};

/// `family`: jy61 or gy25. Throws StartError for another.
std::unique_ptr<HeadingModel> make_heading_model(const std::string& family);

}  // namespace seqboard::sim
